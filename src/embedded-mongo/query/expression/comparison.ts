import { define, isTruthy, type Operations } from './scope.js';

/** Comparison over all BSON types, without type bracketing, as aggregation has it. */
export const COMPARISON: Operations = {
  $cmp: define(2, 2, ([left, right], order) => Math.sign(order.compare(left, right))),
  $eq: define(2, 2, ([left, right], order) => order.compare(left, right) === 0),
  $ne: define(2, 2, ([left, right], order) => order.compare(left, right) !== 0),
  $gt: define(2, 2, ([left, right], order) => order.compare(left, right) > 0),
  $gte: define(2, 2, ([left, right], order) => order.compare(left, right) >= 0),
  $lt: define(2, 2, ([left, right], order) => order.compare(left, right) < 0),
  $lte: define(2, 2, ([left, right], order) => order.compare(left, right) <= 0),
  $not: define(1, 1, ([value]) => !isTruthy(value)),
};
