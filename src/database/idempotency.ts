import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { Schema } from 'mongoose';
import type { Caller } from '../kernel/caller.js';
import { badUserInput, TripodError } from '../kernel/errors/tripod-error.js';
import { RECORD_SCHEMA_OPTIONS } from './common-schemas.js';
import type { Database } from './database.js';
import { nationalModel } from './model-definition.js';
import { inTransaction, retryOnDuplicate, type Session } from './transaction.js';

const DAYS_KEPT = 30;

/** What a mutation with a key has answered. `_id` is the hash of client and key. */
interface IdempotencyRecord {
  _id: string;
  operation: string;
  bodyHash: string;
  /** What the work has returned, as plain data. */
  answer: unknown;
  createdAt: Date;
}

const idempotencySchema = new Schema(
  {
    _id: { type: String, required: true },
    operation: { type: String, required: true },
    bodyHash: { type: String, required: true },
    answer: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
idempotencySchema.index({ createdAt: 1 }, { expireAfterSeconds: DAYS_KEPT * 86_400 });

/** Kept beside the rows that the mutation has written. */
export const idempotencyModel = nationalModel<IdempotencyRecord>(
  'IdempotencyKey',
  'idempotency_keys',
  idempotencySchema,
);

export interface IdempotentRequest {
  readonly caller: Caller;
  /** Chosen by the client, unique among its requests. */
  readonly key: string;
  /** Name of the mutation. */
  readonly operation: string;
  /** Everything that decides what the mutation does; plain data. */
  readonly body: unknown;
}

/** Keys are short texts without blanks; a UUID is a good one. */
const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * Does the work of a mutation once for a key, in one transaction with the note that it has been done: a repeat within 30
 * days, be it at the same moment, gets the same answer and does nothing.
 *
 * @param work returns what later repeats shall get: plain data, such as an id
 * @throws TripodError CONFLICT for a key that the client has used for something else; BAD_USER_INPUT for a text that is no key
 */
export function once<Answer>(
  database: Database,
  cluster: string,
  request: IdempotentRequest,
  work: (session: Session) => Promise<Answer>,
): Promise<Answer> {
  const { caller, key, operation, body } = request;
  if (!KEY.test(key)) {
    throw badUserInput('idempotencyKey', 'must be 8 to 200 printable characters without blanks, such as a UUID');
  }
  const _id = sha256(JSON.stringify([caller.partnerId, caller.subject, key]));
  const bodyHash = sha256(canonicalize(body ?? null));
  const model = database.model(idempotencyModel, cluster);
  return inTransaction(database, cluster, async (session) => {
    const known = await model.findOne({ _id }, null, { session }).lean<IdempotencyRecord | null>();
    if (known !== null) {
      if (known.operation !== operation || known.bodyHash !== bodyHash) {
        throw new TripodError('CONFLICT', 'The idempotency key has been used for another request.', {
          field: 'idempotencyKey',
        });
      }
      return known.answer as Answer;
    }
    const answer = await work(session);
    await model
      .create([{ _id, operation, bodyHash, answer, createdAt: new Date() }], { session })
      .catch(retryOnDuplicate);
    return answer;
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
