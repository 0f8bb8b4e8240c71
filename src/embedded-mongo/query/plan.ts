import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { isArrayPosition } from '../bson/path.js';
import { failure } from '../errors.js';
import type { DocumentIndex } from '../index/document-index.js';
import { contains, type Interval, type Intervals, includesNull, intersect, isPoint } from '../index/interval.js';
import type { Bound, OrderedIndex } from '../index/ordered-index.js';
import type { ValueOrder } from './collation.js';
import type { CollectionView } from './collection-view.js';
import { type Constraints, combine, constraintsOf } from './constraints.js';
import type { Sort } from './sort.js';

/** A stretch of an index that is read from one end to the other. */
export interface Scan {
  readonly low: Bound;
  readonly high: Bound;
}

/** Stretches of one index. `ordered`: read together by merging, they come in the order that was asked for. */
export interface IndexRead {
  readonly index: DocumentIndex;
  readonly tree: OrderedIndex;
  readonly scans: readonly Scan[];
}

export type Plan =
  | { readonly kind: 'collection' }
  | { readonly kind: 'ids'; readonly keys: readonly string[] }
  | {
      readonly kind: 'ordered';
      readonly read: IndexRead;
      readonly backwards: boolean;
      readonly sortPositions: readonly number[];
    }
  | { readonly kind: 'unordered'; readonly reads: readonly IndexRead[] };

export interface PlanRequest {
  readonly view: CollectionView;
  readonly filter: Document;
  readonly order: ValueOrder;
  readonly sort: Sort | undefined;
  /** skip + limit; infinite without a limit. */
  readonly wanted: number;
  readonly hint: unknown;
}

interface Costed {
  readonly plan: Plan;
  readonly cost: number;
}

/** One way through an index for one branch of the filter. */
interface BranchRead {
  readonly index: DocumentIndex;
  readonly tree: OrderedIndex;
  readonly scans: Scan[];
  /** How many leading fields are fixed to one value in each scan. */
  readonly fixed: number;
  readonly bounded: boolean;
  readonly exact: boolean;
  /** Share of the conditions on fields that the index knows nothing of: 0 to less than 1. */
  readonly unknownShare: number;
  readonly entries: number;
}

/** More stretches than this cost more than they save. */
const MAX_SCANS = 512;
const MAX_BRANCHES = 64;
/** Fetching a document through an index against meeting it in a scan. */
const FETCH = 1.5;
/** Sorting one document against passing it over. */
const SORTING = 2;
/** How many entries are read for one that a filter lets through, when the index knows nothing of the filter. */
const GUESSED_SELECTIVITY = 20;

/** Chooses how to read a collection, by the number of entries and documents that each way has to touch. Throws 2 for an unknown hint. */
export function choosePlan(request: PlanRequest): Plan {
  const { view, hint } = request;
  const hinted = hintedIndex(request);
  if (!view.indexesUsable || hinted === 'natural') return { kind: 'collection' };
  const base = constraintsOf(request.filter, request.order);
  const ids = hint === undefined ? idKeys(base, request.order) : undefined;
  if (ids) return { kind: 'ids', keys: ids };
  const branches = branchesOf(base, request.order);
  const candidates = view.indexes.all().filter((index) => !hinted || index === hinted);
  const plans = candidates.flatMap((index) => plansThrough(index, branches, request, Boolean(hinted)));
  const union = branches.length > 1 && !hinted ? unionPlan(candidates, branches, request) : undefined;
  if (union) plans.push(union);
  if (!hinted)
    plans.push({ plan: { kind: 'collection' }, cost: view.size * (request.sort ? 1 + SORTING * 0.1 : 1) + 1 });
  return (
    plans.reduce<Costed | undefined>((best, plan) => (best && best.cost <= plan.cost ? best : plan), undefined)
      ?.plan ?? { kind: 'collection' }
  );
}

