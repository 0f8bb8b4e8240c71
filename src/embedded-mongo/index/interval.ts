import { typeRank } from '../bson/order.js';
import type { ValueOrder } from '../query/collation.js';

/**
 * A place between values in MongoDB's order: just before (edge -1) or just after (edge 1) all values that equal `value`,
 * or, with `wholeType`, before or after all values of its type. Ranges of one type need no artificial greatest value this way.
 */
export interface Cut {
  readonly value: unknown;
  readonly wholeType: boolean;
  readonly edge: -1 | 1;
}

export interface Interval {
  readonly low: Cut;
  readonly high: Cut;
}

/** Disjoint intervals in ascending order. */
export type Intervals = readonly Interval[];

export function pointInterval(value: unknown): Interval {
  return { low: { value, wholeType: false, edge: -1 }, high: { value, wholeType: false, edge: 1 } };
}

/** All values of one type. */
export function typeInterval(value: unknown): Interval {
  return { low: { value, wholeType: true, edge: -1 }, high: { value, wholeType: true, edge: 1 } };
}

export function isPoint(interval: Interval, order: ValueOrder): boolean {
  const { low, high } = interval;
  return (
    !low.wholeType && !high.wholeType && low.edge < 0 && high.edge > 0 && order.compare(low.value, high.value) === 0
  );
}

/** Where a value lies: negative before the cut, positive after it. */
export function compareToCut(value: unknown, cut: Cut, order: ValueOrder): number {
  const difference = cut.wholeType ? typeRank(value) - typeRank(cut.value) : order.compare(value, cut.value);
  return difference || -cut.edge;
}

function compareCuts(a: Cut, b: Cut, order: ValueOrder): number {
  const ranks = typeRank(a.value) - typeRank(b.value);
  if (ranks !== 0) return ranks;
  if (a.wholeType && b.wholeType) return a.edge - b.edge;
  if (a.wholeType) return a.edge;
  if (b.wholeType) return -b.edge;
  return order.compare(a.value, b.value) || a.edge - b.edge;
}

export function intersect(left: Intervals, right: Intervals, order: ValueOrder): Intervals {
  const result: Interval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [a, b] = [left[i] as Interval, right[j] as Interval];
    const low = compareCuts(a.low, b.low, order) > 0 ? a.low : b.low;
    const aEndsFirst = compareCuts(a.high, b.high, order) < 0;
    const high = aEndsFirst ? a.high : b.high;
    if (compareCuts(low, high, order) < 0) result.push({ low, high });
    if (aEndsFirst) i++;
    else j++;
  }
  return result;
}

/** The union of intervals in any order. */
export function unite(intervals: readonly Interval[], order: ValueOrder): Intervals {
  const sorted = [...intervals].sort((a, b) => compareCuts(a.low, b.low, order));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    // Touching intervals stay apart: two points next to each other must remain points.
    if (!last || compareCuts(interval.low, last.high, order) >= 0) result.push(interval);
    else if (compareCuts(interval.high, last.high, order) > 0)
      result[result.length - 1] = { low: last.low, high: interval.high };
  }
  return result;
}

/** True when every value of `inner` lies in `outer`. */
export function contains(outer: Intervals, inner: Intervals, order: ValueOrder): boolean {
  return inner.every((interval) =>
    outer.some(
      (wide) => compareCuts(wide.low, interval.low, order) <= 0 && compareCuts(wide.high, interval.high, order) >= 0,
    ),
  );
}

/** True when null (and with it a missing field) lies in one of the intervals. */
export function includesNull(intervals: Intervals, order: ValueOrder): boolean {
  return intervals.some(({ low, high }) => compareToCut(null, low, order) > 0 && compareToCut(null, high, order) < 0);
}
