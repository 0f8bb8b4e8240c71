import { isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble, toInteger } from '../../bson/number.js';
import { failure } from '../../errors.js';
import { valueOrder } from '../collation.js';
import { compileFilter } from '../filter.js';
import { nearCondition } from '../near.js';
import { compileSort, sortDocuments } from '../sort.js';
import { type StageCompiler, stageOptions } from './stage.js';

const match: StageCompiler = (argument, { options }) => {
  if (!isDocument(argument)) return failure(15959, 'the match filter must be an expression in an object');
  const predicate = compileFilter(argument, options);
  if (nearCondition(argument))
    failure(
      5626500,
      '$geoNear, $near, and $nearSphere are not allowed in this context, as these operators require sorting geospatial data. If you do not need sort, consider using $geoWithin instead.',
    );
  return (documents) => documents.filter(predicate);
};

const sort: StageCompiler = (argument, { options }) => {
  if (!isDocument(argument)) return failure(15973, 'the $sort key specification must be an object');
  if (Object.keys(argument).length === 0) failure(15976, '$sort stage must have at least one sort key');
  const compiled = compileSort(argument, valueOrder(options.collation));
  return (documents) => sortDocuments(documents, compiled);
};

export function limitCount(argument: unknown): number {
  const count = isBsonNumber(argument) ? toInteger(argument) : undefined;
  return count === undefined || count <= 0n
    ? failure(15958, `the limit must be positive: ${String(argument)}`)
    : Number(count);
}

export function skipCount(argument: unknown): number {
  const count = isBsonNumber(argument) ? toInteger(argument) : undefined;
  return count === undefined || count < 0n
    ? failure(5107200, `invalid argument to $skip stage: Expected a non-negative number: ${String(argument)}`)
    : Number(count);
}

const sample: StageCompiler = (argument) => {
  const { size } = stageOptions('$sample', argument, ['size'], []);
  const count = isBsonNumber(size) ? toDouble(size) : -1;
  if (!(count > 0)) failure(28747, 'size argument to $sample must be a positive number');
  return (documents) => {
    const shuffled = [...documents];
    for (let i = 0; i < Math.min(count, shuffled.length); i++) {
      const j = i + Math.floor(Math.random() * (shuffled.length - i));
      const [a, b] = [shuffled[i], shuffled[j]];
      if (a && b) [shuffled[i], shuffled[j]] = [b, a];
    }
    return shuffled.slice(0, count);
  };
};

export const CHOOSING_STAGES: Readonly<Record<string, StageCompiler>> = {
  $match: match,
  $sort: sort,
  $sample: sample,
  $limit: (argument) => {
    const count = limitCount(argument);
    return (documents) => documents.slice(0, count);
  },
  $skip: (argument) => {
    const count = skipCount(argument);
    return (documents) => documents.slice(count);
  },
};
