/**
 * A map that forgets what was used least recently, bounded both by the number of entries and by their summed weight,
 * so that neither many small keys nor a few huge ones fill the memory.
 */
export class LruCache<Value> {
  readonly #entries = new Map<string, { value: Value; weight: number }>();
  #weight = 0;
  #newest: string | undefined;

  constructor(
    readonly maximumEntries: number,
    readonly maximumWeight: number = Number.POSITIVE_INFINITY,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A Map iterates in the order of insertion: to insert again is to mark as just used.
    if (key !== this.#newest) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#newest = key;
    }
    return entry.value;
  }

  /** Stores a value; one that is heavier than the whole cache is not kept. */
  set(key: string, value: Value, weight = 1): void {
    this.delete(key);
    if (weight > this.maximumWeight || this.maximumEntries < 1) return;
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    this.#newest = key;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.maximumEntries && this.#weight <= this.maximumWeight) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#weight -= entry.weight;
  }
}