function hintedIndex({ view, hint }: PlanRequest): DocumentIndex | 'natural' | undefined {
  if (hint === undefined || hint === null || hint === '') return undefined;
  if (typeof hint === 'object' && '$natural' in hint) return 'natural';
  const index =
    typeof hint === 'string' || typeof hint === 'object'
      ? view.indexes.findIndex(hint as string | Document)
      : undefined;
  return (
    index ??
    failure(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  );
}

/** The collection itself is a map by `_id`: the fastest way, where the collation doesn't make more than one key equal. */
function idKeys(constraints: Constraints, order: ValueOrder): string[] | undefined {
  for (const intervals of constraints.fields.get('_id') ?? []) {
    if (!intervals.every((interval) => isPoint(interval, order))) continue;
    const values = intervals.map((interval) => interval.low.value);
    if (
      order.isSimple ||
      values.every((value) => typeof value !== 'string' && (typeof value !== 'object' || keyOf(value).startsWith('i')))
    )
      return values.map((value) => keyOf(value));
  }
  return undefined;
}

/** The filter as alternatives, each with all that it promises; the filter alone when there are none or too many. */
function branchesOf(base: Constraints, order: ValueOrder): Constraints[] {
  let branches = [{ ...base, exact: base.exact && base.alternatives.length === 0 }];
  for (const clauses of base.alternatives) {
    if (branches.length * clauses.length > MAX_BRANCHES) continue;
    const parts = clauses.map((clause) => constraintsOf(clause, order));
    branches = branches.flatMap((branch) => parts.map((part) => combine({ ...branch, exact: base.exact }, part)));
  }
  return branches;
}

function plansThrough(
  index: DocumentIndex,
  branches: readonly Constraints[],
  request: PlanRequest,
  isHinted: boolean,
): Costed[] {
  const leading = index.fields[0]?.name ?? '';
  const isRelevant =
    isHinted ||
    request.sort?.fields.some(({ name }) => name === leading) ||
    branches.every((branch) => branch.fields.has(leading));
  if (!isRelevant) return [];
  const reads = branches.map((branch) => branchRead(index, branch, request.order));
  const known = reads.filter((read) => read !== undefined);
  if (known.length < reads.length) return [];
  const scanCount = known.reduce((count, read) => count + read.scans.length, 0);
  if (scanCount > MAX_SCANS) return [];
  const entries = known.reduce((count, read) => count + read.entries, 0);
  const [first] = known;
  if (!first) return [];
  // A contradiction in every branch: nothing to read.
  const read: IndexRead = { index, tree: first.tree, scans: mergeFull(known) };
  const plans: Costed[] = [];
  const direction = request.sort ? providedDirection(request.sort, known) : undefined;
  if (request.sort && direction) {
    const positions = request.sort.fields.map((field) => index.fields.findIndex(({ name }) => name === field.name));
    const unknownShare = Math.max(...known.map((branch) => branch.unknownShare));
    const touched = known.every((branch) => branch.exact)
      ? request.wanted
      : request.wanted * (1 + (GUESSED_SELECTIVITY - 1) * unknownShare);
    plans.push({
      plan: { kind: 'ordered', read, backwards: direction < 0, sortPositions: positions },
      cost: scanCount * 0.5 + Math.min(entries, touched) * FETCH,
    });
  }
  if (known.every((branch) => branch.bounded) || isHinted) {
    const touched = request.sort
      ? entries * (FETCH + SORTING * 0.1)
      : Math.min(entries, known.every((branch) => branch.exact) ? request.wanted : entries) * FETCH;
    plans.push({ plan: { kind: 'unordered', reads: [read] }, cost: scanCount * 0.5 + touched });
  }
  return plans;
}

/** If one branch reads the whole index, the others add nothing. */
function mergeFull(reads: readonly BranchRead[]): Scan[] {
  const full = reads.find((read) => !read.bounded);
  return full ? full.scans : reads.flatMap((read) => read.scans);
}

/** Each branch through the index that suits it best. */
function unionPlan(
  candidates: readonly DocumentIndex[],
  branches: readonly Constraints[],
  request: PlanRequest,
): Costed | undefined {
  const reads: BranchRead[] = [];
  for (const branch of branches) {
    const possible = candidates
      .flatMap((index) => branchRead(index, branch, request.order) ?? [])
      .filter((read) => read.bounded);
    const best = possible.sort((a, b) => a.entries - b.entries)[0];
    if (!best) return undefined;
    reads.push(best);
  }
  const cost = reads.reduce(
    (sum, read) => sum + read.scans.length * 0.5 + read.entries * (FETCH + (request.sort ? SORTING * 0.1 : 0)),
    0,
  );
  return { plan: { kind: 'unordered', reads }, cost };
}

function branchRead(index: DocumentIndex, constraints: Constraints, order: ValueOrder): BranchRead | undefined {
  const { ordered: tree, fields } = index;
  if (!tree || !isUsable(index, constraints, order)) return undefined;
  let prefixes: unknown[][] = [[]];
  let fixed = 0;
  let used = 0;
  let range: Intervals | undefined;
  for (const [i, field] of fields.entries()) {
    const intervals = fieldIntervals(constraints.fields.get(field.name), index.multikey[i] === true, order);
    if (!intervals) break;
    used += constraints.fields.get(field.name)?.length === 1 || !index.multikey[i] ? 1 : 0;
    if (!intervals.every((interval) => isPoint(interval, order)) || prefixes.length * intervals.length > MAX_SCANS) {
      range = intervals;
      break;
    }
    prefixes = prefixes.flatMap((prefix) => intervals.map((interval) => [...prefix, interval.low.value]));
    fixed++;
  }
  const scans = prefixes.flatMap((prefix) =>
    range
      ? range.map((interval) => rangeScan(prefix, interval, tree))
      : [{ low: { prefix, edge: -1 }, high: { prefix, edge: 1 } } satisfies Scan],
  );
  const bounded = fixed > 0 || range !== undefined;
  const entries = bounded
    ? scans.slice(0, 64).reduce((sum, scan) => sum + tree.estimate(scan.low, scan.high), 0) *
      Math.max(1, scans.length / 64)
    : tree.size;
  const exact = constraints.exact && used === constraints.fields.size;
  // What is no condition on a field, as the rest of an $elemMatch, counts as one that the index does not know.
  const unknownShare = (constraints.fields.size - used + 1) / (constraints.fields.size + 1);
  return { index, tree, scans, fixed, bounded, exact, unknownShare, entries };
}

function rangeScan(prefix: readonly unknown[], { low, high }: Interval, tree: OrderedIndex): Scan {
  const [first, last] = tree.directions[prefix.length] === -1 ? [high, low] : [low, high];
  return { low: { prefix, cut: first, edge: -1 }, high: { prefix, cut: last, edge: 1 } };
}

/** In an array two conditions may hold for different elements: then only one of them bounds the scan. */
function fieldIntervals(
  lists: readonly Intervals[] | undefined,
  isMultikey: boolean,
  order: ValueOrder,
): Intervals | undefined {
  const [first, ...others] = lists ?? [];
  if (!first) return undefined;
  if (isMultikey) return [first, ...others].find((list) => list.every((interval) => isPoint(interval, order))) ?? first;
  return others.reduce((a, b) => intersect(a, b, order), first);
}

/** An index may be used when it orders as the query does and holds every document that can match. */
export function isUsable(index: DocumentIndex, constraints: Constraints, order: ValueOrder): boolean {
  const { specification, fields } = index;
  if (specification.hidden === true || index.order.identity !== order.identity) return false;
  if (fields.some((field) => field.name.split('.').some(isArrayPosition))) return false;
  const isPresent = (path: string) =>
    constraints.present.has(path) ||
    (constraints.fields.get(path)?.some((list) => !includesNull(list, order)) ?? false);
  if (specification.sparse && !fields.some((field) => isPresent(field.name))) return false;
  const { partialFilterExpression: partial } = specification;
  if (!partial) return true;
  const needed = constraintsOf(partial, order);
  const inexactOnlyByExistence = needed.alternatives.length === 0 && isRepresented(partial);
  return (
    inexactOnlyByExistence &&
    [...needed.present].every(isPresent) &&
    [...needed.fields].every(([path, lists]) =>
      lists.every((wide) => constraints.fields.get(path)?.some((narrow) => contains(wide, narrow, order)) ?? false),
    )
  );
}

/** True when constraints say all that a partial index's filter does: comparisons and `$exists: true` on plain fields. */
function isRepresented(partial: Document): boolean {
  return Object.entries(partial).every(([name, value]) => {
    if (name === '$and') return Array.isArray(value) && value.every((clause) => isRepresented(clause as Document));
    if (name.startsWith('$')) return false;
    if (value === null || typeof value !== 'object') return true;
    const operators = Object.keys(value).filter((key) => key.startsWith('$'));
    return operators.every(
      (operator) =>
        ['$eq', '$gt', '$gte', '$lt', '$lte', '$in'].includes(operator) ||
        (operator === '$exists' && (value as Document).$exists === true),
    );
  });
}

/**
 * Whether all scans come in the order of the sort: its fields follow each other in the index, apart from those that are fixed to one
 * value within a scan. 1 forwards, -1 backwards.
 */
function providedDirection(sort: Sort, reads: readonly BranchRead[]): 1 | -1 | undefined {
  let direction: 1 | -1 | undefined;
  for (const read of reads) {
    const found = scanDirection(sort, read);
    if (found === undefined || (found !== 0 && direction !== undefined && direction !== found)) return undefined;
    if (found !== 0) direction = found;
  }
  return direction ?? 1;
}

function scanDirection(sort: Sort, { index, fixed }: BranchRead): 1 | -1 | 0 | undefined {
  let direction: 1 | -1 | 0 = 0;
  let next = 0;
  const isFixed = (name: string) =>
    index.fields.findIndex((field, i) => field.name === name && i < fixed && !index.multikey[i]) >= 0;
  for (const [i, field] of index.fields.entries()) {
    while (next < sort.fields.length && isFixed(sort.fields[next]?.name ?? '')) next++;
    const wanted = sort.fields[next];
    if (!wanted) break;
    if (field.name === wanted.name && !index.multikey[i]) {
      const here = field.kind === wanted.direction ? 1 : -1;
      if (direction !== 0 && direction !== here) return undefined;
      direction = here;
      next++;
    } else if (i >= fixed) return undefined;
  }
  while (next < sort.fields.length && isFixed(sort.fields[next]?.name ?? '')) next++;
  return next === sort.fields.length ? direction : undefined;
}
