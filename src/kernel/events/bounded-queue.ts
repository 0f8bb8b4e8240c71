type Result<Item> = IteratorResult<Item, undefined>;

interface Waiting<Item> {
  resolve(result: Result<Item>): void;
  reject(error: unknown): void;
}

/**
 * Items on their way from one who cannot wait to one who takes them one by one. It holds a bounded number: what becomes of
 * a consumer that is too slow is the producer's choice.
 */
export class BoundedQueue<Item> implements AsyncGenerator<Item, undefined, undefined> {
  readonly #items: Item[] = [];
  readonly #waiting: Waiting<Item>[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param capacity items that wait at most
   * @param onEnd called once, when no further item will be taken: the consumer has left, or the producer has ended it
   */
  constructor(
    private readonly capacity: number,
    private readonly onEnd: () => void = () => undefined,
  ) {}

  /** Hands an item over. False where the queue is full or has ended: the item is not taken then. */
  push(item: Item): boolean {
    if (this.#ended) return false;
    const next = this.#waiting.shift();
    if (next) {
      next.resolve({ done: false, value: item });
      return true;
    }
    if (this.#items.length >= this.capacity) return false;
    this.#items.push(item);
    return true;
  }

  /** Drops what is waiting. */
  clear(): void {
    this.#items.length = 0;
  }

  /** Takes nothing more; the consumer still gets what is waiting, then `last` where there is one, then the end. */
  end(...last: [] | [Item]): void {
    if (this.#ended) return;
    for (const item of last) {
      const next = this.#waiting.shift();
      if (next) next.resolve({ done: false, value: item });
      else this.#items.push(item);
    }
    this.#close();
  }

  /** Drops what is waiting and ends; the consumer's next call rejects with the error, once. */
  fail(error: unknown): void {
    if (this.#ended) return;
    this.clear();
    const next = this.#waiting.shift();
    if (next) next.reject(error);
    else this.#failure = { error };
    this.#close();
  }

  async next(): Promise<Result<Item>> {
    const [item] = this.#items;
    if (this.#items.length > 0) {
      this.#items.shift();
      return { done: false, value: item as Item };
    }
    const failure = this.#failure;
    if (failure) {
      this.#failure = undefined;
      throw failure.error;
    }
    if (this.#ended) return { done: true, value: undefined };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  /** The consumer leaves: at once, even while it waits for an item. */
  async return(): Promise<Result<Item>> {
    this.clear();
    this.#failure = undefined;
    if (!this.#ended) this.#close();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<Result<Item>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #close(): void {
    this.#ended = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
    this.onEnd();
  }
}
