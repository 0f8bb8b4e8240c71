import type { OperationCost } from './guards/operation-cost.js';

/** A fetch that is about to be sent to a subgraph. */
export interface ObservedFetch {
  readonly subgraph: string;
  /** Whether it asks for root fields or completes entities that other subgraphs have named. */
  readonly kind: 'root' | 'entities';
}

/** Told how a fetch goes on. */
export interface FetchObservation {
  /** Handed to the transport instead of the request's context. */
  readonly context: unknown;
  /** Called once, when the answer is there: how many errors it has; a fetch that has failed altogether counts one. */
  end(errors: number): void;
}

/** An operation whose document and variables have been found good. */
export interface ObservedOperation {
  readonly type: 'query' | 'mutation' | 'subscription';
  /** As the document has it; undefined for an operation without a name. */
  readonly name: string | undefined;
}

/** Whoever looks on while a gateway answers. It must not throw. `context` is the request's, as the caller gave it. */
export interface GatewayObserver {
  onOperation?(operation: ObservedOperation, context: unknown): void;
  /** The operation's cost; not told where nobody has asked for it. */
  onCost?(cost: OperationCost): void;
  /** An executable was looked up: found, or to be planned and compiled. */
  onPlanLookup?(found: boolean): void;
  /** @returns undefined where nobody wants to know how it goes on */
  onFetchStart?(fetch: ObservedFetch, context: unknown): FetchObservation | undefined;
}
