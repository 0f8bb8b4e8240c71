import { type Document, isDocument } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure, MongoError } from '../errors.js';
import type { QueryOptions } from '../query/options.js';
import { type Selection, selectDocuments } from '../query/select.js';
import type { Collection } from '../store/collection.js';
import { namespaceOf } from '../store/namespace.js';
import { applyUpdate, documentForUpsert, isReplacement, type UpdateRequest } from '../update/apply-update.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { checkId, validationOf, withIdFirst } from './document-rules.js';
import { booleanField, countField, documentField, documentsField, integerField } from './fields.js';
import { queryOptions, viewOf } from './query-options.js';
import { projectionOf, selectionOf } from './reads.js';
import { sameDocument } from './same-document.js';
import { runStatements } from './write-statements.js';

async function insert(call: CommandCall): Promise<Document> {
  const { command, server, transaction } = call;
  const documents = documentsField(command, 'documents');
  const collection = server.store.ensure(writableNamespace(call, command.insert), transaction);
  const validate = validationOf(call, collection);
  const encoded = call.bytesOf('documents');
  let n = 0;
  const insertOne = (sent: Document, index: number): Promise<void> | undefined => {
    const document = withIdFirst(sent);
    checkId(document._id);
    const held = transaction ? undefined : server.store.holderOf(collection, keyOf(document._id));
    if (held) return endOfHolder(call, held).then(() => insertOne(document, index));
    validate?.(document);
    server.store.insert(collection, document, document === sent ? encoded?.[index] : undefined, transaction);
    n += 1;
    return undefined;
  };
  const errors = await runStatements(call, documents, insertOne);
  return { n, ...errors, ok: 1 };
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
async function endOfHolder(call: CommandCall, held: Promise<void>): Promise<void> {
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

interface UpdateStatement {
  readonly request: UpdateRequest;
  readonly selection: Selection;
  readonly multi: boolean;
  readonly upsert: boolean;
}

const UPDATE_FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'sort'];
const DELETE_FIELDS = ['q', 'limit', 'collation', 'hint'];

function refuseUnknownFields(statement: Document, known: readonly string[], command: string): void {
  for (const field of Object.keys(statement)) {
    if (!known.includes(field)) failure(40415, `BSON field '${command}.${field}' is an unknown field.`);
  }
}

function updateStatement(call: CommandCall, collection: Collection | undefined, statement: Document): UpdateStatement {
  refuseUnknownFields(statement, UPDATE_FIELDS, 'update.updates');
  const filter =
    documentField(statement, 'q') ?? failure(40414, "BSON field 'update.updates.q' is missing but a required field");
  const update = updateOf(statement.u, 'update.updates.u');
  const multi = booleanField(statement, 'multi');
  if (multi && isReplacement(update)) failure(9, 'multi update is not supported for replacement-style update');
  const constants = documentField(statement, 'c');
  if (constants && !Array.isArray(update)) failure(51198, 'Constant values may only be specified for pipeline updates');
  const sort = documentField(statement, 'sort');
  if (sort && multi) failure(9, 'Cannot specify sort with multi=true');
  const options = queryOptions(call, collection, { collation: documentField(statement, 'collation'), constants });
  const arrayFilters = statement.arrayFilters === undefined ? undefined : documentsField(statement, 'arrayFilters');
  return {
    request: { filter, update, options, ...(arrayFilters && { arrayFilters }) },
    selection: {
      filter,
      ...(!multi && { limit: 1 }),
      ...(sort && { sort }),
      ...(statement.hint !== undefined && { hint: statement.hint }),
    },
    multi,
    upsert: booleanField(statement, 'upsert'),
  };
}

function updateOf(value: unknown, field: string): Document | Document[] {
  if (isDocument(value)) return value;
  if (Array.isArray(value) && value.every(isDocument)) return value;
  return failure(9, `Update argument '${field}' must be either an object or an array of stages`);
}

async function update(call: CommandCall): Promise<Document> {
  const { command, server, transaction } = call;
  const namespace = writableNamespace(call, command.update);
  let matched = 0;
  let modified = 0;
  const upserted: Document[] = [];
  const errors = await runStatements(call, documentsField(command, 'updates'), async (sent, index) => {
    const collection = existingCollection(call, namespace);
    const statement = updateStatement(call, collection, sent);
    const found = collection
      ? await writeSelected(call, collection, statement.selection, statement.request.options, (before) => {
          if (writeUpdate(call, collection, before, statement.request)) modified += 1;
          matched += 1;
        })
      : 0;
    if (found > 0 || !statement.upsert) return;
    const target = server.store.ensure(namespace, transaction);
    upserted.push({ index, _id: (await insertForUpsert(call, target, statement.request))._id });
    matched += 1;
  });
  return { n: matched, nModified: modified, ...(upserted.length > 0 && { upserted }), ...errors, ok: 1 };
}

/** Writes a document's new state; false when the update leaves it as it is. */
function writeUpdate(call: CommandCall, collection: Collection, before: Document, request: UpdateRequest): boolean {
  const after = withIdFirst(applyUpdate(before, request));
  if (sameDocument(before, after)) return false;
  validationOf(call, collection)?.(after, before);
  const kind = isReplacement(request.update) ? 'replace' : 'update';
  call.server.store.update(kind, collection, before, after, call.transaction);
  return true;
}

async function insertForUpsert(call: CommandCall, collection: Collection, request: UpdateRequest): Promise<Document> {
  const document = withIdFirst(documentForUpsert(request));
  checkId(document._id);
  const held = call.transaction ? undefined : call.server.store.holderOf(collection, keyOf(document._id));
  if (held) await endOfHolder(call, held);
  validationOf(call, collection)?.(document);
  call.server.store.insert(collection, document, undefined, call.transaction);
  return document;
}

async function deleteDocuments(call: CommandCall): Promise<Document> {
  const { command, server, transaction } = call;
  const collection = existingCollection(call, writableNamespace(call, command.delete));
  let n = 0;
  const errors = await runStatements(call, documentsField(command, 'deletes'), async (statement) => {
    refuseUnknownFields(statement, DELETE_FIELDS, 'delete.deletes');
    const filter =
      documentField(statement, 'q') ?? failure(40414, "BSON field 'delete.deletes.q' is missing but a required field");
    const limit =
      integerField(statement, 'limit') ??
      failure(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
    if (limit !== 0 && limit !== 1) failure(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    if (!collection) return;
    const options = queryOptions(call, collection, { collation: documentField(statement, 'collation') });
    const selection = {
      filter,
      ...(limit === 1 && { limit }),
      ...(statement.hint !== undefined && { hint: statement.hint }),
    };
    await writeSelected(call, collection, selection, options, (document) => {
      server.store.delete(collection, document, transaction);
      n += 1;
    });
  });
  return { n, ...errors, ok: 1 };
}

async function findAndModify(call: CommandCall): Promise<Document> {
  const { command, server, transaction } = call;
  const namespace = writableNamespace(call, command[call.name]);
  const remove = booleanField(command, 'remove');
  const showNew = booleanField(command, 'new');
  const upsert = booleanField(command, 'upsert');
  if (remove && command.update !== undefined) failure(9, 'Cannot specify both an update and remove=true');
  if (remove && upsert) failure(9, 'Cannot specify both upsert=true and remove=true');
  if (remove && showNew)
    failure(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (!remove && command.update === undefined) failure(9, 'Either an update or remove=true must be specified');
  const collection = existingCollection(call, namespace);
  const options = queryOptions(call, collection);
  const { filter = {}, ...rest } = selectionOf(command, 'query');
  const selection = { ...rest, filter, limit: 1 };
  const project = projectionOf(documentField(command, 'fields'), filter, options);
  const shown = (document: Document | undefined) => (document && project ? project(document) : (document ?? null));
  const arrayFilters = command.arrayFilters === undefined ? undefined : documentsField(command, 'arrayFilters');
  const request = {
    filter,
    update: remove ? {} : updateOf(command.update, 'update'),
    options,
    ...(arrayFilters && { arrayFilters }),
  };
  let before: Document | undefined;
  let after: Document | undefined;
  if (collection) {
    await writeSelected(call, collection, selection, options, (document) => {
      before = document;
      if (remove) server.store.delete(collection, document, transaction);
      else writeUpdate(call, collection, document, request);
      after = server.store.read(collection, keyOf(document._id), transaction);
    });
  }
  if (remove) return { lastErrorObject: { n: before ? 1 : 0 }, value: shown(before), ok: 1 };
  if (before) {
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: shown(showNew ? after : before), ok: 1 };
  }
  if (!upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
  const inserted = await insertForUpsert(call, server.store.ensure(namespace, transaction), request);
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: inserted._id },
    value: showNew ? shown(inserted) : null,
    ok: 1,
  };
}

function writableNamespace(call: CommandCall, collection: unknown): string {
  const namespace = namespaceOf(call.database, collection);
  if (typeof collection === 'string' && collection.startsWith('system.')) {
    failure(73, `cannot write to '${namespace}'`);
  }
  return namespace;
}

const FIND_AND_MODIFY = {
  run: findAndModify,
  options: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
  ],
  unsupported: ['rawData'],
  transactional: true,
  writes: true,
};

export const WRITE_COMMANDS: CommandTable = {
  insert: {
    run: insert,
    options: ['documents', 'ordered', 'bypassDocumentValidation'],
    unsupported: ['rawData'],
    transactional: true,
    writes: true,
  },
  update: {
    run: update,
    options: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
    unsupported: ['rawData'],
    transactional: true,
    writes: true,
  },
  delete: {
    run: deleteDocuments,
    options: ['deletes', 'ordered', 'let'],
    unsupported: ['rawData'],
    transactional: true,
    writes: true,
  },
  findAndModify: FIND_AND_MODIFY,
  findandmodify: FIND_AND_MODIFY,
};
