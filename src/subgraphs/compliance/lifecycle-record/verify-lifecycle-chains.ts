import type { Database } from '../../../database/database.js';
import { sequenceModel } from '../../../database/sequence.js';
import { type ChainFault, ChainVerifier } from './lifecycle-chain.js';
import { type LifecycleRecordRecord, lifecycleRecordModel, sequenceOf } from './lifecycle-record.model.js';

/** How a chain stands. */
export interface VerifiedChain {
  readonly records: number;
  readonly fault: ChainFault | null;
}

/**
 * Verifies the chains of subjects, or (null) of all: no gap, no change, no record missing at the end. Two commands; records are read
 * one after the other, in memory that does not grow with them.
 */
export async function verifyLifecycleChains(
  database: Database,
  subjects: readonly string[] | null,
): Promise<Map<string, VerifiedChain>> {
  const given = await numbersGiven(database, subjects);
  const chains = new Map<string, { verifier: ChainVerifier; records: number }>();
  for (const subject of given.keys()) chains.set(subject, { verifier: new ChainVerifier(), records: 0 });
  const cursor = database
    .model(lifecycleRecordModel)
    .find(subjects === null ? {} : { subject: { $in: subjects } })
    .sort({ subject: 1, number: 1 })
    .lean<LifecycleRecordRecord>()
    .cursor({ batchSize: 1_000 });
  for await (const record of cursor) {
    const chain = chains.get(record.subject) ?? { verifier: new ChainVerifier(), records: 0 };
    chains.set(record.subject, chain);
    chain.verifier.add(record);
    chain.records += 1;
  }
  return new Map(
    [...chains].map(([subject, { verifier, records }]) => [
      subject,
      { records, fault: verifier.fault(given.get(subject) ?? 0) },
    ]),
  );
}

async function numbersGiven(database: Database, subjects: readonly string[] | null): Promise<Map<string, number>> {
  const prefix = sequenceOf('');
  const rows = await database
    .model(sequenceModel)
    .find(
      subjects === null
        ? { _id: { $gte: prefix, $lt: `${prefix}\uffff` } }
        : { _id: { $in: subjects.map((subject) => sequenceOf(subject)) } },
    )
    .lean<{ _id: string; value: number }[]>();
  return new Map(rows.map(({ _id, value }) => [_id.slice(prefix.length), value]));
}
