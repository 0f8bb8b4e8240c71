/** From the benchmark to the subgraphs' process: how many requests came so far? */
export interface CallsQuestion {
  readonly kind: 'calls';
}

/** The reply. */
export interface CallsAnswer {
  readonly kind: 'calls';
  /** Requests to all subgraphs since the process started. */
  readonly calls: number;
}
