import { type Document, isDocument } from '../bson/document.js';
import type { IndexEntry } from '../index/ordered-index.js';
import type { CollectionView } from './collection-view.js';
import type { Predicate } from './filter.js';
import type { Box } from './geo/boxes.js';
import { geoIntersects, geoWithin } from './geo/geo-filter.js';
import { Heap } from './heap.js';
import { type Counters, documentsNear, geoAccessPath, nearCondition } from './near.js';
import { isOperatorDocument } from './operator-document.js';
import { choosePlan, type IndexRead, type Plan, type PlanRequest } from './plan.js';
import type { Sort } from './sort.js';

/** A way to the documents that may match, and how it is shown. */
export interface Access {
  candidates(): Iterable<Document>;
  /** True when they come in the order that was asked for. */
  readonly isOrdered: boolean;
  readonly shown: Document;
}

/** The way to read what a request asks for: by distance, through an R-tree, or as the planner chooses. */
export function chooseAccess(request: PlanRequest, predicate: Predicate, counters: Counters): Access {
  const { view, filter, order, sort } = request;
  const condition = nearCondition(filter);
  if (condition) {
    return {
      *candidates() {
        for (const { document } of documentsNear(view, condition, filter, predicate, order, counters)) yield document;
      },
      isOrdered: !sort,
      shown: { stage: 'GEO_NEAR_2DSPHERE', keyPattern: { [condition.path]: '2dsphere' } },
    };
  }
  const fetch = filtered(predicate, counters);
  return geoAccess(request, fetch, counters) ?? planAccess(choosePlan(request), request, fetch, counters);
}

type Fetch = (documents: Iterable<Document | undefined>) => Iterable<Document>;

function filtered(predicate: Predicate, counters: Counters): Fetch {
  return function* (documents) {
    for (const document of documents) {
      if (!document) continue;
      counters.docsExamined++;
      if (predicate(document)) yield document;
    }
  };
}

function planAccess(plan: Plan, { view, sort }: PlanRequest, fetch: Fetch, counters: Counters): Access {
  switch (plan.kind) {
    case 'collection':
      return {
        candidates: () => fetch(view.scan()),
        isOrdered: false,
        shown: { stage: 'COLLSCAN', direction: 'forward' },
      };
    case 'ids':
      return {
        candidates: () => fetch(plan.keys.map((key) => view.get(key))),
        isOrdered: false,
        shown: { stage: 'IDHACK' },
      };
    case 'unordered':
      return {
        candidates: () => fetch(unorderedDocuments(view, plan.reads, counters)),
        isOrdered: false,
        shown: fetched(plan.reads.map((read) => shownRead(read, 'forward'))),
      };
    case 'ordered':
      return {
        candidates: () => fetch(orderedDocuments(view, plan, sort, counters)),
        isOrdered: true,
        shown: fetched([shownRead(plan.read, plan.backwards ? 'backward' : 'forward')]),
      };
  }
}

function fetched(stages: Document[]): Document {
  const [only] = stages;
  return { stage: 'FETCH', inputStage: stages.length === 1 && only ? only : { stage: 'OR', inputStages: stages } };
}

function shownRead({ index, scans }: IndexRead, direction: string): Document {
  const { key, name } = index.specification;
  return {
    stage: 'IXSCAN',
    keyPattern: key,
    indexName: name,
    isMultiKey: index.multikey.includes(true),
    direction,
    scans: scans.length,
  };
}

function* unorderedDocuments(
  view: CollectionView,
  reads: readonly IndexRead[],
  counters: Counters,
): Generator<Document | undefined, undefined> {
  const seen = mayRepeat(reads) ? new Set<string>() : undefined;
  for (const { tree, scans } of reads) {
    for (const { low, high } of scans) {
      for (const { key } of tree.between(low, high)) {
        counters.keysExamined++;
        if (seen?.has(key)) continue;
        seen?.add(key);
        yield view.get(key);
      }
    }
  }
}

/** A document may come more than once from several stretches, or from an index that holds it under several values. */
function mayRepeat(reads: readonly IndexRead[]): boolean {
  return reads.length > 1 || reads.some(({ index, scans }) => scans.length > 1 || index.multikey.includes(true));
}

