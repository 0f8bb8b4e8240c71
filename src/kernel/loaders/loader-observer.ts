/** A batch that a loader is about to read. */
export interface ObservedBatch {
  /** The loader's name. */
  readonly loader: string;
  /** Distinct keys. */
  readonly size: number;
}

/** Whoever looks on while loaders read. It must not throw. */
export interface LoaderObserver {
  /**
   * @param context of whoever asked for the first key of the batch
   * @returns called once when the batch has been read, with what went wrong if anything did; undefined where nobody
   *   wants to know
   */
  onBatchStart(batch: ObservedBatch, context: unknown): ((error?: unknown) => void) | undefined;
}
