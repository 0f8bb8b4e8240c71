/** Stands for every value beyond the bound. */
const OTHER = 'other';

/** A longer value is never a label of its own. */
const MAXIMUM_CHARACTERS = 100;

/**
 * Values of a label that callers have a say in, at most so many: each value is a time series that is kept for good. The
 * first ones to come are kept, all others count as `other`.
 */
export class BoundedLabels {
  readonly #known = new Set<string>();

  constructor(private readonly maximum: number) {}

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.maximum || value.length > MAXIMUM_CHARACTERS) return OTHER;
    this.#known.add(value);
    return value;
  }
}
