import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { appendAudit } from '../../../database/audit/audit-trail.js';
import { DEFAULT_CLUSTER } from '../../../database/cluster-map.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import type { Session } from '../../../database/transaction.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { requirePartner } from '../caller-rights.js';
import { eventsAfter } from '../event/finance-changes.service.js';
import {
  type WebhookDeadLetterRecord,
  type WebhookEndpointRecord,
  webhookDeadLetterModel,
  webhookEndpointModel,
} from './webhook.model.js';
import type { Webhook, WebhookDeadLetter, WebhookStatus, WebhookWithSecret } from './webhook.type.js';
import { webhookAddressProblem } from './webhook-address.js';

/** Endpoints that one partner may have. */
const MAXIMUM_ENDPOINTS = 10;
/** How long a rotated secret still signs. */
const ROTATION_HOURS = 24;
const MAXIMUM_LETTERS = 200;

/** Whether webhooks may go to private networks: `WEBHOOK_PRIVATE_NETWORKS=on`. */
function allowsPrivate(): boolean {
  return process.env.WEBHOOK_PRIVATE_NETWORKS === 'on';
}

export async function listWebhooks({ database, caller }: DataContext): Promise<Webhook[]> {
  const partnerId = requirePartner(caller);
  const rows = await database
    .model(webhookEndpointModel)
    .find({ partnerId })
    .sort({ _id: 1 })
    .lean<WebhookEndpointRecord[]>();
  return rows.map(view);
}

/** Registers an endpoint, which is told of what happens from now on. */
export async function registerWebhook(
  context: DataContext,
  { url, types, idempotencyKey }: { url: string; types: readonly string[]; idempotencyKey: string },
): Promise<WebhookWithSecret> {
  const { database, caller } = context;
  const partnerId = requirePartner(caller);
  const problem = webhookAddressProblem(url, allowsPrivate());
  if (problem !== null) throw badUserInput('url', problem);
  const position = await presentPosition(context, partnerId);
  const request = { action: 'registerWebhook', body: { url, types }, idempotencyKey };
  const given = await change(context, request, async (session) => {
    const model = database.model(webhookEndpointModel);
    if ((await model.countDocuments({ partnerId }, { session })) >= MAXIMUM_ENDPOINTS) {
      throw new TripodError('CONFLICT', `A partner may have ${MAXIMUM_ENDPOINTS} webhooks.`);
    }
    const endpointId = randomUUID();
    const now = new Date();
    const record: WebhookEndpointRecord = {
      _id: endpointId,
      endpointId,
      partnerId,
      url,
      secret: newSecret(),
      previousSecret: null,
      previousSecretUntil: null,
      types: [...types],
      status: 'ACTIVE',
      position,
      failures: 0,
      lastError: null,
      nextAttemptAt: now,
      leaseUntil: new Date(0),
      createdAt: now,
    };
    await model.create([record], { session });
    return { subject: endpointId, answer: givenSecret(record) };
  });
  return withSecret(context, partnerId, given);
}

/** Gives an endpoint a new secret; the old one signs too for a day, so that receivers can change over. */
export async function rotateWebhookSecret(
  context: DataContext,
  endpointId: string,
  idempotencyKey: string,
): Promise<WebhookWithSecret> {
  const partnerId = requirePartner(context.caller);
  const request = { action: 'rotateWebhookSecret', body: { endpointId }, idempotencyKey };
  const given = await change(context, request, async (session) => {
    const model = context.database.model(webhookEndpointModel);
    const before = await model
      .findOne({ _id: endpointId, partnerId }, null, { session })
      .lean<WebhookEndpointRecord | null>();
    if (before === null) throw notFound();
    const secret = newSecret();
    const previousSecretUntil = new Date(Date.now() + ROTATION_HOURS * 3_600_000);
    await model.updateOne(
      { _id: endpointId },
      { $set: { secret, previousSecret: before.secret, previousSecretUntil } },
      { session },
    );
    return { subject: endpointId, answer: givenSecret({ endpointId, secret }) };
  });
  return withSecret(context, partnerId, given);
}

export function deleteWebhook(context: DataContext, endpointId: string, idempotencyKey: string): Promise<boolean> {
  const partnerId = requirePartner(context.caller);
  return change(context, { action: 'deleteWebhook', body: { endpointId }, idempotencyKey }, async (session) => {
    const { deletedCount } = await context.database
      .model(webhookEndpointModel)
      .deleteOne({ _id: endpointId, partnerId }, { session });
    if (deletedCount === 0) throw notFound();
    return { subject: endpointId, answer: true };
  });
}

