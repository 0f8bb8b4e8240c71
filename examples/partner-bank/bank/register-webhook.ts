import { randomUUID } from 'node:crypto';
import { DeleteWebhookDocument, RegisterWebhookDocument, WebhooksDocument } from '../../../client/generated.js';
import type { TripodClient } from '../../../client/tripod-client.js';
import type { StateFile } from './state-file.js';

/** Sees to it that exactly one webhook leads to the address, and that its secret is known. */
export async function registerWebhook(client: TripodClient, file: StateFile, url: string): Promise<void> {
  const { webhooks } = await client.request(WebhooksDocument, {});
  const known = file.state.webhook;
  const inUse = (endpointId: string) => endpointId === known?.endpointId && known.url === url;
  for (const { endpointId, status, url: address } of webhooks) {
    if (inUse(endpointId) && status === 'ACTIVE') continue;
    // One whose secret nobody knows, of an address that was ours, or one that was given up: a new one takes its place.
    if (address === url || endpointId === known?.endpointId)
      await client.request(DeleteWebhookDocument, { endpointId, idempotencyKey: `delete-${endpointId}` });
  }
  if (webhooks.some(({ endpointId, status }) => inUse(endpointId) && status === 'ACTIVE')) return;
  const { registerWebhook: made } = await client.request(RegisterWebhookDocument, {
    url,
    types: [],
    // A bank that dies before it has kept the secret finds an endpoint that it does not know, and makes another.
    idempotencyKey: randomUUID(),
  });
  await file.keep({ webhook: { endpointId: made.webhook.endpointId, url, secret: made.secret } });
}
