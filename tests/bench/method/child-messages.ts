/** What the processes of a benchmark tell each other over their IPC channel. */

/** From the benchmark to a contestant. */
export interface CpuQuestion {
  readonly kind: 'cpu';
}

/** From a contestant to the benchmark. */
export type ContestantMessage =
  | { readonly kind: 'ready'; readonly url: string }
  /** User and system time of the process since its start, in microseconds. */
  | { readonly kind: 'cpu'; readonly microseconds: number };

/** From the benchmark to the load generator. */
export interface LoadOrder {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
  /** Whether each request comes with a bearer token of its own. */
  readonly distinctCallers: boolean;
}

/** From the load generator to the benchmark. */
export interface LoadResult {
  /** Answers with status 2xx. */
  readonly answers: number;
  /** Answers with another status, connection errors and timeouts. */
  readonly failures: number;
  readonly seconds: number;
  readonly latencyMilliseconds: { readonly p50: number; readonly p99: number };
}
