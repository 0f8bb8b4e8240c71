import { ObjectId } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { isBsonNumber, toDouble } from '../bson/number.js';
import { chooseAccess } from './access.js';
import { valueOrder } from './collation.js';
import type { CollectionView } from './collection-view.js';
import { compileFilter } from './filter.js';
import type { Counters } from './near.js';
import type { QueryOptions } from './options.js';
import { compileSort, sortDocuments, topDocuments } from './sort.js';

/** What `find` asks for. A limit of 0 is none. */
export interface Selection {
  filter?: Document;
  sort?: Document;
  skip?: number;
  limit?: number;
  hint?: unknown;
}

/** Matching documents in order, between skip and limit. They are the stored ones: not to be changed. */
export function selectDocuments(view: CollectionView, selection: Selection, options: QueryOptions): Document[] {
  return execute(view, selection, options, { keysExamined: 0, docsExamined: 0 }).documents;
}

/** Runs a selection and tells how: `winningPlan` with MongoDB's stage names, and what was touched. */
export function explainSelection(view: CollectionView, selection: Selection, options: QueryOptions): Document {
  const counters: Counters = { keysExamined: 0, docsExamined: 0 };
  const { documents, shown } = execute(view, selection, options, counters);
  return {
    winningPlan: shown,
    nReturned: documents.length,
    totalKeysExamined: counters.keysExamined,
    totalDocsExamined: counters.docsExamined,
  };
}

function execute(
  view: CollectionView,
  selection: Selection,
  options: QueryOptions,
  counters: Counters,
): { documents: Document[]; shown: Document } {
  const { filter = {}, skip = 0, limit = 0 } = selection;
  const byId = selection.sort || selection.hint !== undefined || options.collation ? undefined : plainIds(filter);
  if (byId) {
    const documents = byId.map((key) => view.get(key)).filter((document) => document !== undefined);
    counters.docsExamined += documents.length;
    return { documents: documents.slice(skip, limit > 0 ? skip + limit : undefined), shown: { stage: 'IDHACK' } };
  }
  const predicate = compileFilter(filter, options);
  const order = valueOrder(options.collation);
  const { natural, sort: specification } = naturalOrder(selection.sort);
  const sort = specification && compileSort(specification, order);
  const wanted = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  const hint = natural !== 0 ? { $natural: natural } : selection.hint;
  const access = chooseAccess({ view, filter, order, sort, wanted, hint }, predicate, counters);
  const matching = access.candidates();
  if (natural < 0) return { documents: [...matching].reverse().slice(skip, wanted), shown: access.shown };
  if (!sort || access.isOrdered) return { documents: take(matching, skip, wanted), shown: access.shown };
  const sorted = wanted < MOST_HELD_IN_HEAP ? topDocuments(matching, sort, wanted) : sortDocuments(matching, sort);
  return {
    documents: sorted.slice(skip, wanted),
    shown: { stage: 'SORT', sortPattern: selection.sort, inputStage: access.shown },
  };
}

/**
 * Keys of the documents that a filter on `_id` alone asks for, by one value or a list. This is how most reads come, batched by key,
 * so they skip compilation and planning. Undefined for any other filter or kind of value.
 */
function plainIds(filter: Document): string[] | undefined {
  const [name, other] = Object.keys(filter);
  if (name !== '_id' || other !== undefined) return undefined;
  const condition = filter._id;
  if (isPlainId(condition)) return [keyOf(condition)];
  if (
    !isDocument(condition) ||
    Object.keys(condition).length !== 1 ||
    !Array.isArray(condition.$in) ||
    !condition.$in.every(isPlainId)
  )
    return undefined;
  return [...new Set(condition.$in.map((value) => keyOf(value)))];
}

function isPlainId(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || value instanceof ObjectId;
}

const MOST_HELD_IN_HEAP = 10_000;

function naturalOrder(sort: Document | undefined): { natural: 1 | 0 | -1; sort: Document | undefined } {
  if (!sort || Object.keys(sort).length === 0) return { natural: 0, sort: undefined };
  const natural = sort.$natural;
  return isBsonNumber(natural) ? { natural: toDouble(natural) < 0 ? -1 : 1, sort: undefined } : { natural: 0, sort };
}

function take(documents: Iterable<Document>, skip: number, wanted: number): Document[] {
  const taken: Document[] = [];
  let passed = 0;
  if (wanted === 0) return taken;
  for (const document of documents) {
    if (passed++ >= skip) taken.push(document);
    if (passed >= wanted) break;
  }
  return taken;
}
