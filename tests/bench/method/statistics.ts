/** What several rounds gave. */
export interface Spread {
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Median (mean of the middle two of an even number), minimum and maximum. Throws RangeError for an empty list. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)];
  const minimum = sorted[0];
  const maximum = sorted[sorted.length - 1];
  if (lower === undefined || upper === undefined || minimum === undefined || maximum === undefined) {
    throw new RangeError('There is no median of nothing');
  }
  return { median: (lower + upper) / 2, minimum, maximum };
}

/**
 * The ratio of two contestants: taken in each round, where both met the same state of the machine, then spread.
 * Rounds must be in the same order.
 */
export function ratioOf(numerators: readonly number[], denominators: readonly number[]): Spread {
  if (numerators.length !== denominators.length) {
    throw new RangeError('A ratio needs the same rounds of both contestants');
  }
  return spreadOf(numerators.map((numerator, round) => numerator / (denominators[round] ?? Number.NaN)));
}
