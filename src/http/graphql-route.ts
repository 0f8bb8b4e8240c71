import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { control } from '../gateway/execution-controls.js';
import type { Gateway } from '../gateway/gateway.js';
import { DEFAULT_DOCUMENT_LIMITS } from '../gateway/guards/document-limits.js';
import type { RequestContext } from '../kernel/request-context.js';
import { observeRequest } from '../observability/request-record.js';
import { directExecution } from './direct-execution.js';
import { documentStore } from './document-store.js';
import { type ErrorLog, formatError, type ShownErrors } from './error-format.js';
import { graphiqlPage } from './graphiql-page.js';
import { admitRequest, countStranger } from './guards/admission.js';
import { oversizedAnswer } from './guards/answer-size.js';
import type { HttpGuards } from './guards/guard-options.js';
import { requestDeadline } from './guards/request-deadline.js';
import { withTrustedDocument } from './guards/trusted-request.js';
import { JoinedRequests, type SharedAnswer } from './joined-requests.js';
import type { KnownOperation } from './known-operations.js';
import { asksForPlan, planAnswer } from './plan-view.js';
import { withChallenge } from './refused-token.js';
import { noteErrorCodes, noteErrors } from './request-observation.js';

export interface GraphqlRouteOptions {
  readonly gateway: GatewayInterface;
  /** Makes the context of one request; rejects with UNAUTHENTICATED for a wrong token. */
  readonly contextOf: (request: InboundRequest) => Promise<RequestContext> | RequestContext;
  readonly log: ErrorLog;
  /** Which errors are shown as they are; those with listed codes unless told. */
  readonly shownErrors?: ShownErrors;
  /** Nothing beside the gateway's own limits unless told. */
  readonly guards?: HttpGuards;
  /** Where `?plan` finds query plans; without it, the word means nothing. */
  readonly plans?: Pick<Gateway, 'plan'>;
}

/** What the context of a request is made of. */
export interface InboundRequest {
  readonly id: string;
  readonly authorization: string | undefined;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Aborted when the request's time is up or its client has gone. */
  readonly signal: AbortSignal;
}

/** `x-cost: true` asks for the operation's cost in `extensions.cost`. */
const COST_HEADER = 'x-cost';

/**
 * Node joins a string with the head of the answer, flattens it and measures it before it is written: of a long one, that
 * costs as much as all the rest of writing. Short ones are cheaper as they are.
 */
const LONGEST_TEXT_SENT_AS_STRING = 1_024;

const JSON_ANSWER = 'application/json; charset=utf-8';

/** Request headers that Apollo Server looks at; all others stay here. */
const APOLLO_HEADERS = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** Accept headers that ask for what is sent without any: reading them costs more than the rest of the headers. */
const PLAIN_JSON: ReadonlySet<string> = new Set(['*/*', 'application/json']);

/**
 * `/graphql` over HTTP (GraphQL over HTTP, June 2025 draft): Apollo Server behind a thin Fastify adapter. A browser
 * that asks for HTML gets GraphiQL.
 */
