import { expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from '../../client/webhook-verification.js';
import { webhookHeaders } from '../../src/subgraphs/finance/webhook/webhook-signature.js';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const OTHER = Buffer.alloc(32, 8).toString('base64');
const NOW = 1_764_000_000;
const body = JSON.stringify({ id: 'alpha:default:1', type: 'application.submitted', data: { subjectId: 'DE-1' } });
const signed = (secrets: string[], timestamp = NOW) =>
  webhookHeaders({ id: 'alpha:default:1', timestamp, body }, secrets);

it('takes what Tripod signs, also while a secret is being changed', () => {
  expect(verifyWebhook(signed([SECRET]), body, SECRET, NOW)).toMatchObject({ type: 'application.submitted' });
  expect(verifyWebhook(signed([OTHER, SECRET]), body, SECRET, NOW + 299)).toMatchObject({ id: 'alpha:default:1' });
});

/** The example of the specification: https://github.com/standard-webhooks/standard-webhooks, "Symmetric". */
it('agrees with the published example of Standard Webhooks', () => {
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const payload = '{"test": 2432232314}';
  const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const { 'webhook-signature': signature } = webhookHeaders({ id, timestamp: 1_614_265_330, body: payload }, [secret]);
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it.each<[string, () => unknown]>([
  ['another secret', () => verifyWebhook(signed([OTHER]), body, SECRET, NOW)],
  ['a changed body', () => verifyWebhook(signed([SECRET]), body.replace('DE-1', 'DE-2'), SECRET, NOW)],
  ['a delivery of long ago', () => verifyWebhook(signed([SECRET], NOW - 301), body, SECRET, NOW)],
  ['a time that is none', () => verifyWebhook({ ...signed([SECRET]), 'webhook-timestamp': 'x' }, body, SECRET, NOW)],
  ['no signature', () => verifyWebhook({ ...signed([SECRET]), 'webhook-signature': undefined }, body, SECRET, NOW)],
  ['an empty signature', () => verifyWebhook({ ...signed([SECRET]), 'webhook-signature': 'v1,' }, body, SECRET, NOW)],
])('refuses %s', (_what, verify) => {
  expect(verify).toThrow(WebhookVerificationError);
});
