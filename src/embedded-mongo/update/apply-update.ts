import { ObjectId } from 'bson';
import { cloneDocument } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { compareBson } from '../bson/order.js';
import { isArrayPosition } from '../bson/path.js';
import { failure } from '../errors.js';
import { type ValueOrder, valueOrder } from '../query/collation.js';
import type { QueryOptions } from '../query/options.js';
import { transformDocuments } from '../query/pipeline.js';
import { typeName } from '../query/value-tests.js';
import { ARRAY_OPERATORS, pullOperator } from './array-operators.js';
import { FIELD_OPERATORS, type FieldOperator } from './field-operators.js';
import { type UpdatePositions, updatePositions } from './positions.js';
import { locations, readAt, removeAt, updatePath, writeAt } from './update-path.js';
import { upsertSeed } from './upsert-seed.js';

export { describeUpdate } from './describe-update.js';

export interface UpdateRequest {
  filter: Document;
  /** Update operators, a replacement document, or a pipeline. */
  update: Document | Document[];
  arrayFilters?: Document[];
  options: QueryOptions;
}

/** One change: an operator at a path. */
interface Change {
  readonly operator: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly operand: unknown;
}

const PIPELINE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);
/** These leave a missing field missing. */
const NEVER_CREATE = new Set(['$unset', '$pull', '$pullAll', '$pop']);

/** True for a replacement document: no operators, no pipeline. */
export function isReplacement(update: Document | Document[]): boolean {
  return !Array.isArray(update) && !Object.keys(update)[0]?.startsWith('$');
}

/**
 * The document after an update; the one before stays as it is. Throws MongoDB's codes: 9 unknown operator, 40 conflicting paths,
 * 28 path not viable, 14 wrong type, 66 `_id` changed, 52 and 56 wrong names, 2 anything else that is wrong.
 */
export function applyUpdate(before: Document, request: UpdateRequest): Document {
  return withStableId(before, updated(before, request, false));
}

/** The document that an upsert inserts when nothing matches the filter. */
export function documentForUpsert(request: UpdateRequest): Document {
  const seed = upsertSeed(request.filter);
  const before =
    isReplacement(request.update) && '_id' in seed ? { _id: seed._id } : isReplacement(request.update) ? {} : seed;
  const document = withStableId(before, updated(before, request, true));
  return '_id' in document ? document : { _id: new ObjectId(), ...document };
}

function updated(before: Document, request: UpdateRequest, isInsert: boolean): Document {
  const { update } = request;
  if (Array.isArray(update)) return pipelineUpdate(before, update, request.options);
  if (isReplacement(update)) return replacement(update);
  return operatorUpdate(before, update, request, isInsert);
}

function replacement(update: Document): Document {
  const wrong = Object.keys(update).find((name) => name.startsWith('$'));
  if (wrong)
    failure(
      52,
      `The dollar ($) prefixed field '${wrong}' in '${wrong}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  return cloneDocument(update);
}

function pipelineUpdate(before: Document, pipeline: Document[], options: QueryOptions): Document {
  for (const stage of pipeline) {
    const name = Object.keys(isDocument(stage) ? stage : {})[0] ?? '';
    if (!PIPELINE_STAGES.has(name)) failure(72, `${name} is not allowed to be used within an update`);
  }
  const [after] = transformDocuments([before], pipeline, options);
  return after ? { ...after } : failure(1, 'an update pipeline must give one document');
}

/** Keeps `_id` as it was and in the first place; throws 66 when the update would change it. */
function withStableId(before: Document, after: Document): Document {
  if (!('_id' in before)) return '_id' in after ? { _id: after._id, ...after } : after;
  if ('_id' in after && compareBson(before._id, after._id) !== 0)
    failure(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  const { _id: _same, ...rest } = after;
  return { _id: before._id, ...rest };
}

function operatorUpdate(before: Document, update: Document, request: UpdateRequest, isInsert: boolean): Document {
  const changes = changesOf(update);
  const positions = updatePositions(before, request.filter, request.arrayFilters ?? [], request.options);
  positions.checkFiltersUsed(changes.map(({ path }) => path));
  refuseConflicts(changes);
  const document = cloneDocument(before);
  const order = valueOrder(request.options.collation);
  for (const change of changes) {
    if (change.operator === '$setOnInsert' && !isInsert) continue;
    if (change.operator === '$rename') rename(document, change, positions);
    else apply(document, change, positions, request.options, order);
  }
  // $unset: { _id } is as much a change as a new value.
  if ('_id' in before && !('_id' in document))
    failure(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return document;
}

function changesOf(update: Document): Change[] {
  const changes: Change[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (!isKnown(operator))
      failure(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDocument(fields))
      return failure(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${String(fields)}}`,
      );
    for (const [path, operand] of Object.entries(fields)) {
      const segments = updatePath(path);
      if (operator === '$rename') checkRename(path, segments, operand);
      changes.push({ operator, path, segments, operand });
    }
  }
  // MongoDB takes fields in lexicographic order, array positions by number; new fields come out in that order.
  return changes.sort((a, b) => comparePaths(a.segments, b.segments));
}

