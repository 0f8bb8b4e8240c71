import type { DataContext } from '../database/data-context.js';
import type { Database } from '../database/database.js';
import type { Authenticate } from '../http/authentication.js';
import type { InboundRequest } from '../http/graphql-route.js';
import type { Caller } from '../kernel/caller.js';
import type { GraphReader } from '../kernel/graph/graph-reader.js';
import type { LoaderObserver } from '../kernel/loaders/loader-observer.js';
import { Loaders } from '../kernel/loaders/loaders.js';
import { localDateOf } from '../kernel/scalars/local-date.js';

/** Makes the context of one request: who asks, today's date, the database loaders of its own, and the graph. */
export function requestContexts(
  database: Database,
  authenticate: Authenticate,
  observer?: LoaderObserver,
  graph?: GraphReader,
) {
  return async (request: InboundRequest): Promise<DataContext> => ({
    ...requestContext(request.id, await authenticate(request.authorization), database, observer),
    headers: request.headers,
    signal: request.signal,
    graph,
  });
}

/**
 * The context of one request whose caller is known.
 * @public used by the benchmark
 */
export function requestContext(
  requestId: string,
  caller: Caller,
  database: Database,
  observer?: LoaderObserver,
): DataContext {
  return { requestId, caller, today: localDateOf(new Date()), loaders: new Loaders(observer), database };
}
