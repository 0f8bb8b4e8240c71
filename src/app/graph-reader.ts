import { Agent, fetch } from 'undici';
import type { Gateway } from '../gateway/gateway.js';
import type { GraphReadError, GraphReader } from '../kernel/graph/graph-reader.js';

/** Longest wait for an answer of the graph; the request's own deadline is usually shorter. */
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * Reads the graph through the gateway of this process, within the same request: loaders are shared, the caller is the same,
 * and no cost is counted again, for the field that reads has declared its own.
 */
export function gatewayReader(gateway: () => Pick<Gateway, 'execute'>): GraphReader {
  return {
    async read({ source }, variables, context) {
      const { data, errors = [] } = await gateway().execute({
        source,
        variables: { ...variables },
        context,
        // A signal of its own for every read: many at once are no leak of listeners on that of the request.
        ...(context.signal === undefined ? {} : { signal: AbortSignal.any([context.signal]) }),
      });
      return {
        data: (data ?? null) as never,
        errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })),
      };
    },
  };
}

/** Reads the graph of another process over HTTP, with the token that the request came with. */
export function httpReader(url: () => string): GraphReader {
  const dispatcher = new Agent({ keepAliveTimeout: 10_000 });
  return {
    async read({ name, source }, variables, { headers, signal }) {
      const deadline = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
      const authorization = headers?.authorization;
      const response = await fetch(url(), {
        method: 'POST',
        dispatcher,
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          ...(typeof authorization === 'string' ? { authorization } : {}),
        },
        body: JSON.stringify({ query: source, variables }),
      });
      const answer = (await response.json().catch(() => null)) as { data?: never; errors?: GraphReadError[] } | null;
      if (typeof answer !== 'object' || answer === null || (answer.data === undefined && !answer.errors)) {
        throw new Error(`The graph at ${url()} gave no GraphQL answer to ${name}: status ${response.status}`);
      }
      return { data: answer.data ?? null, errors: answer.errors ?? [] };
    },
  };
}
