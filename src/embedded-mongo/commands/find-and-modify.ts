import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure } from '../errors.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { insertForUpsert, updateOf, writableNamespace, writeSelected, writeUpdate } from './document-writes.js';
import { booleanField, documentField, documentsField } from './fields.js';
import { queryOptions } from './query-options.js';
import { projectionOf, selectionOf } from './selection.js';

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

export const FIND_AND_MODIFY_COMMANDS: CommandTable = {
  findAndModify: FIND_AND_MODIFY,
  findandmodify: FIND_AND_MODIFY,
};
