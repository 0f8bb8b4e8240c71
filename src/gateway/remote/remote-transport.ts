import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { subgraphInvalidAnswer, subgraphUnavailable } from '../gateway-errors.js';
import { type GraphqlPost, PostFailure, undiciPost } from './graphql-post.js';
import { isResponseObject } from '../response-object.js';
import type { SubgraphTransport } from '../subgraph-transport.js';

export interface RemoteTransportOptions {
  /** The subgraph's name, for error messages. */
  name: string;
  /** Where it answers `POST` with a GraphQL request in JSON. */
  url: string;
  /** Sent with every request; a function sees the request's context, to forward what belongs to the caller. */
  headers?: Record<string, string> | ((context: unknown) => Record<string, string>);
  /** From the request to the last byte of the answer; 30,000 unless told. */
  timeoutMilliseconds?: number;
  /** A longer answer is refused; 64 MiB unless told. */
  maximumAnswerBytes?: number;
  /** Connections kept to the subgraph; 64 unless told. */
  connections?: number;
  /** Wraps the sending of requests: the place for retries, circuit breaker, de-duplication and tracing. */
  wrapPost?: (post: GraphqlPost) => GraphqlPost;
}

const DEFAULT_TIMEOUT_MILLISECONDS = 30_000;
const DEFAULT_MAXIMUM_ANSWER_BYTES = 64 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 64;

/**
 * The way to a subgraph over HTTP. Whatever keeps it from answering becomes a SUBGRAPH_UNAVAILABLE error; an answer that
 * is no GraphQL answer becomes SUBGRAPH_INVALID_ANSWER. Queries and mutations only.
 *
 * @throws TypeError where the URL is not an absolute http or https URL
 */
export function remoteTransport(options: RemoteTransportOptions): SubgraphTransport {
  const url = new URL(options.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`Subgraph "${options.name}" needs an http or https URL, not ${options.url}`);
  }
  const pool = new Pool(url.origin, { connections: options.connections ?? DEFAULT_CONNECTIONS });
  const bare = undiciPost(pool, {
    path: url.pathname + url.search,
    timeoutMilliseconds: options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS,
    maximumAnswerBytes: options.maximumAnswerBytes ?? DEFAULT_MAXIMUM_ANSWER_BYTES,
  });
  const post = options.wrapPost?.(bare) ?? bare;
  const { name, headers = {} } = options;

  return {
    prepare(operation) {
      const isMutation = operation.trimStart().startsWith('mutation');
      const query = JSON.stringify(operation);
      return async (variables, context, signal) => {
        try {
          const answer = await post({
            body: `{"query":${query},"variables":${JSON.stringify(variables)}}`,
            headers: typeof headers === 'function' ? headers(context) : headers,
            idempotent: !isMutation,
            signal,
          });
          return readAnswer(name, answer.status, answer.text);
        } catch (error) {
          if (error instanceof PostFailure) return { errors: [subgraphUnavailable(name, error.message, error.cause)] };
          return { errors: [subgraphUnavailable(name, 'the request failed', error)] };
        }
      };
    },
    close: () => pool.close(),
  };
}

/** Reads an answer by the GraphQL-over-HTTP draft: a well-formed GraphQL answer counts whatever its status. */
function readAnswer(name: string, status: number, text: string): ExecutionResult {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = undefined;
  }
  if (isResponseObject(answer) && ('data' in answer || Array.isArray(answer.errors))) return answer;
  if (status < 200 || status > 299) return { errors: [subgraphUnavailable(name, `it answered with status ${status}`)] };
  return { errors: [subgraphInvalidAnswer(name, 'it is no GraphQL answer in JSON')] };
}
