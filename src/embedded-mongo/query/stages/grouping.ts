import { setOwn } from '../../bson/clone.js';
import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { typeRank } from '../../bson/order.js';
import { failure, notSupported } from '../../errors.js';
import { valueOrder } from '../collation.js';
import type { EvaluationOptions } from '../evaluation-options.js';
import { compileExpression } from '../expression.js';
import { compileSort, sortDocuments } from '../sort.js';
import { type Accumulator, compileAccumulator } from './accumulators.js';
import { type Stage, type StageCompiler, stageOptions } from './stage.js';

interface Output {
  readonly field: string;
  readonly accumulate: Accumulator;
}

function outputs(specification: Document, options: EvaluationOptions): Output[] {
  return Object.entries(specification).map(([field, value]) => {
    if (field.includes('.')) failure(40235, `The field name '${field}' cannot contain '.'`);
    if (field.startsWith('$')) failure(40236, `The field name '${field}' cannot be an operator name`);
    return { field, accumulate: compileAccumulator(field, value, options) };
  });
}

function summarised(id: unknown, documents: readonly Document[], fields: readonly Output[]): Document {
  const result: Document = { _id: id };
  for (const { field, accumulate } of fields) {
    const value = accumulate(documents);
    if (value !== undefined) setOwn(result, field, value);
  }
  return result;
}

/** Documents by the value of an expression, in the order of their first appearance. Missing counts as null. */
export function partition(
  documents: readonly Document[],
  evaluate: (document: Document) => unknown,
  key: (value: unknown) => string,
): { id: unknown; documents: Document[] }[] {
  const groups = new Map<string, { id: unknown; documents: Document[] }>();
  for (const document of documents) {
    const id = evaluate(document) ?? null;
    const name = key(id);
    const group = groups.get(name);
    if (group) group.documents.push(document);
    else groups.set(name, { id, documents: [document] });
  }
  return [...groups.values()];
}

const group: StageCompiler = (argument, { options }) => {
  if (!isDocument(argument)) return failure(15947, "a group's fields must be specified in an object");
  if (!('_id' in argument)) failure(15955, 'a group specification must include an _id');
  const { _id, ...fields } = argument;
  const evaluate = compileExpression(_id, options);
  const compiled = outputs(fields, options);
  return (documents) =>
    partition(documents, (document) => evaluate(document), valueOrder(options.collation).key).map(
      ({ id, documents: members }) => summarised(id, members, compiled),
    );
};

const sortByCount: StageCompiler = (argument, { options }) => {
  if (!(isDocument(argument) || (typeof argument === 'string' && argument.startsWith('$'))))
    failure(40148, 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object');
  const evaluate = compileExpression(argument, options);
  const order = valueOrder(options.collation);
  const sort = compileSort({ count: -1 }, order);
  return (documents) =>
    sortDocuments(
      partition(documents, (document) => evaluate(document), order.key).map(({ id, documents: members }) => ({
        _id: id,
        count: members.length,
      })),
      sort,
    );
};

const bucket: StageCompiler = (argument, { options }) => {
  const given = stageOptions('$bucket', argument, ['groupBy', 'boundaries'], ['default', 'output']);
  const order = valueOrder(options.collation);
  const evaluate = compileExpression(given.groupBy, options);
  const boundaries = Array.isArray(given.boundaries)
    ? given.boundaries.map((boundary) => compileExpression(boundary, options)({}))
    : failure(40200, "the $bucket 'boundaries' field must be an array");
  if (boundaries.length < 2) failure(40192, "the $bucket 'boundaries' field must have at least 2 values");
  boundaries.forEach((boundary, i) => {
    if (i === 0) return;
    if (typeRank(boundary) !== typeRank(boundaries[i - 1]))
      failure(40193, "all values in the 'boundaries' option to $bucket must have the same type");
    if (order.compare(boundaries[i - 1], boundary) >= 0)
      failure(40194, "the 'boundaries' option to $bucket must be sorted");
  });
  const fields = outputs(isDocument(given.output) ? given.output : { count: { $sum: 1 } }, options);
  const fallback = compileExpression(given.default, options)({});
  const idOf = (document: Document): unknown => {
    const value = evaluate(document) ?? null;
    const above = boundaries.findIndex((boundary) => order.compare(value, boundary) < 0);
    if (above > 0) return boundaries[above - 1];
    return 'default' in given
      ? fallback
      : failure(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
  const byId = compileSort({ _id: 1 }, order);
  return (documents) =>
    sortDocuments(
      partition(documents, idOf, order.key).map(({ id, documents: members }) => summarised(id, members, fields)),
      byId,
    );
};

const bucketAuto: StageCompiler = (argument, { options }) => {
  const given = stageOptions('$bucketAuto', argument, ['groupBy', 'buckets'], ['output', 'granularity']);
  if (given.granularity !== undefined) notSupported("option 'granularity' of $bucketAuto");
  const count = isBsonNumber(given.buckets) ? toDouble(given.buckets) : 0;
  if (!(Number.isInteger(count) && count > 0)) failure(40243, "The $bucketAuto 'buckets' field must be greater than 0");
  const order = valueOrder(options.collation);
  const evaluate = compileExpression(given.groupBy, options);
  const fields = outputs(isDocument(given.output) ? given.output : { count: { $sum: 1 } }, options);
  return (documents) => {
    const sorted = documents
      .map((document) => ({ document, value: evaluate(document) ?? null }))
      .sort((a, b) => order.compare(a.value, b.value));
    const buckets: (typeof sorted)[] = [];
    for (let start = 0; start < sorted.length; ) {
      const share = Math.round((sorted.length - start) / Math.max(1, count - buckets.length));
      let end = Math.min(sorted.length, start + Math.max(1, share));
      // Equal values stay in one bucket.
      while (end < sorted.length && order.compare(sorted[end]?.value, sorted[end - 1]?.value) === 0) end++;
      buckets.push(sorted.slice(start, end));
      start = end;
    }
    return buckets.map((members, i) => {
      const next = buckets[i + 1]?.[0];
      return summarised(
        { min: members[0]?.value, max: next ? next.value : members.at(-1)?.value },
        members.map(({ document }) => document),
        fields,
      );
    });
  };
};

const count: StageCompiler = (argument): Stage => {
  if (typeof argument !== 'string' || argument === '' || argument.startsWith('$') || argument.includes('.'))
    failure(40156, 'the count field must be a non-empty string without $ in front and without dots');
  const field = String(argument);
  return (documents) => (documents.length === 0 ? [] : [{ [field]: documents.length }]);
};

export const GROUPING_STAGES: Readonly<Record<string, StageCompiler>> = {
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $count: count,
};