export async function graphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions): Promise<void> {
  const { guards = {} } = options;
  const { trustedDocuments, maximumTokens = DEFAULT_DOCUMENT_LIMITS.tokens } = guards;
  const joined = guards.joinEqualRequests ? new JoinedRequests() : undefined;
  const direct = directExecution(options.gateway, (error) =>
    formatError(error.toJSON(), error, options.log, options.shownErrors),
  );
  const apollo = new ApolloServer<RequestContext>({
    gateway: direct.gateway,
    parseOptions: { maxTokens: maximumTokens },
    documentStore: documentStore(),
    // The gateway validates, after it has looked at the document's size: validation itself can be made to be expensive.
    dangerouslyDisableValidation: true,
    // Apollo Server's own cache is bounded; where only trusted documents run, nobody else registers any.
    ...(trustedDocuments?.only ? { persistedQueries: false } : {}),
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
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());

  const contextOf = async (request: FastifyRequest, signal: AbortSignal): Promise<RequestContext> => {
    const { id, headers, ip: address } = request;
    let context: RequestContext;
    try {
      context = await options.contextOf({ id, authorization: headers.authorization, headers, signal });
    } catch (error) {
      await countStranger(guards, address);
      throw withChallenge(error);
    }
    if (request.record !== undefined) {
      observeRequest(context, request.record);
    }
    const wantsCost = headers[COST_HEADER] === 'true';
    return control(context, await admitRequest(guards, { caller: context.caller, address, wantsCost, signal }));
  };

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const known = isPlain(request) ? direct.known.find(request.body) : undefined;
    if (known !== undefined) {
      await handleKnown(request, reply, known);
      return;
    }
    let httpGraphQLRequest = apolloRequest(request);
    if (trustedDocuments !== undefined) {
      try {
        httpGraphQLRequest = withTrustedDocument(httpGraphQLRequest, trustedDocuments);
      } catch (error) {
        refuse(request, reply, error);
        return;
      }
    }
    if (options.plans !== undefined && asksForPlan(httpGraphQLRequest)) {
      await sendPlan(options.plans, httpGraphQLRequest, request, reply);
      return;
    }
    const deadline = requestDeadline(guards.timeoutMilliseconds, reply.raw);
    await handleByApollo(request, reply, httpGraphQLRequest, () => contextOf(request, deadline.signal)).finally(() =>
      deadline.end(),
    );
  };

  const handleByApollo = async (
    request: FastifyRequest,
    reply: FastifyReply,
    httpGraphQLRequest: HTTPGraphQLRequest,
    context: () => Promise<RequestContext>,
  ): Promise<void> => {
    const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
    for (const [name, value] of answer.headers) {
      reply.header(name, value);
    }
    if (answer.body.kind === 'complete') {
      send(request, reply, answer.status ?? 200, answer.body.string);
    } else {
      reply.code(answer.status ?? 200).send(answer.body.asyncIterator);
    }
  };

  /** Past Apollo Server, which has let the operation through before; its answer would be the same. */
  const handleKnown = async (request: FastifyRequest, reply: FastifyReply, known: KnownOperation): Promise<void> => {
    const deadline = requestDeadline(guards.timeoutMilliseconds, reply.raw);
    try {
      const inTheMaking = contextOf(request, deadline.signal);
      const context = await inTheMaking.catch(() => null);
      if (context === null) {
        // What is wrong with the caller is told as Apollo Server tells it.
        await handleByApollo(request, reply, apolloRequest(request), () => inTheMaking);
        return;
      }
      const { caller } = context;
      const key = joined?.keyOf({ operation: known, caller, headers: request.headers });
      const shared = key === undefined ? undefined : joined?.underWay(key);
      const answer = await shared;
      if (answer !== undefined) {
        noteJoined(request, known);
        reply.header('content-type', JSON_ANSWER).code(200).send(answer);
        return;
      }
      const share = key === undefined || shared !== undefined ? undefined : joined?.open(key);
      let toShare: SharedAnswer | undefined;
      try {
        toShare = await runKnown(request, reply, known, context);
      } finally {
        share?.(toShare);
      }
    } finally {
      deadline.end();
    }
  };

  /** Answers a known operation. Gives back the body where equal requests may have it too. */
  const runKnown = async (
    request: FastifyRequest,
    reply: FastifyReply,
    known: KnownOperation,
    context: RequestContext,
  ): Promise<SharedAnswer | undefined> => {
    const { http, result } = await direct.run(known, context);
    if (result.errors !== undefined && request.record !== undefined) {
      noteErrors(result.errors, request.record);
    }
    reply.header('content-type', JSON_ANSWER);
    let hasOwnHeaders = false;
    for (const [name, value] of http.headers) {
      hasOwnHeaders = true;
      reply.header(name, value);
    }
    const { status = 200 } = http;
    const sent = send(request, reply, status, JSON.stringify(result));
    return result.errors === undefined && status === 200 && !hasOwnHeaders ? sent : undefined;
  };

  /** Sends an answer as JSON. Gives back what was sent, where it is the answer itself and no refusal. */
  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    body: string,
  ): SharedAnswer | undefined => {
    const oversized = oversizedAnswer(body, guards.maximumAnswerBytes);
    if (oversized !== undefined) {
      reply.code(400).send(withRequestId(oversized, request.id));
      return undefined;
    }
    if (status >= 400) {
      reply.code(status).send(withRequestId(body, request.id));
      return undefined;
    }
    const sent = body.length > LONGEST_TEXT_SENT_AS_STRING ? Buffer.from(body) : body;
    reply.code(status).send(sent);
    return sent;
  };

  const sendPlan = async (
    gateway: Pick<Gateway, 'plan'>,
    httpGraphQLRequest: HTTPGraphQLRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> => {
    const deadline = requestDeadline(guards.timeoutMilliseconds, reply.raw);
    const { status, body } = await planAnswer(httpGraphQLRequest, {
      gateway,
      caller: async () => (await contextOf(request, deadline.signal)).caller,
      format: (error) => formatError(error.toJSON(), error, options.log, options.shownErrors),
    }).finally(() => deadline.end());
    reply.code(status).header('content-type', JSON_ANSWER);
    reply.send(withRequestId(JSON.stringify(body), request.id));
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

/** The gateway does not see a request that has joined another: its record is filled in here. */
function noteJoined({ record }: FastifyRequest, { operation, operationName }: KnownOperation): void {
  if (record !== undefined) {
    record.operationType = operation.operation;
    record.operationName = operationName ?? operation.name?.value;
  }
}

function apolloRequest(request: FastifyRequest): HTTPGraphQLRequest {
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
function isPlain({ method, url, headers }: FastifyRequest): boolean {
  const { accept, 'content-type': contentType = '' } = headers;
  return (
    method === 'POST' &&
    url === '/graphql' &&
    (accept === undefined || PLAIN_JSON.has(accept)) &&
    (contentType === 'application/json' || contentType.startsWith('application/json;'))
  );
}

/** Answers a request that does not get as far as Apollo Server. */
function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (!(error instanceof GraphQLError)) {
    throw error;
  }
  const { http, ...extensions } = error.extensions;
  const { status = 400 } = (http ?? {}) as { status?: number };
  reply
    .code(status)
    .send({ errors: [{ message: error.message, extensions: { ...extensions, requestId: request.id } }] });
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
      "default-src 'none'; script-src 'unsafe-inline' blob: 'self'; style-src 'unsafe-inline'; img-src data: blob: 'self'; font-src data: 'self'; connect-src 'self'; worker-src blob: 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  if (request.headers['if-none-match'] === page.etag) {
    reply.code(304).send();
  } else if (/\bgzip\b/.test(String(request.headers['accept-encoding']))) {
    reply.header('content-encoding', 'gzip').send(page.compressed);
  } else {
    reply.send(page.html);
  }
}
