import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../kernel/request-context.js';
import { type ErrorLog, formatError, type ShownErrors } from './error-format.js';
import { graphiqlPage } from './graphiql-page.js';

export interface GraphqlRouteOptions {
  readonly gateway: GatewayInterface;
  /** Makes the context of one request; rejects with UNAUTHENTICATED for a wrong token. */
  readonly contextOf: (request: InboundRequest) => Promise<RequestContext> | RequestContext;
  readonly log: ErrorLog;
  /** Which errors are shown as they are; those with listed codes unless told. */
  readonly shownErrors?: ShownErrors;
}

/** What the context of a request is made of. */
export interface InboundRequest {
  readonly id: string;
  readonly authorization: string | undefined;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Request headers that Apollo Server looks at; all others stay here. */
const APOLLO_HEADERS = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'] as const;

/**
 * `/graphql` over HTTP (GraphQL over HTTP, June 2025 draft): Apollo Server behind a thin Fastify adapter. A browser
 * that asks for HTML gets GraphiQL.
 */
export async function graphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions): Promise<void> {
  const apollo = new ApolloServer<RequestContext>({
    gateway: options.gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, options.log, options.shownErrors),
    // Pretty printing costs a seventh of a typical request.
    stringifyResult: (result) => JSON.stringify(result),
    plugins: [
      requestIdInErrors,
      // Wraps every resolver, for hints that this graph does not give.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Nothing is reported to anybody, whatever the environment says.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: apolloRequest(request),
      context: async () => {
        const { id, headers } = request;
        return options.contextOf({ id, authorization: headers.authorization, headers });
      },
    });
    for (const [name, value] of answer.headers) {
      reply.header(name, value);
    }
    reply.code(answer.status ?? 200);
    if (answer.body.kind === 'complete') {
      const refused = answer.status !== undefined && answer.status >= 400;
      reply.send(refused ? withRequestId(answer.body.string, request.id) : answer.body.string);
    } else {
      reply.send(answer.body.asyncIterator);
    }
  };
  app.post('/graphql', handle);
  app.get('/graphql', async (request, reply) => {
    if (wantsHtml(request)) {
      await sendGraphiql(request, reply);
    } else {
      await handle(request, reply);
    }
    return reply;
  });
}

/** Every error of an operation carries the id under which the log knows the request. */
const requestIdInErrors: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) {
        error.extensions.requestId = contextValue.requestId;
      }
    },
  }),
};

function apolloRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const name of APOLLO_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') {
      headers.set(name, value);
    }
  }
  const query = request.url.indexOf('?');
  return { method: request.method, headers, search: query < 0 ? '' : request.url.slice(query), body: request.body };
}

/** Requests refused before an operation started have no plugin hook with their context: the id is added here. */
function withRequestId(body: string, requestId: string): string {
  const parsed = JSON.parse(body) as { errors?: { extensions?: Record<string, unknown> }[] };
  for (const error of parsed.errors ?? []) {
    error.extensions = { ...error.extensions, requestId };
  }
  return JSON.stringify(parsed);
}

function wantsHtml(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('text/html') && !request.url.includes('query=');
}

async function sendGraphiql(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const page = await graphiqlPage();
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('etag', page.etag)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept, accept-encoding')
    // The page is one file with inline script and style, and talks to its own origin only.
    .header(
      'content-security-policy',
      "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob: 'self'; style-src 'unsafe-inline'; img-src data: blob: 'self'; font-src data: 'self'; connect-src 'self'; worker-src blob: 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  if (request.headers['if-none-match'] === page.etag) {
    reply.code(304).send();
  } else if (/\bgzip\b/.test(String(request.headers['accept-encoding']))) {
    reply.header('content-encoding', 'gzip').send(page.compressed);
  } else {
    reply.send(page.html);
  }
}
