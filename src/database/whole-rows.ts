import type { Model } from 'mongoose';
import { storedRow } from './stored-row.js';
import type { Session } from './transaction.js';

interface KeyedRow {
  readonly _id: string;
}

/**
 * Stores new rows in one command, cast by the schema of the model but not through documents of mongoose, which take many
 * times as long as the database: for importers. Inside a transaction one that fails ends all.
 * @throws what mongoose throws where a value cannot be cast or the schema has no such member
 */
export async function insertRows<R extends KeyedRow>(
  model: Model<R>,
  rows: readonly R[],
  session: Session,
): Promise<void> {
  if (rows.length === 0) return;
  const cast = storedRow(model.schema);
  await model.collection.insertMany(rows.map((row) => cast(row)) as never, { session });
}

/** Stores rows whole by their `_id`, new ones and changed ones, in one command; cast as by {@link insertRows}. */
export async function replaceRows<R extends KeyedRow>(model: Model<R>, rows: readonly R[]): Promise<void> {
  if (rows.length === 0) return;
  const cast = storedRow(model.schema);
  await model.collection.bulkWrite(
    rows.map((row) => ({
      replaceOne: { filter: { _id: row._id } as never, replacement: cast(row) as never, upsert: true },
    })),
    { ordered: false },
  );
}
