import { type Document, isDocument } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure, MongoError } from '../errors.js';
import type { QueryOptions } from '../query/options.js';
import { type Selection, selectDocuments } from '../query/select.js';
import type { Collection } from '../store/collection.js';
import { namespaceOf } from '../store/namespace.js';
import { applyUpdate, documentForUpsert, isReplacement, type UpdateRequest } from '../update/apply-update.js';
import type { CommandCall } from './command.js';
import { checkId, validationOf, withIdFirst } from './document-rules.js';
import { countField } from './fields.js';
import { viewOf } from './query-options.js';
import { sameDocument } from './same-document.js';

/** The namespace of a collection that may be written to. */
export function writableNamespace(call: CommandCall, collection: unknown): string {
  const namespace = namespaceOf(call.database, collection);
  if (typeof collection === 'string' && collection.startsWith('system.')) {
    failure(73, `cannot write to '${namespace}'`);
  }
  return namespace;
}

/**
 * Hands the selected documents to `write`, one by one. A document that a transaction holds is waited for; when it has
 * changed meanwhile, the selection is made again, so that no document is written that no longer matches.
 * @returns how many documents were written
 */
export async function writeSelected(
  call: CommandCall,
  collection: Collection,
  selection: Selection,
  options: QueryOptions,
  write: (document: Document) => void,
): Promise<number> {
  const { store } = call.server;
  const written = new Set<string>();
  for (;;) {
    let waitFor: Promise<void> | undefined;
    for (const document of selectDocuments(viewOf(call, collection), selection, options)) {
      const key = keyOf(document._id);
      if (written.has(key)) continue;
      waitFor = call.transaction ? undefined : store.holderOf(collection, key);
      if (waitFor) break;
      write(document);
      written.add(key);
    }
    if (!waitFor) return written.size;
    await endOfHolder(call, waitFor);
    if (selection.limit !== undefined && written.size >= selection.limit) return written.size;
  }
}

/** Waits for a transaction that holds a document; no longer than the command's `maxTimeMS` (50 MaxTimeMSExpired). */
export async function endOfHolder(call: CommandCall, held: Promise<void>): Promise<void> {
  const patience = countField(call.command, 'maxTimeMS');
  if (!patience) return held;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<'expired'>((resolve) => {
    timer = setTimeout(resolve, patience, 'expired');
  });
  const outcome = await Promise.race([held, expired]);
  clearTimeout(timer);
  if (outcome === 'expired') throw new MongoError(50, 'operation exceeded time limit');
}

/** What a command updates by: operators or a replacement, or the stages of a pipeline. */
export function updateOf(value: unknown, field: string): Document | Document[] {
  if (isDocument(value)) return value;
  if (Array.isArray(value) && value.every(isDocument)) return value;
  return failure(9, `Update argument '${field}' must be either an object or an array of stages`);
}

/** Writes a document's new state; false when the update leaves it as it is. */
export function writeUpdate(
  call: CommandCall,
  collection: Collection,
  before: Document,
  request: UpdateRequest,
): boolean {
  const after = withIdFirst(applyUpdate(before, request));
  if (sameDocument(before, after)) return false;
  validationOf(call, collection)?.(after, before);
  const kind = isReplacement(request.update) ? 'replace' : 'update';
  call.server.store.update(kind, collection, before, after, call.transaction);
  return true;
}

/** Inserts the document that an upsert makes of its filter and its update. */
export async function insertForUpsert(
  call: CommandCall,
  collection: Collection,
  request: UpdateRequest,
): Promise<Document> {
  const document = withIdFirst(documentForUpsert(request));
  checkId(document._id);
  const held = call.transaction ? undefined : call.server.store.holderOf(collection, keyOf(document._id));
  if (held) await endOfHolder(call, held);
  validationOf(call, collection)?.(document);
  call.server.store.insert(collection, document, undefined, call.transaction);
  return document;
}
