import type { FetchShape } from './fetch-shape.js';

/**
 * Which fetches provide which part of an answer. Where one fetch alone provides a whole subtree, under the client's keys and
 * in their order, through a transport whose answers are exact, the projection hands the subtree on instead of copying it.
 */
export class ProvidedFields {
  #providers = 0;
  #exact = true;
  readonly #keys: string[] = [];
  readonly #children = new Map<string, ProvidedFields>();

  /**
   * Notes what a fetch puts at this position.
   * @param exact whether the fetch's answers have precisely the fields of their operation, in its order, completed by a
   *   schema
   */
  add(shape: FetchShape, exact: boolean): void {
    this.#providers++;
    this.#exact &&= exact && [...shape.keysByType.keys()].every((type) => type === '');
    for (const field of shape.fields) {
      this.#keys.push(field.key);
      if (field.shape) this.child(field.key).add(field.shape, exact);
    }
  }

  /** The position below a key. */
  child(key: string): ProvidedFields {
    let child = this.#children.get(key);
    if (!child) {
      child = new ProvidedFields();
      this.#children.set(key, child);
    }
    return child;
  }

  /** True where exactly one fetch provides this position, exactly these keys in this order. */
  provides(keys: readonly string[]): boolean {
    return (
      this.#providers === 1 &&
      this.#exact &&
      keys.length === this.#keys.length &&
      keys.every((key, index) => key === this.#keys[index])
    );
  }

  /** True where every fetch that puts something at this position is exact. */
  get isExact(): boolean {
    return this.#providers > 0 && this.#exact;
  }
}
