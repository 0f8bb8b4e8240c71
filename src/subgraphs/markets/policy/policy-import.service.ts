import { mongo } from 'mongoose';
import { DEFAULT_CLUSTER } from '../../../database/cluster-map.js';
import type { Database } from '../../../database/database.js';
import { localDateOf } from '../../../kernel/scalars/local-date.js';
import { type MarketPolicyRecord, marketPolicyModel } from './market-policy.model.js';
import { validatedPolicies } from './policy-file.validation.js';

export type PolicyOutcome = 'created' | 'updated' | 'unchanged';

const { EJSON } = mongo.BSON;

/**
 * Writes a file of policies: all of its rows or none. A row replaces the stored policy of its key; rows that are stored
 * as they are stay as they are.
 *
 * @param rows rows of the file as parsed from JSON, in the published form of a policy
 * @returns what became of each row, in their order
 * @throws PolicyFileError with everything that is wrong, by row and field; then nothing is written
 */
export async function importPolicies(
  database: Database,
  rows: readonly unknown[],
  { dryRun, now }: { readonly dryRun: boolean; readonly now: Date },
): Promise<PolicyOutcome[]> {
  const model = database.model(marketPolicyModel);
  const onFile = await model.find().lean<MarketPolicyRecord[]>();
  const records = validatedPolicies(rows, onFile, localDateOf(now));
  const known = new Map(onFile.map((record) => [record._id, record]));
  const outcomes = records.map((record) => outcomeOf(record, known.get(record._id)));
  const changed = records.filter((_record, index) => outcomes[index] !== 'unchanged');
  if (!dryRun && changed.length > 0) {
    await database.connection(DEFAULT_CLUSTER).transaction(async (session) => {
      const writes = changed.map((replacement) => ({
        replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
      }));
      await model.bulkWrite(writes as never, { session });
    });
  }
  return outcomes;
}

function outcomeOf(record: MarketPolicyRecord, stored: MarketPolicyRecord | undefined): PolicyOutcome {
  if (stored === undefined) {
    return 'created';
  }
  return contentOf(record) === contentOf(stored) ? 'unchanged' : 'updated';
}

/** Equal for policies that say the same; the day on which the file was read is no part of it. */
function contentOf(record: MarketPolicyRecord): string {
  const { source } = record.provenance;
  const content = { ...record, provenance: { ...record.provenance, source: { ...source, fetchedAt: null } } };
  return EJSON.stringify(sorted(content));
}

/** The same value with the fields of its documents in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, child]) => [key, sorted(child)]),
      )
    : value;
}
