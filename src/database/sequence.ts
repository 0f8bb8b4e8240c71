import { Schema } from 'mongoose';
import { RECORD_SCHEMA_OPTIONS } from './common-schemas.js';
import type { Database } from './database.js';
import { nationalModel } from './model-definition.js';
import type { Session } from './transaction.js';

/** The last number that a sequence has given on a cluster. `_id` is the name of the sequence. */
interface SequenceRecord {
  _id: string;
  value: number;
}

/** On every cluster: numbers are given where the rows that bear them are kept. */
export const sequenceModel = nationalModel<SequenceRecord>(
  'Sequence',
  'sequences',
  new Schema({ _id: { type: String, required: true }, value: { type: Number, required: true } }, RECORD_SCHEMA_OPTIONS),
);

/**
 * Takes the next numbers of a sequence inside a transaction, and returns the first of them. Writers of one sequence wait for
 * each other until they commit, so that numbers become visible in their order: whoever has seen n has seen, or could have
 * seen, everything below. That is what change feeds rest on.
 */
export async function nextSequence(
  database: Database,
  cluster: string,
  session: Session,
  name: string,
  count = 1,
): Promise<number> {
  const { value } = await database
    .model(sequenceModel, cluster)
    .findOneAndUpdate({ _id: name }, { $inc: { value: count } }, { upsert: true, returnDocument: 'after', session })
    .lean<SequenceRecord>()
    .orFail();
  return value - count + 1;
}

/** The last number that a sequence has given on a cluster, as far as it is visible; 0 before the first. */
export function reachedNumber(database: Database, cluster: string, name: string): Promise<number> {
  return database
    .model(sequenceModel, cluster)
    .findById(name)
    .lean<SequenceRecord | null>()
    .exec()
    .then((row) => row?.value ?? 0);
}

/** Keeps how far a reader of a sequence has come, under a name of its own; never goes back. */
export async function setReachedNumber(
  database: Database,
  cluster: string,
  name: string,
  value: number,
): Promise<void> {
  await database.model(sequenceModel, cluster).updateOne({ _id: name }, { $max: { value } }, { upsert: true }).exec();
}
