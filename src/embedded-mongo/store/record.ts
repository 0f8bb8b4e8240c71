import { Binary, Timestamp } from 'bson';
import type { Document } from '../bson/document.js';
import { decodeDocument, encodeDocument } from '../wire/bson-codec.js';
import type { Change } from './change.js';

/**
 * One change of the stored data, as the journal keeps it. Namespaces are `database.collection`; `bytes` are the
 * document's BSON, empty where there is no journal, and `size` is its length in any case.
 */
export type Operation =
  | { kind: 'insert'; namespace: string; document: Document; bytes: Uint8Array; size: number }
  | {
      kind: 'update' | 'replace';
      namespace: string;
      document: Document;
      bytes: Uint8Array;
      size: number;
      before?: Document;
    }
  | { kind: 'delete'; namespace: string; id: unknown; before?: Document }
  | { kind: 'create'; namespace: string; options: Document; uuid: Binary }
  | { kind: 'modify'; namespace: string; options: Document }
  | { kind: 'drop'; namespace: string }
  | { kind: 'rename'; namespace: string; to: string }
  | { kind: 'createIndex'; namespace: string; specification: Document }
  | { kind: 'dropIndex'; namespace: string; name: string }
  | { kind: 'dropDatabase'; namespace: string };

/** What a retried command is answered: the reply to the last retryable write, or to the commit, of a session. */
export interface RetryRecord {
  readonly session: string;
  readonly number: string;
  readonly reply: Document;
}

/** Everything that one command, or one transaction, changed: durable as a whole or not at all. */
export interface JournalRecord {
  /** Number of the first change event of this record; each operation that is an event takes one number. */
  readonly sequence: number;
  /** MongoDB's cluster time of the first event; following events count its increment up. */
  readonly time: Timestamp;
  readonly wallTime: Date;
  readonly operations: readonly Operation[];
  readonly retry?: RetryRecord;
  /** In snapshots only: a piece of the window of change events; `sequence` is the number of the last one then. */
  readonly window?: readonly Change[];
}

/**
 * A record as bytes: one BSON document, followed by the documents that it speaks of, in order. Successive writes of one
 * kind to one collection are one entry with a count, so that the leading document stays small.
 */
export function encodeRecord(record: JournalRecord): Uint8Array[] {
  const entries: Document[] = [];
  const documents: Uint8Array[] = [];
  let run = { kind: '', namespace: '', count: 0 };
  for (const operation of record.operations) {
    const document = documentOf(operation);
    if (!document) {
      run = { kind: '', namespace: '', count: 0 };
      entries.push({ ...operation });
      continue;
    }
    documents.push(document);
    if (run.kind !== operation.kind || run.namespace !== operation.namespace) {
      run = { kind: operation.kind, namespace: operation.namespace, count: 0 };
      entries.push(run);
    }
    run.count += 1;
  }
  const { operations: _, ...rest } = record;
  return [encodeDocument({ ...rest, operations: entries }), ...documents];
}

/** The document that follows the record for an operation; a deletion's holds the `_id` alone. */
function documentOf(operation: Operation): Uint8Array | undefined {
  switch (operation.kind) {
    case 'insert':
    case 'update':
    case 'replace':
      return operation.bytes;
    case 'delete':
      return encodeDocument({ _id: operation.id });
    default:
      return undefined;
  }
}

/**
 * Reads the records of one frame.
 * @throws Error when the bytes aren't records; the caller knows the file and the offset
 */
export function* decodeRecords(payload: Buffer): Generator<JournalRecord> {
  let position = 0;
  const next = (): Buffer => {
    const length = position + 4 <= payload.length ? payload.readInt32LE(position) : 0;
    if (length < 5 || position + length > payload.length) throw new Error('a record is cut off inside its frame');
    position += length;
    return payload.subarray(position - length, position);
  };
  while (position < payload.length) {
    const head = decodeDocument(next());
    const { sequence, time, wallTime, operations, retry, window } = head;
    if (typeof sequence !== 'number' || !(time instanceof Timestamp) || !(wallTime instanceof Date)) {
      throw new Error('a record lacks its sequence number or its times');
    }
    if (!Array.isArray(operations)) throw new Error('a record lacks its operations');
    yield {
      sequence,
      time,
      wallTime,
      operations: operations.flatMap((operation: Document) => decodeOperation(operation, next)),
      ...(retry === undefined ? {} : { retry: decodeRetry(retry) }),
      ...(Array.isArray(window) ? { window: window as Change[] } : {}),
    };
  }
}

function decodeOperation(stored: Document, next: () => Buffer): Operation[] {
  const { kind, namespace } = stored;
  if (typeof namespace !== 'string') throw new Error('an operation lacks its namespace');
  switch (kind) {
    case 'insert':
    case 'update':
    case 'replace':
    case 'delete': {
      const { count } = stored;
      if (typeof count !== 'number') throw new Error(`'${kind}' lacks its count`);
      return Array.from({ length: count }, (): Operation => {
        const bytes = next();
        const document = decodeDocument(bytes);
        return kind === 'delete'
          ? { kind, namespace, id: document._id }
          : { kind, namespace, document, bytes, size: bytes.length };
      });
    }
    case 'create':
      if (!(stored.uuid instanceof Binary)) throw new Error('a collection lacks its uuid');
      return [{ kind, namespace, options: objectOf(stored.options), uuid: stored.uuid }];
    case 'modify':
      return [{ kind, namespace, options: objectOf(stored.options) }];
    case 'createIndex':
      return [{ kind, namespace, specification: objectOf(stored.specification) }];
    case 'dropIndex':
      return [{ kind, namespace, name: String(stored.name) }];
    case 'rename':
      return [{ kind, namespace, to: String(stored.to) }];
    case 'drop':
    case 'dropDatabase':
      return [{ kind, namespace }];
    default:
      throw new Error(`operation '${String(kind)}' is unknown`);
  }
}

function decodeRetry(stored: unknown): RetryRecord {
  const { session, number, reply } = objectOf(stored);
  return { session: String(session), number: String(number), reply: objectOf(reply) };
}

function objectOf(value: unknown): Document {
  if (typeof value !== 'object' || value === null) throw new Error('an object is missing in a record');
  return value as Document;
}
