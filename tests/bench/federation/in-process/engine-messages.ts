/** What the processes of engines and the benchmark tell each other over their IPC channel. */

/** From the benchmark to an engine: work for that long. */
export interface EngineOrder {
  readonly kind: 'run';
  readonly seconds: number;
  readonly concurrent: number;
}

/** From an engine to the benchmark. */
export type EngineMessage =
  /** The answer's data as JSON, once the engine is ready. */
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'ran'; readonly requests: number; readonly cpuMicroseconds: number };
