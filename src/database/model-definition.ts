import type { Schema } from 'mongoose';

/**
 * A collection and the shape of what it holds. Definitions are data: the database layer registers them on every
 * cluster's connection, so that one definition serves all clusters.
 */
export interface ModelDefinition<RecordType = unknown> {
  readonly name: string;
  readonly collection: string;
  readonly schema: Schema;
  /** True when rows belong to one country and are kept where that country's data must stay. */
  readonly national: boolean;
  /** Never set: carries the record type for the compiler. */
  readonly record?: RecordType;
}

/** Declares a collection whose rows carry a `country` (ISO 3166-1 alpha-2) and live in that country's cluster. */
export function nationalModel<RecordType>(
  name: string,
  collection: string,
  schema: Schema,
): ModelDefinition<RecordType> {
  return { name, collection, schema, national: true };
}

/** Declares a collection without national data; it lives in the default cluster. */
export function worldwideModel<RecordType>(
  name: string,
  collection: string,
  schema: Schema,
): ModelDefinition<RecordType> {
  return { name, collection, schema, national: false };
}