function isKnown(operator: string): boolean {
  return (
    operator === '$unset' ||
    operator === '$rename' ||
    operator === '$pull' ||
    Object.hasOwn(FIELD_OPERATORS, operator) ||
    Object.hasOwn(ARRAY_OPERATORS, operator)
  );
}

function comparePaths(left: readonly string[], right: readonly string[]): number {
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [a = '', b = ''] = [left[i], right[i]];
    if (a === b) continue;
    if (isArrayPosition(a) && isArrayPosition(b)) return Number(a) - Number(b);
    return a < b ? -1 : 1;
  }
  return left.length - right.length;
}

function refuseConflicts(changes: readonly Change[]): void {
  const paths = changes
    .flatMap(({ operator, path, operand }) =>
      operator === '$rename' && typeof operand === 'string' ? [path, operand] : [path],
    )
    .sort();
  const seen = new Set<string>();
  for (const path of paths) {
    const segments = path.split('.');
    const conflict = seen.has(path)
      ? path
      : segments
          .map((_, i) => segments.slice(0, i).join('.'))
          .find((ancestor) => ancestor !== '' && seen.has(ancestor));
    if (conflict !== undefined) failure(40, `Updating the path '${path}' would create a conflict at '${conflict}'`);
    seen.add(path);
  }
}

function apply(
  document: Document,
  change: Change,
  positions: UpdatePositions,
  options: QueryOptions,
  order: ValueOrder,
): void {
  const { operator, path, segments, operand } = change;
  const places = locations(document, segments, positions, !NEVER_CREATE.has(operator));
  if (operator === '$unset') {
    places.forEach(removeAt);
    return;
  }
  const run: FieldOperator | undefined =
    operator === '$pull'
      ? pullOperator(operand, options, order)
      : (FIELD_OPERATORS[operator] ?? ARRAY_OPERATORS[operator]);
  for (const place of places) {
    const value = run?.(readAt(place), operand, { order, now: options.now, path });
    if (value !== undefined) writeAt(place, value);
  }
}

function checkRename(path: string, segments: readonly string[], operand: unknown): void {
  if (typeof operand !== 'string') failure(2, `The 'to' field for $rename must be a string: ${path}`);
  const target = updatePath(String(operand));
  if (path === operand) failure(2, `The source and target field for $rename must differ: ${path}: "${operand}"`);
  if ([...segments, ...target].some((segment) => segment.startsWith('$')))
    failure(2, `The source and target field for $rename may not be dynamic: ${path}`);
}

function rename(document: Document, { path, segments, operand }: Change, positions: UpdatePositions): void {
  const [source] = locations(document, segments, positions, false);
  const value = source && readAt(source);
  if (!source || value === undefined) return;
  if (Array.isArray(source.parent)) failure(2, `The source field cannot be an array element, '${path}' in doc`);
  removeAt(source);
  for (const place of locations(document, updatePath(String(operand)), positions, true)) {
    if (Array.isArray(place.parent))
      failure(2, `The destination field cannot be an array element, '${String(operand)}' in doc`);
    writeAt(place, value);
  }
}
