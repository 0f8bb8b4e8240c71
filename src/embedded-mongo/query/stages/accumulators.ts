import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { failure, notSupported } from '../../errors.js';
import { valueOrder } from '../collation.js';
import type { EvaluationOptions } from '../evaluation-options.js';
import { GROUP_FOLDS, PICKS, percentiles, pickCount } from '../expression/folds.js';
import { compileExpression } from '../expression.js';
import { compileSort, topDocuments } from '../sort.js';
import { stageOptions } from './stage.js';

/** Folds the documents of a group, or of a window, into one value. */
export type Accumulator = (documents: readonly Document[]) => unknown;

/** Compiles `{ $sum: expression }` and its like; throws 15952 for an unknown one, 40234 when it isn't exactly one. */
export function compileAccumulator(field: string, specification: unknown, options: EvaluationOptions): Accumulator {
  const entries = isDocument(specification) ? Object.entries(specification) : [];
  const [entry] = entries;
  if (!entry?.[0].startsWith('$')) return failure(40234, `The field '${field}' must be an accumulator object`);
  if (entries.length > 1) failure(40238, `The field '${field}' must specify one accumulator`);
  return accumulator(entry[0], entry[1], options);
}

export function accumulator(operator: string, argument: unknown, options: EvaluationOptions): Accumulator {
  const order = valueOrder(options.collation);
  const fold = Object.hasOwn(GROUP_FOLDS, operator) ? GROUP_FOLDS[operator] : undefined;
  if (fold) {
    const evaluate = compileExpression(argument, options);
    return (documents) =>
      fold(
        documents.map((document) => evaluate(document)),
        order,
      );
  }
  const pick = Object.hasOwn(PICKS, operator) ? PICKS[operator] : undefined;
  if (pick) {
    const { n, input } = stageOptions(operator, argument, ['n', 'input'], []);
    const evaluate = compileExpression(input, options);
    const count = pickCount(operator, compileExpression(n, options)({}));
    return (documents) =>
      pick(
        documents.map((document) => evaluate(document)),
        count,
        order,
      );
  }
  switch (operator) {
    case '$count':
      if (!isDocument(argument) || Object.keys(argument).length > 0)
        failure(14, '$count takes no arguments, i.e. $count:{}');
      return (documents) => documents.length;
    case '$top':
    case '$topN':
    case '$bottom':
    case '$bottomN':
      return extremes(operator, argument, options);
    case '$median':
    case '$percentile':
      return percentile(operator, argument, options);
    case '$accumulator':
    case '$covariancePop':
    case '$covarianceSamp':
      return notSupported(operator);
    default:
      return failure(15952, `unknown group operator '${operator}'`);
  }
}

function extremes(
  operator: '$top' | '$topN' | '$bottom' | '$bottomN',
  argument: unknown,
  options: EvaluationOptions,
): Accumulator {
  const isSingle = operator === '$top' || operator === '$bottom';
  const { n, sortBy, output } = stageOptions(
    operator,
    argument,
    isSingle ? ['sortBy', 'output'] : ['n', 'sortBy', 'output'],
    [],
  );
  const sort = compileSort(
    isDocument(sortBy) ? sortBy : failure(10065, 'invalid parameter: expected an object (sortBy)'),
    valueOrder(options.collation),
  );
  const evaluate = compileExpression(output, options);
  const count = isSingle ? 1 : pickCount(operator, compileExpression(n, options)({}));
  return (documents) => {
    const isTop = operator.startsWith('$top');
    const sorted = isTop
      ? topDocuments(documents, sort, count)
      : topDocuments(documents, sort, documents.length).slice(-count);
    const values = sorted.map((document) => evaluate(document) ?? null);
    return isSingle ? values[0] : values;
  };
}

function percentile(operator: '$median' | '$percentile', argument: unknown, options: EvaluationOptions): Accumulator {
  const { input, p } = stageOptions(
    operator,
    argument,
    operator === '$median' ? ['input', 'method'] : ['input', 'p', 'method'],
    [],
  );
  const evaluate = compileExpression(input, options);
  const given = operator === '$median' ? [0.5] : compileExpression(p, options)({});
  const fractions = Array.isArray(given)
    ? given.map((fraction) => (isBsonNumber(fraction) ? toDouble(fraction) : Number.NaN))
    : [Number.NaN];
  if (fractions.some((fraction) => !(fraction >= 0 && fraction <= 1)))
    failure(7750303, "the 'p' of $percentile must be an array of numbers from 0 to 1");
  return (documents) => {
    const found = percentiles(
      documents.map((document) => evaluate(document)),
      fractions,
    );
    return operator === '$median' ? found[0] : found;
  };
}
