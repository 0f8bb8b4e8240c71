interface StreamOptions<Out> {
  /** What is given out, as the last item, where the source fails; without it the failure is thrown. */
  readonly onFailure?: (error: unknown) => Out;
  /** Called once, when the stream has ended or its consumer has left. */
  readonly onEnd?: () => void;
  /** Its abort ends the stream. */
  readonly signal?: AbortSignal | undefined;
}

type Step<Item> = IteratorResult<Item, void>;

/**
 * A stream of what becomes of each item of another one. Items are taken one at a time, each when the one before has been
 * given out. Its consumer can leave at any time: an async generator that waits for the next event could not be left, since
 * its `return` would wait as well.
 *
 * @param map must not fail; a failure counts as one of the source
 */
export function mapStream<In, Out>(
  source: AsyncIterable<In>,
  map: (item: In) => Out | Promise<Out>,
  options: StreamOptions<Out> = {},
): AsyncGenerator<Out, void, void> {
  return new MappedStream(source[Symbol.asyncIterator](), map, options);
}

class MappedStream<In, Out> implements AsyncGenerator<Out, void, void> {
  #ended = false;
  /** Wakes the call that waits for the source. */
  #wake: (() => void) | undefined;
  /** Calls of `next` are answered one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: AsyncIterator<In>,
    private readonly map: (item: In) => Out | Promise<Out>,
    private readonly options: StreamOptions<Out>,
  ) {
    if (options.signal?.aborted) this.#leave();
    else options.signal?.addEventListener('abort', this.#leave, { once: true });
  }

  next(): Promise<Step<Out>> {
    const step = this.#last.then(() => this.#step());
    this.#last = step.catch(() => undefined);
    return step;
  }

  async return(): Promise<Step<Out>> {
    const waiting = this.#wake !== undefined;
    const left = this.#leave();
    // A source that is waiting for its next event may not answer before that comes.
    if (!waiting) await left;
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<Step<Out>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async #step(): Promise<Step<Out>> {
    if (this.#ended) return { done: true, value: undefined };
    try {
      const item = await this.#nextOfSource();
      if (item.done) {
        this.#end();
        return { done: true, value: undefined };
      }
      const value = await this.map(item.value);
      return this.#ended ? { done: true, value: undefined } : { done: false, value };
    } catch (error) {
      if (this.#ended) return { done: true, value: undefined };
      await this.#leave();
      if (!this.options.onFailure) throw error;
      return { done: false, value: this.options.onFailure(error) };
    }
  }

  #nextOfSource(): Promise<IteratorResult<In, unknown>> {
    return new Promise((resolve, reject) => {
      this.#wake = () => resolve({ done: true, value: undefined });
      this.source.next().then(
        (item) => {
          this.#wake = undefined;
          resolve(item);
        },
        (error: unknown) => {
          this.#wake = undefined;
          reject(error);
        },
      );
    });
  }

  /** Ends, and lets the source go. */
  readonly #leave = async (): Promise<void> => {
    if (this.#ended) return;
    this.#end();
    this.#wake?.();
    try {
      await this.source.return?.();
    } catch {
      // It was left anyway.
    }
  };

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.options.signal?.removeEventListener('abort', this.#leave);
    this.options.onEnd?.();
  }
}
