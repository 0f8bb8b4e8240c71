import { failure } from '../errors.js';

const MAX_DATABASE_NAME_BYTES = 63;
const MAX_NAMESPACE_BYTES = 255;

/** Names of the collections in which `$out` gathers its result; change streams don't show what happens in them. */
export const TEMPORARY_COLLECTION_PREFIX = 'tmp.agg_out.';

/** `database.collection`, checked by MongoDB's rules for names (73 InvalidNamespace). */
export function namespaceOf(database: string, collection: unknown): string {
  checkDatabaseName(database);
  if (typeof collection !== 'string') {
    failure(73, `collection name has invalid type ${collection === null ? 'null' : typeof collection}`);
  }
  const namespace = `${database}.${collection}`;
  if (
    collection === '' ||
    collection.startsWith('.') ||
    collection.endsWith('.') ||
    collection.includes('$') ||
    collection.includes('\0') ||
    Buffer.byteLength(namespace) > MAX_NAMESPACE_BYTES
  ) {
    failure(73, `Invalid namespace specified '${namespace}'`);
  }
  return namespace;
}

/** Checks a database's name (73 InvalidNamespace). */
export function checkDatabaseName(database: unknown): asserts database is string {
  if (
    typeof database !== 'string' ||
    database === '' ||
    Buffer.byteLength(database) > MAX_DATABASE_NAME_BYTES ||
    /[/\\. "$\0]/.test(database)
  ) {
    failure(73, `Invalid database name: '${String(database)}'`);
  }
}

/** The two halves of a namespace; a database's name has no dot, a collection's may. */
export function splitNamespace(namespace: string): { database: string; collection: string } {
  const dot = namespace.indexOf('.');
  return { database: namespace.slice(0, dot), collection: namespace.slice(dot + 1) };
}