export async function listDeadLetters({ database, caller }: DataContext): Promise<WebhookDeadLetter[]> {
  const partnerId = requirePartner(caller);
  const rows = await database
    .model(webhookDeadLetterModel)
    .find({ partnerId })
    .sort({ _id: 1 })
    .limit(MAXIMUM_LETTERS)
    .lean<WebhookDeadLetterRecord[]>();
  return rows;
}

/**
 * Has an endpoint told again of everything from a dead letter on: it goes back to just before that event, and so tells later
 * ones again too, under the ids that they had.
 */
export function retryWebhook(
  context: DataContext,
  endpointId: string,
  eventId: string,
  idempotencyKey: string,
): Promise<boolean> {
  const partnerId = requirePartner(context.caller);
  const request = { action: 'retryWebhook', body: { endpointId, eventId }, idempotencyKey };
  return change(context, request, async (session) => {
    const { database } = context;
    const letters = database.model(webhookDeadLetterModel);
    const letter = await letters.findOne({ _id: `${endpointId}/${eventId}`, partnerId }, null, { session }).lean();
    const endpoint = await database
      .model(webhookEndpointModel)
      .findOne({ _id: endpointId, partnerId }, null, { session })
      .lean<WebhookEndpointRecord | null>();
    const [, cluster, sequence] = /:([^:]+):(\d+)$/.exec(eventId) ?? [];
    if (letter === null || endpoint === null || cluster === undefined) throw notFound();
    const position = {
      ...endpoint.position,
      [cluster]: Math.min(endpoint.position[cluster] ?? 0, Number(sequence) - 1),
    };
    await database
      .model(webhookEndpointModel)
      .updateOne(
        { _id: endpointId },
        { $set: { position, failures: 0, status: 'ACTIVE', nextAttemptAt: new Date() } },
        { session },
      );
    await letters.deleteOne({ _id: letter._id }, { session });
    return { subject: endpointId, answer: true };
  });
}

interface ChangeRequest {
  readonly action: string;
  readonly body: unknown;
  readonly idempotencyKey: string;
}

/** Does the work once for a key, in one transaction with its entry in the audit trail. */
function change<Answer>(
  context: DataContext,
  { action, body, idempotencyKey }: ChangeRequest,
  work: (session: Session) => Promise<{ subject: string; answer: Answer }>,
): Promise<Answer> {
  const { database, caller } = context;
  return orUnavailable(null, () =>
    once(database, DEFAULT_CLUSTER, { caller, key: idempotencyKey, operation: action, body }, async (session) => {
      const { subject, answer } = await work(session);
      await appendAudit(database, DEFAULT_CLUSTER, session, context, { action, subject: `Webhook:${subject}`, body });
      return answer;
    }),
  );
}

/** What is kept of an answer that holds a secret: enough to give the same one again, and not the secret itself. */
interface GivenSecret {
  readonly endpointId: string;
  readonly secretHash: string;
}

function givenSecret({ endpointId, secret }: Pick<WebhookEndpointRecord, 'endpointId' | 'secret'>): GivenSecret {
  return { endpointId, secretHash: createHash('sha256').update(secret).digest('hex') };
}

/** The endpoint with the secret that was given. CONFLICT for a repeat of a request whose secret has been replaced since. */
async function withSecret(
  { database }: DataContext,
  partnerId: string,
  { endpointId, secretHash }: GivenSecret,
): Promise<WebhookWithSecret> {
  const row = await database
    .model(webhookEndpointModel)
    .findOne({ _id: endpointId, partnerId })
    .lean<WebhookEndpointRecord | null>();
  if (row === null) throw notFound();
  if (givenSecret(row).secretHash !== secretHash) {
    throw new TripodError('CONFLICT', 'The secret that this key got has been replaced since.', {
      field: 'idempotencyKey',
    });
  }
  return { webhook: view(row), secret: row.secret };
}

/** Where the feed of a partner ends now. */
async function presentPosition({ database }: DataContext, partnerId: string): Promise<Record<string, number>> {
  let position: Readonly<Record<string, number>> = {};
  for (;;) {
    const read = await eventsAfter(database, partnerId, position, 1_000);
    position = read.position;
    if (!read.hasMore) return { ...position };
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64');
}

function notFound(): TripodError {
  return new TripodError('NOT_FOUND', 'There is no such webhook.');
}

function view({
  endpointId,
  url,
  types,
  status,
  failures,
  lastError,
  nextAttemptAt,
  createdAt,
}: WebhookEndpointRecord): Webhook {
  return { endpointId, url, types, status: status as WebhookStatus, failures, lastError, nextAttemptAt, createdAt };
}
