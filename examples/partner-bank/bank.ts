/**
 * A partner bank that integrates with Tripod: publishes a product and its rates, takes applications by webhook, decides them,
 * and reconciles by the change feed. README.md says how to run it.
 *
 *   npx tsx examples/partner-bank/bank.ts --graph http://127.0.0.1:4000/graphql --token TOKEN
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { clientCredentials } from '../../client/client-credentials.js';
import { createTripodClient } from '../../client/tripod-client.js';
import { handleApplication } from './bank/decision.js';
import { type Offering, offeringHash, publishOffering } from './bank/offering.js';
import { reconcile } from './bank/reconcile.js';
import { registerWebhook } from './bank/register-webhook.js';
import { openStateFile } from './bank/state-file.js';
import { createReceiver } from './bank/webhook-receiver.js';

const { values } = parseArgs({
  options: {
    graph: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
    token: { type: 'string' },
    'token-endpoint': { type: 'string' },
    'client-id': { type: 'string' },
    key: { type: 'string' },
    audience: { type: 'string' },
    port: { type: 'string', default: '4200' },
    'public-url': { type: 'string' },
    offering: { type: 'string' },
    state: { type: 'string', default: 'bank-state.json' },
    limit: { type: 'string', default: '500000' },
    'reconcile-seconds': { type: 'string', default: '60' },
  },
});

const client = createTripodClient({ url: values.graph, token: tokens() });
const offering = readJson<Offering>(values.offering ?? new URL('bank/offering.json', import.meta.url));
const file = await openStateFile(values.state);
const limit = Number(values.limit);
const handle = (applicationId: string) => handleApplication(client, applicationId, limit);

if (file.state.published !== offeringHash(offering)) {
  const version = await publishOffering(client, offering);
  await file.keep({ published: offeringHash(offering) });
  console.log(`bank: ${offering.product.productId} is published, version ${version} of its rates`);
}

const server = createReceiver(
  () => file.state.webhook?.secret ?? null,
  async ({ type, data }) => {
    console.log(`bank: told of ${type} ${data.subjectId}`);
    if (data.subjectType === 'Application') await handle(data.subjectId);
  },
);
await new Promise<void>((resolve) => server.listen(Number(values.port), '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
await registerWebhook(client, file, values['public-url'] ?? `http://127.0.0.1:${port}/webhooks`);

// What happened while the bank was away; then again and again, for what no webhook could tell.
const work = async () => {
  const count = await reconcile(client, file, handle);
  if (count > 0) console.log(`bank: reconciled, ${count} changes`);
};
await work();
let round = Promise.resolve();
const timer = setInterval(() => {
  round = round.then(work).catch((error) => console.error('bank: cannot reconcile now:', error));
}, Number(values['reconcile-seconds']) * 1_000);
console.log(`bank: ready, webhooks at http://127.0.0.1:${port}/webhooks`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    server.close();
    server.closeIdleConnections();
  });
}

/** A token as it is, for development; or one from the bank's identity provider, for everything else. */
function tokens(): () => Promise<string> | string {
  const { token, key, audience } = values;
  if (token !== undefined) return () => token;
  const { 'token-endpoint': tokenEndpoint, 'client-id': clientId } = values;
  if (tokenEndpoint === undefined || clientId === undefined || key === undefined) {
    console.error(
      'bank: give --token, or --token-endpoint, --client-id and --key (a file with the private key as JWK)',
    );
    process.exit(2);
  }
  return clientCredentials({
    tokenEndpoint,
    clientId,
    privateKey: readJson(key),
    ...(audience === undefined ? {} : { audience }),
  });
}

function readJson<Value>(file: string | URL): Value {
  return JSON.parse(readFileSync(file, 'utf8')) as Value;
}
