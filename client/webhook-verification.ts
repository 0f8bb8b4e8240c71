import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Tripod sends to a webhook. */
export interface WebhookEvent {
  /** Stable over all deliveries of the event: remember it to do nothing twice. The `eventId` of the change feed. */
  readonly id: string;
  /** E.g. `application.submitted`. */
  readonly type: string;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly data: {
    readonly country: string;
    readonly subjectType: string;
    readonly subjectId: string;
    readonly version: number;
    readonly status: string | null;
  };
}

/** Thrown where a request is not what it says: answer it with 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** How far the clocks may be apart; what is older is a repeat by somebody who listened. */
const TOLERANCE_SECONDS = 300;

/**
 * Verifies a delivery after Standard Webhooks and gives its event: `webhook-signature` holds `v1,` and the base64 of
 * HMAC-SHA256 over `webhook-id.webhook-timestamp.body`, once for each secret in use.
 *
 * @param body the bytes as they came, before any parsing
 * @param secret base64, as `registerWebhook` gave it
 * @param now seconds since 1970
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  secret: string,
  now = Date.now() / 1_000,
): WebhookEvent {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE_SECONDS) {
    throw new WebhookVerificationError('webhook-timestamp is too far from now');
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const given = header(headers, 'webhook-signature').split(' ');
  if (!given.some((signature) => matches(signature, expected))) {
    throw new WebhookVerificationError('webhook-signature does not match');
  }
  const event = JSON.parse(body) as WebhookEvent;
  if (event.id !== id) throw new WebhookVerificationError('webhook-id is not that of the event');
  return event;
}

function matches(signature: string, expected: Buffer): boolean {
  if (!signature.startsWith('v1,')) return false;
  const given = Buffer.from(signature.slice(3), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function header(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string') throw new WebhookVerificationError(`${name} is missing`);
  return value;
}
