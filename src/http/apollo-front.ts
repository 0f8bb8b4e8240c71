import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyRequest } from 'fastify';
import type { RequestContext } from '../kernel/request-context.js';
import type { DirectExecution } from './direct-execution.js';
import { documentStore } from './document-store.js';
import { type ErrorLog, formatError, type ShownErrors } from './error-format.js';
import { noteErrorCodes } from './request-observation.js';

/** Request headers that Apollo Server looks at; all others stay here. */
const APOLLO_HEADERS = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** Accept headers that ask for what is sent without any: reading them costs more than the rest of the headers. */
const PLAIN_JSON: ReadonlySet<string> = new Set(['*/*', 'application/json']);

interface ApolloOptions {
  readonly log: ErrorLog;
  readonly shownErrors?: ShownErrors;
  /** Documents with more tokens are not parsed. */
  readonly maximumTokens: number;
  /** Whether callers may register documents by their hash (automatic persisted queries). */
  readonly registersDocuments: boolean;
}

/** Apollo Server as the front of the graph: it reads requests, parses documents, and hands operations to the gateway. */
export function apolloServer(direct: DirectExecution, options: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: direct.gateway,
    parseOptions: { maxTokens: options.maximumTokens },
    documentStore: documentStore(),
    // The gateway validates, after it has looked at the document's size: validation itself can be made to be expensive.
    dangerouslyDisableValidation: true,
    // Apollo Server's own cache is bounded; where only trusted documents run, nobody else registers any.
    ...(options.registersDocuments ? {} : { persistedQueries: false }),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, options.log, options.shownErrors),
    // Pretty printing costs a seventh of a typical request.
    stringifyResult: (result) => JSON.stringify(result),
    plugins: [
      requestErrors,
      direct.plugin,
      // Wraps every resolver, for hints that this graph does not give.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Nothing is reported to anybody, whatever the environment says.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
  });
}

/** Every error of an operation carries the id under which the log knows the request, which in turn notes its code. */
const requestErrors: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) {
        error.extensions.requestId = contextValue.requestId;
      }
    },
    willSendResponse: noteErrorCodes,
  }),
};

/** A request as Apollo Server reads it. */
export function apolloRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const name of APOLLO_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string' && !(name === 'accept' && PLAIN_JSON.has(value))) {
      headers.set(name, value);
    }
  }
  const query = request.url.indexOf('?');
  return { method: request.method, headers, search: query < 0 ? '' : request.url.slice(query), body: request.body };
}

/** A request like most: its answer is plain JSON, and nothing but its body says what it is. */
export function isPlain({ method, url, headers }: FastifyRequest): boolean {
  const { accept, 'content-type': contentType = '' } = headers;
  return (
    method === 'POST' &&
    url === '/graphql' &&
    (accept === undefined || PLAIN_JSON.has(accept)) &&
    (contentType === 'application/json' || contentType.startsWith('application/json;'))
  );
}
