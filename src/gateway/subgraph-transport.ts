import type { ExecutionResult } from 'graphql';

/**
 * An operation that a transport has made ready to run many times. It may answer synchronously.
 * The answer belongs to the caller, who merges other answers into its objects: never return the same object twice.
 */
export type PreparedOperation = (
  variables: Record<string, unknown>,
  context: unknown,
  signal?: AbortSignal,
) => Promise<ExecutionResult> | ExecutionResult;

/**
 * A subscription that a transport has made ready: a stream of answers, or one answer that says why there is none. The
 * stream can be left while it waits for an event.
 * @param eventContext makes the context in which one event is answered, where that happens in this process
 */
export type PreparedSubscription = (
  variables: Record<string, unknown>,
  context: unknown,
  signal?: AbortSignal,
  eventContext?: () => unknown,
) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/** The way to one subgraph. `prepare` is called once per plan, what it returns once per request. */
export interface SubgraphTransport {
  /**
   * True where an answer has precisely the fields of its operation, in the operation's order, with values that a GraphQL
   * executor has completed by the subgraph's schema. Answers of any other transport are checked value by value.
   */
  readonly isExact?: boolean;
  prepare(operation: string): PreparedOperation;
  /** Absent where the transport has no way to stream. */
  prepareSubscription?(operation: string): PreparedSubscription;
  /** Releases connections; further calls fail. */
  close?(): Promise<void>;
}