interface Cursor {
  entry: IndexEntry;
  readonly rest: Iterator<IndexEntry, undefined>;
}

/** Merges the stretches by the fields of the sort, reading each only as far as it is needed. */
function* orderedDocuments(
  view: CollectionView,
  plan: Extract<Plan, { kind: 'ordered' }>,
  sort: Sort | undefined,
  counters: Counters,
): Generator<Document | undefined, undefined> {
  const { read, backwards, sortPositions } = plan;
  const key = (entry: IndexEntry) => sortPositions.map((position) => entry.values[position]);
  const heap = new Heap<Cursor>((a, b) => sort?.compareKeys(key(a.entry), key(b.entry)) ?? 0);
  for (const { low, high } of read.scans) {
    const rest = read.tree.between(low, high, backwards);
    const first = rest.next().value;
    if (first) heap.push({ entry: first, rest });
  }
  const seen = mayRepeat([read]) ? new Set<string>() : undefined;
  for (let cursor = heap.peek(); cursor; cursor = heap.peek()) {
    const { entry } = cursor;
    counters.keysExamined++;
    if (!seen?.has(entry.key)) {
      seen?.add(entry.key);
      yield view.get(entry.key);
    }
    const next = cursor.rest.next().value;
    if (next) heap.replaceTop({ entry: next, rest: cursor.rest });
    else heap.pop();
  }
}

/**
 * How many documents may be found by place and then sorted. With `n` of `size` documents inside, the first `wanted` of them
 * are met after `wanted * size / n` documents in the order of an index; beyond the root of `wanted * size` that is less than
 * `n`. Infinite where no index has the order.
 */
function mostToSort(request: PlanRequest): number {
  const { view, sort, wanted } = request;
  if (!sort || !Number.isFinite(wanted)) return Number.POSITIVE_INFINITY;
  const balance = Math.ceil(Math.sqrt(wanted * view.size));
  return choosePlan(request).kind === 'ordered' ? Math.max(MOST_FOUND_BY_PLACE, balance) : Number.POSITIVE_INFINITY;
}

/** Fewer are sorted in less time than it takes to think about it. */
const MOST_FOUND_BY_PLACE = 1_000;

/** `$geoWithin` and `$geoIntersects` through an R-tree, when it leaves less to look at than an ordered index would. */
function geoAccess(request: PlanRequest, fetch: Fetch, counters: Counters): Access | undefined {
  const { view, filter, order, hint } = request;
  if (!view.indexesUsable || hint !== undefined) return undefined;
  for (const { path, boxes } of geoRegions(filter)) {
    const access = geoAccessPath(view, path, filter, order);
    if (!access?.index.geo) continue;
    const { specification, geo } = access.index;
    const keys = geo.search(boxes, access.prefixes, mostToSort(request));
    // So many that the first ones in the order of the sort are found sooner by walking in that order.
    if (!keys) return undefined;
    counters.keysExamined += keys.size;
    return {
      *candidates() {
        yield* fetch(documentsOf(view, keys));
      },
      isOrdered: false,
      shown: fetched([{ stage: 'IXSCAN', keyPattern: specification.key, indexName: specification.name }]),
    };
  }
  return undefined;
}

function* documentsOf(view: CollectionView, keys: Iterable<string>): Generator<Document | undefined, undefined> {
  for (const key of keys) yield view.get(key);
}

function geoRegions(filter: Document): { path: string; boxes: readonly Box[] }[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === '$and' && Array.isArray(value))
      return value.flatMap((clause) => (isDocument(clause) ? geoRegions(clause) : []));
    if (name.startsWith('$') || !isOperatorDocument(value)) return [];
    const operand = value.$geoWithin ?? value.$within;
    const test =
      operand !== undefined
        ? geoWithin(operand)
        : value.$geoIntersects !== undefined
          ? geoIntersects(value.$geoIntersects)
          : undefined;
    return test?.boxes ? [{ path: name, boxes: test.boxes }] : [];
  });
}
