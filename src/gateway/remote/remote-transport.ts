import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { subgraphInvalidAnswer, subgraphUnavailable } from '../gateway-errors.js';
import type { SubgraphTransport } from '../subgraph-transport.js';
import { type BreakerState, CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.js';
import { deduplicatedPost } from './deduplicated-post.js';
import { eventStreamSubscriptions } from './event-stream-subscription.js';
import { graphqlAnswer } from './graphql-answer.js';
import { type GraphqlPost, type PostAnswer, PostFailure } from './graphql-post.js';
import { guardedPost } from './guarded-post.js';
import { type RetryOptions, retryingPost } from './retrying-post.js';
import type { RemoteSubscriptionOptions, RemoteSubscriptions, SubscriptionEndpoint } from './subscription-endpoint.js';
import { undiciPost } from './undici-post.js';
import { webSocketSubscriptions } from './websocket-subscription.js';

export interface RemoteTransportOptions {
  /** The subgraph's name, for error messages. */
  name: string;
  /** Where it answers `POST` with a GraphQL request in JSON. */
  url: string;
  /** Sent with every request; a function sees the request's context, to forward what belongs to the caller. */
  headers?: Record<string, string> | ((context: unknown) => Record<string, string>);
  /** From the request to the last byte of the answer, retries included; 30,000 unless told. */
  timeoutMilliseconds?: number;
  /** A longer answer is refused; 64 MiB unless told. */
  maximumAnswerBytes?: number;
  /** Connections kept to the subgraph; 64 unless told. */
  connections?: number;
  /** Queries (never mutations) that were not answered are sent again: twice unless told; `retries: 0` for never. */
  retry?: Partial<RetryOptions>;
  /** When the subgraph is given a rest; false for never. */
  circuitBreaker?: Partial<CircuitBreakerOptions> | false;
  /** Told of every change of the circuit breaker's state. */
  onBreakerChange?: (state: BreakerState) => void;
  /** Identical queries that are under way at the same time are sent once, unless this is false. */
  deduplicate?: boolean;
  /** Headers that tell which trace a fetch belongs to, by its context; undefined for none. */
  traceHeaders?: (context: unknown) => Readonly<Record<string, string>> | undefined;
  /** How it is subscribed to: over server-sent events at its own URL unless told. */
  subscriptions?: RemoteSubscriptionOptions;
  /** Wraps each single attempt. */
  wrapPost?: (post: GraphqlPost) => GraphqlPost;
}

/** A transport whose health can be seen. */
export interface RemoteTransport extends SubgraphTransport {
  readonly name: string;
  readonly url: string;
  /** The state of the circuit breaker; always closed where there is none. */
  state(): BreakerState;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MILLISECONDS = 30_000;
const DEFAULT_MAXIMUM_ANSWER_BYTES = 64 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 64;
const DEFAULT_RETRY: RetryOptions = { retries: 2, backOffMilliseconds: 50, maximumBackOffMilliseconds: 1_000 };
const DEFAULT_BREAKER: CircuitBreakerOptions = {
  windowMilliseconds: 10_000,
  minimumRequests: 10,
  failureRatio: 0.5,
  openMilliseconds: 5_000,
  trialRequests: 2,
};

/**
 * The way to a subgraph over HTTP: identical queries joined, failed ones retried, each attempt through the circuit
 * breaker, all within the subgraph's time. Whatever keeps it from answering becomes a SUBGRAPH_UNAVAILABLE error; an
 * answer that is no GraphQL answer becomes SUBGRAPH_INVALID_ANSWER. Subscriptions have a way
 * of their own, see `RemoteSubscriptionOptions`.
 *
 * @throws TypeError where the URL is not an absolute http or https URL
 */
export function remoteTransport(options: RemoteTransportOptions): RemoteTransport {
  const url = new URL(options.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`Subgraph "${options.name}" needs an http or https URL, not ${options.url}`);
  }
  const pool = new Pool(url.origin, { connections: options.connections ?? DEFAULT_CONNECTIONS });
  const timeoutMilliseconds = options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
  const breaker =
    options.circuitBreaker === false
      ? undefined
      : new CircuitBreaker({ ...DEFAULT_BREAKER, ...options.circuitBreaker }, options.onBreakerChange);
  const post = chain(pool, url, timeoutMilliseconds, breaker, options);
  const { name, headers = {}, traceHeaders } = options;
  const headersOf = typeof headers === 'function' ? headers : () => headers;
  let subscriptions: RemoteSubscriptions | undefined;

  return {
    name,
    url: options.url,
    state: () => breaker?.state() ?? 'closed',
    prepare(operation) {
      const isMutation = operation.trimStart().startsWith('mutation');
      const query = JSON.stringify(operation);
      return async (variables, context, signal) => {
        try {
          const answer = await post({
            body: `{"query":${query},"variables":${JSON.stringify(variables)}}`,
            headers: headersOf(context),
            traceHeaders: traceHeaders?.(context),
            idempotent: !isMutation,
            deadline: performance.now() + timeoutMilliseconds,
            signal,
          });
          return readAnswer(name, answer);
        } catch (error) {
          const reason = error instanceof PostFailure ? error.message : 'the request failed';
          const cause = error instanceof PostFailure ? error.cause : error;
          return { errors: [subgraphUnavailable(name, reason, cause)] };
        }
      };
    },
    prepareSubscription(operation) {
      subscriptions ??= remoteSubscriptions(options.subscriptions, {
        name,
        url,
        headers: (context) => ({ ...headersOf(context), ...traceHeaders?.(context) }),
        timeoutMilliseconds,
        maximumAnswerBytes: options.maximumAnswerBytes ?? DEFAULT_MAXIMUM_ANSWER_BYTES,
      });
      return subscriptions.prepare(operation);
    },
    close: async () => {
      await Promise.all([pool.close(), subscriptions?.close()]);
    },
  };
}

function chain(
  pool: Pool,
  url: URL,
  timeoutMilliseconds: number,
  breaker: CircuitBreaker | undefined,
  options: RemoteTransportOptions,
): GraphqlPost {
  const bare = undiciPost(pool, {
    path: url.pathname + url.search,
    timeoutMilliseconds,
    maximumAnswerBytes: options.maximumAnswerBytes ?? DEFAULT_MAXIMUM_ANSWER_BYTES,
  });
  const attempt = options.wrapPost?.(bare) ?? bare;
  const guarded = breaker ? guardedPost(attempt, breaker) : attempt;
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  const retrying = retry.retries > 0 ? retryingPost(guarded, retry) : guarded;
  return options.deduplicate === false ? retrying : deduplicatedPost(retrying);
}

function remoteSubscriptions(
  options: RemoteSubscriptionOptions | undefined,
  endpoint: SubscriptionEndpoint,
): RemoteSubscriptions {
  const url = new URL(options?.url ?? endpoint.url);
  if (options?.protocol !== 'websocket') return eventStreamSubscriptions({ ...endpoint, url });
  url.protocol = url.protocol.replace('http', 'ws');
  return webSocketSubscriptions({ ...endpoint, url });
}

function readAnswer(name: string, { status, text }: PostAnswer): ExecutionResult {
  const answer = graphqlAnswer(text);
  if (answer) return answer;
  if (status < 200 || status > 299) return { errors: [subgraphUnavailable(name, `it answered with status ${status}`)] };
  return { errors: [subgraphInvalidAnswer(name, 'it is no GraphQL answer in JSON')] };
}
