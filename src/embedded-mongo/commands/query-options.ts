import type { Document } from '../bson/document.js';
import type { CollectionView } from '../query/collection-view.js';
import type { QueryOptions } from '../query/options.js';
import { transformDocuments } from '../query/pipeline.js';
import type { Collection } from '../store/collection.js';
import { type CommandCall, existingCollection } from './command.js';
import { documentField } from './fields.js';

/** A collection as the command's reader sees it: committed data, or its transaction's snapshot and own writes. */
export function viewOf(call: CommandCall, collection: Collection): CollectionView {
  return call.transaction ? call.transaction.view(collection) : collection.view;
}

/** The view of a namespace; undefined when there is no such collection. */
function viewOfNamespace(call: CommandCall, namespace: string): CollectionView | undefined {
  const collection = existingCollection(call, namespace);
  return collection && viewOf(call, collection);
}

/**
 * What the query engine is told of a command: collation (the collection's own unless the command names one), `let`
 * variables evaluated once, the time, and the other collections of the database.
 */
export function queryOptions(
  call: CommandCall,
  collection: Collection | undefined,
  source: { readonly collation?: Document | undefined; readonly constants?: Document | undefined } = {},
): QueryOptions {
  const collation = source.collation ?? documentField(call.command, 'collation') ?? collationOf(collection);
  const options: QueryOptions = {
    now: call.now,
    source: (name) => viewOfNamespace(call, `${call.database}.${name}`),
    ...(collation && { collation }),
  };
  const expressions = { ...documentField(call.command, 'let'), ...source.constants };
  if (Object.keys(expressions).length === 0) return options;
  const [variables] = transformDocuments([{}], [{ $replaceWith: expressions }], options);
  return { ...options, variables: variables ?? {} };
}

function collationOf(collection: Collection | undefined): Document | undefined {
  const collation = collection?.options.collation;
  return typeof collation === 'object' && collation !== null ? (collation as Document) : undefined;
}
