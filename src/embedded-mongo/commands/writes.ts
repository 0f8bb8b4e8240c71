import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure } from '../errors.js';
import type { Selection } from '../query/select.js';
import type { Collection } from '../store/collection.js';
import { isReplacement, type UpdateRequest } from '../update/apply-update.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { checkId, validationOf, withIdFirst } from './document-rules.js';
import {
  endOfHolder,
  insertForUpsert,
  updateOf,
  writableNamespace,
  writeSelected,
  writeUpdate,
} from './document-writes.js';
import { booleanField, documentField, documentsField, integerField } from './fields.js';
import { queryOptions } from './query-options.js';
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
};
