import type { GraphQLRequestListener } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../kernel/request-context.js';
import type { Observability } from '../observability/observability.js';
import { observedRequest, type RequestRecord } from '../observability/request-record.js';
import type { RequestLog, RequestLogLine } from './request-log.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where nobody looks on. */
    record: RequestRecord | undefined;
  }
}

/** The status that proxies log for a client that closed the connection before its answer. */
const CLIENT_CLOSED_REQUEST = 499;

/** Looks on while requests are answered: counts and traces those to the graph, and writes a line for every one. */
export interface RequestObservation {
  readonly observability?: Observability;
  readonly requestLog?: RequestLog;
}

/** Observes all requests of a server. To be called before its routes are added. */
export function observeRequests(app: FastifyInstance, { observability, requestLog }: RequestObservation): void {
  app.decorateRequest('record', undefined);
  if (observability === undefined || !(observability.active || requestLog?.active === true)) {
    return;
  }
  const finish = (request: FastifyRequest, status: number): void => {
    const { record } = request;
    if (record === undefined) {
      return;
    }
    // An answer can end and its connection close: whichever comes first counts.
    request.record = undefined;
    const isGraph = isGraphPath(request.url);
    if (isGraph) {
      observability.depart(record, status);
    }
    requestLog?.write(isGraph ? 'info' : 'debug', () =>
      logLine(record, { method: request.method, route: request.routeOptions.url ?? 'none', status }),
    );
  };
  app.addHook('onRequest', (request, _reply, done) => {
    const { id, method, headers, url } = request;
    request.record = observability.arrive({ id, method, headers, traced: isGraphPath(url) });
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.record !== undefined && reply.statusCode >= 400) {
      request.record.errorCodes = codesInBody(payload);
    }
    done();
  });
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    finish(request, reply.statusCode);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    finish(request, CLIENT_CLOSED_REQUEST);
    done();
  });
}

type NoteErrorCodes = NonNullable<GraphQLRequestListener<RequestContext>['willSendResponse']>;

/** Notes the codes of errors that come with a good status; refusals are noted as they are sent. */
export const noteErrorCodes: NoteErrorCodes = async ({ response, contextValue }) => {
  const { errors } = response.body.kind === 'single' ? response.body.singleResult : response.body.initialResult;
  const record = errors && observedRequest(contextValue)?.record;
  if (record) {
    noteErrors(errors, record);
  }
};

/** Notes the codes of an answer's errors in the record of its request, beside those of its earlier answers. */
export function noteErrors(errors: readonly GraphQLFormattedError[], record: RequestRecord): void {
  record.errorCodes = distinctCodes([...errors, ...record.errorCodes.map((code) => ({ extensions: { code } }))]);
}

/** With or without a query string, which may hold variables. */
function isGraphPath(url: string): boolean {
  return url === '/graphql' || url.startsWith('/graphql?');
}

/** The line that a request's record makes in the log. */
export function logLine(
  record: RequestRecord,
  answered: Pick<RequestLogLine, 'method' | 'route' | 'status'>,
): RequestLogLine {
  const { operationType, operationName, errorCodes, span } = record;
  return {
    requestId: record.id,
    ...answered,
    durationMilliseconds: Math.round((performance.now() - record.startedAt) * 1_000) / 1_000,
    ...(operationType === undefined ? {} : { operationType }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(errorCodes.length === 0 ? {} : { errorCodes }),
    ...(span === undefined ? {} : { traceId: span.traceId }),
  };
}

function codesInBody(payload: unknown): string[] {
  if (typeof payload !== 'string' || !payload.startsWith('{')) {
    return [];
  }
  try {
    const { errors } = JSON.parse(payload) as { errors?: unknown };
    return Array.isArray(errors) ? distinctCodes(errors) : [];
  } catch {
    return [];
  }
}

function distinctCodes(errors: readonly { readonly extensions?: { readonly code?: unknown } }[]): string[] {
  const codes = new Set<string>();
  for (const { extensions } of errors) {
    codes.add(typeof extensions?.code === 'string' ? extensions.code : 'none');
  }
  return [...codes];
}
