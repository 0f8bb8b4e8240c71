import { type Document, isDocument } from '../bson/document.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { failure } from '../errors.js';
import type { DocumentIndex } from '../index/document-index.js';
import { isPoint } from '../index/interval.js';
import type { ValueOrder } from './collation.js';
import type { CollectionView } from './collection-view.js';
import { type Constraints, constraintsOf } from './constraints.js';
import type { Predicate } from './filter.js';
import { angleToStored, type NearQuery, nearQuery } from './geo/geo-filter.js';
import { Heap } from './heap.js';
import { isOperatorDocument } from './operator-document.js';
import { isUsable } from './plan.js';

/** A near condition and the field that it is on. */
export interface NearCondition {
  readonly path: string;
  readonly near: NearQuery;
}

export interface FoundNear {
  readonly document: Document;
  /** Distance as an angle in radians. */
  readonly angle: number;
}

/** Counts what a query has touched, for `explain`. */
export interface Counters {
  keysExamined: number;
  docsExamined: number;
}

/** The `$near` or `$nearSphere` of a filter, which stands at its top or inside its `$and`s. */
export function nearCondition(filter: Document): NearCondition | undefined {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const clause of value) {
        const found = isDocument(clause) ? nearCondition(clause) : undefined;
        if (found) return found;
      }
    } else if (!name.startsWith('$') && isOperatorDocument(value)) {
      const operator = '$near' in value ? '$near' : '$nearSphere' in value ? '$nearSphere' : undefined;
      if (operator) return { path: name, near: nearQuery(operator, value[operator], value) };
    }
  }
  return undefined;
}

/**
 * Documents that match, by ascending distance. With a 2dsphere index it walks outwards from the centre and reads no further than
 * its caller; without a usable one (an older snapshot) everything is measured. Throws 291 when the field has no 2dsphere index.
 */
export function* documentsNear(
  view: CollectionView,
  condition: NearCondition,
  filter: Document,
  predicate: Predicate,
  order: ValueOrder,
  counters: Counters,
): Generator<FoundNear, undefined> {
  const hasIndex = view.indexes.all().some((index) => index.fields[index.geoField]?.name === condition.path);
  if (!hasIndex)
    failure(
      291,
      'error processing query: planner returned error :: caused by :: unable to find index for $geoNear query',
    );
  const access = view.indexesUsable ? geoAccessPath(view, condition.path, filter, order) : undefined;
  const path = splitPath(condition.path);
  const measure = (document: Document): number | undefined => {
    counters.docsExamined++;
    const angles = valuesAt(document, path, 'whole').flatMap(
      (value) => angleToStored(condition.near.centre, value) ?? [],
    );
    const angle = angles.length > 0 ? Math.min(...angles) : undefined;
    const isInReach = angle !== undefined && angle >= condition.near.least && angle <= condition.near.most;
    return isInReach && predicate(document) ? angle : undefined;
  };
  if (access) yield* walk(view, access, condition, measure, counters);
  else yield* measureAll(view, measure);
}

function* measureAll(
  view: CollectionView,
  measure: (document: Document) => number | undefined,
): Generator<FoundNear, undefined> {
  const found: FoundNear[] = [];
  for (const document of view.scan()) {
    const angle = measure(document);
    if (angle !== undefined) found.push({ document, angle });
  }
  yield* found.sort((a, b) => a.angle - b.angle);
}

/** Boxes come by their least possible distance; a document is given out as soon as no other box can hold a nearer one. */
function* walk(
  view: CollectionView,
  { index, prefixes }: GeoAccessPath,
  { near }: NearCondition,
  measure: (document: Document) => number | undefined,
  counters: Counters,
): Generator<FoundNear, undefined> {
  const waiting = new Heap<FoundNear>((a, b) => a.angle - b.angle);
  for (const { key, bound } of index.geo?.nearest(...near.centre, prefixes) ?? []) {
    counters.keysExamined++;
    if (bound > near.most) break;
    for (let ready = waiting.peek(); ready && ready.angle <= bound; ready = waiting.peek()) {
      waiting.pop();
      yield ready;
    }
    const document = view.get(key);
    const angle = document && measure(document);
    if (document && angle !== undefined) waiting.push({ document, angle });
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) yield next;
}

/** A geometry index with the trees to look into; undefined for all of them. */
export interface GeoAccessPath {
  readonly index: DocumentIndex;
  readonly prefixes: readonly string[] | undefined;
}

/** The geometry index on a field that serves a filter best: the one whose leading fields the filter fixes, so that few trees remain. */
export function geoAccessPath(
  view: CollectionView,
  path: string,
  filter: Document,
  order: ValueOrder,
): GeoAccessPath | undefined {
  const constraints = constraintsOf(filter, order);
  const usable = view.indexes
    .all()
    .filter((index) => index.fields[index.geoField]?.name === path && isUsable(index, constraints, order))
    .map((index) => ({ index, prefixes: geoPrefixes(index, constraints, order) }));
  const fixedFields = ({ index, prefixes }: GeoAccessPath) => (prefixes ? index.geoField : -1);
  return usable.sort((a, b) => fixedFields(b) - fixedFields(a))[0];
}

/** The trees of a compound geo index that the filter's equalities select; undefined for all of them. */
function geoPrefixes(index: DocumentIndex, { fields }: Constraints, order: ValueOrder): string[] | undefined {
  if (!order.isSimple) return undefined;
  let prefixes: unknown[][] = [[]];
  for (const field of index.fields.slice(0, index.geoField)) {
    const points = fields.get(field.name)?.find((list) => list.every((interval) => isPoint(interval, order)));
    if (!points) return undefined;
    prefixes = prefixes.flatMap((prefix) => points.map((point) => [...prefix, point.low.value]));
  }
  return prefixes.map((values) => index.geoPrefixKey(values));
}
