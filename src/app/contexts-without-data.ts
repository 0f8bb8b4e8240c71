import type { Authenticate } from '../http/authentication.js';
import type { InboundRequest } from '../http/graphql-route.js';
import type { GraphReader } from '../kernel/graph/graph-reader.js';
import { Loaders } from '../kernel/loaders/loaders.js';
import type { RequestContext } from '../kernel/request-context.js';
import { localDateOf } from '../kernel/scalars/local-date.js';

/** The context of one request in a process that keeps no data: who asks, today's date, what may be forwarded, the graph. */
export function contextsWithoutData(authenticate: Authenticate, graph?: GraphReader) {
  return async ({ id, authorization, ...rest }: InboundRequest): Promise<RequestContext> => ({
    ...rest,
    requestId: id,
    caller: await authenticate(authorization),
    today: localDateOf(new Date()),
    loaders: new Loaders(),
    graph,
  });
}
