import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { type GraphqlRouteOptions, graphqlRoute } from './graphql-route.js';
import { healthRoutes, type Readiness } from './health-routes.js';
import { type ImportUploads, importUploadRoute } from './import-upload-route.js';
import { metricsRoute } from './metrics-route.js';
import { type OcpiEndpoints, ocpiRoutes } from './ocpi-routes.js';
import { limitReceivingTime } from './receiving-time.js';
import { observeRequests, type RequestObservation } from './request-observation.js';
import { type StreamRoutesOptions, streamRoutes } from './subscriptions/stream-routes.js';
import { endUnusedConnections } from './unused-connections.js';

/** Largest request body: 1 MiB holds any operation that the limits let through. */
const BODY_LIMIT_BYTES = 1_048_576;

export interface HttpServerOptions extends GraphqlRouteOptions, RequestObservation {
  /** The gateway behind WebSocket and server-sent events; without it, nothing is streamed. */
  readonly streams?: Pick<StreamRoutesOptions, 'gateway' | 'limits'>;
  readonly ready: () => Promise<Readiness>;
  /** Takes the files of imports at `PUT /imports/:id`; nobody does unless told. */
  readonly importUploads?: ImportUploads;
  /** What is behind `/ocpi/...`; nothing is there unless told. */
  readonly ocpi?: OcpiEndpoints;
  /** How long a request other than an upload may take to arrive whole; 60 s unless told. */
  readonly receivingMilliseconds?: number;
  /** Addresses and networks of proxies whose X-Forwarded-For is believed; none unless told. */
  readonly trustedProxies?: readonly string[];
}

/** The HTTP server, not yet listening. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    genReqId: () => randomUUID(),
    connectionTimeout: 0,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  endUnusedConnections(app);
  limitReceivingTime(app, options.receivingMilliseconds);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    done();
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      options.log('unexpected error', error, request.id);
    }
    reply.code(status).send(errorBody(status, error, request.id));
  });
  app.setNotFoundHandler((request, reply) => {
    reply.code(404).send({
      errors: [
        {
          message: `There is no ${request.method} ${request.url.split('?')[0]} here; the graph is at /graphql.`,
          extensions: { code: 'NOT_FOUND', requestId: request.id },
        },
      ],
    });
  });
  observeRequests(app, options);
  await healthRoutes(app, options);
  const metrics = options.observability?.metrics;
  if (metrics !== undefined) {
    await metricsRoute(app, metrics);
  }
  if (options.importUploads !== undefined) {
    importUploadRoute(app, options.importUploads);
  }
  if (options.ocpi !== undefined) {
    const { guards, log } = options;
    ocpiRoutes(app, { endpoints: options.ocpi, log, ...(guards === undefined ? {} : { guards }) });
  }
  if (options.streams !== undefined) {
    streamRoutes(app, { ...options, ...options.streams });
  }
  await graphqlRoute(app, options);
  return app;
}

function errorBody(status: number, error: Error & { code?: string }, requestId: string): object {
  const message = status >= 500 ? 'Internal error. It has been logged under the request id.' : reasonOf(error);
  const code = status >= 500 ? 'INTERNAL' : status === 413 ? 'BODY_TOO_LARGE' : 'BAD_REQUEST';
  return { errors: [{ message, extensions: { code, requestId } }] };
}

function reasonOf(error: Error & { code?: string }): string {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return `The body is not JSON: ${error.message}`;
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return `The body is larger than ${BODY_LIMIT_BYTES} bytes.`;
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'The body must be JSON: send content-type: application/json.';
    default:
      return error.message;
  }
}
