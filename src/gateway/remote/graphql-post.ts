/** One request to a subgraph, ready to be sent. */
export interface PostRequest {
  /** JSON text. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that tell which trace it belongs to; identical requests of different traces are identical nevertheless. */
  readonly traceHeaders?: Readonly<Record<string, string>> | undefined;
  /** True for queries: they may be sent again, and identical ones may share one answer. */
  readonly idempotent: boolean;
  /** When the time for an answer is over, whatever is tried until then; milliseconds of `performance.now()`. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

export interface PostAnswer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Sends one request and reads the whole answer.
 * @throws PostFailure
 */
export type GraphqlPost = (request: PostRequest) => Promise<PostAnswer>;

export type PostFailureReason =
  /** The client's request has ended. */
  | 'cancelled'
  /** The deadline has passed. */
  | 'timeout'
  /** No connection, or one that broke before the answer was complete. */
  | 'unreachable'
  /** The answer is longer than allowed. */
  | 'too-long'
  /** The circuit breaker lets nothing through. */
  | 'circuit-open';

/** Why there is no answer, in words that a client may see; `cause` has the details. */
export class PostFailure extends Error {
  override readonly name = 'PostFailure';

  constructor(
    readonly reason: PostFailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
