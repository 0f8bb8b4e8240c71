import { createServer, type IncomingMessage, type Server } from 'node:http';
import { verifyWebhook, type WebhookEvent, WebhookVerificationError } from '../../../client/webhook-verification.js';

const MAXIMUM_BODY_BYTES = 65_536;

/**
 * Receives webhooks at `POST /webhooks`. 204 only after the work is done: whatever else Tripod gets, it sends the event again.
 * Give the answer within ten seconds; a real bank puts the event into a queue of its own and answers at once.
 */
export function createReceiver(secret: () => string | null, handle: (event: WebhookEvent) => Promise<void>): Server {
  return createServer((request, response) => {
    const answer = (status: number) => response.writeHead(status).end();
    if (request.method !== 'POST' || request.url !== '/webhooks') {
      answer(404);
      return;
    }
    receive(request, secret(), handle).then(
      () => answer(204),
      (error: unknown) => {
        if (error instanceof WebhookVerificationError) {
          answer(400);
        } else {
          console.error('bank: a webhook could not be handled:', error);
          answer(500);
        }
      },
    );
  });
}

async function receive(
  request: IncomingMessage,
  secret: string | null,
  handle: (event: WebhookEvent) => Promise<void>,
): Promise<void> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAXIMUM_BODY_BYTES) throw new WebhookVerificationError('the body is too large');
    chunks.push(chunk);
  }
  if (secret === null) throw new Error('the secret of the webhook is not known yet');
  await handle(verifyWebhook(request.headers, Buffer.concat(chunks).toString('utf8'), secret));
}
