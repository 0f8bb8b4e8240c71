import type { HTTPGraphQLRequest } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { control } from '../gateway/execution-controls.js';
import type { Gateway } from '../gateway/gateway.js';
import { DEFAULT_DOCUMENT_LIMITS } from '../gateway/guards/document-limits.js';
import type { RequestContext } from '../kernel/request-context.js';
import { observeRequest } from '../observability/request-record.js';
import { apolloRequest, apolloServer, isPlain } from './apollo-front.js';
import { directExecution } from './direct-execution.js';
import { type ErrorLog, formatError, type ShownErrors } from './error-format.js';
import { sendGraphiql, wantsHtml } from './graphiql-route.js';
import { JSON_ANSWER, refuse, type SentAnswer, sendAnswer, withRequestId } from './graphql-answer.js';
import { admitRequest, countStranger } from './guards/admission.js';
import type { HttpGuards } from './guards/guard-options.js';
import { requestDeadline } from './guards/request-deadline.js';
import { withTrustedDocument } from './guards/trusted-request.js';
import { JoinedRequests } from './joined-requests.js';
import type { KnownOperation } from './known-operations.js';
import { asksForPlan, planAnswer } from './plan-view.js';
import { withChallenge } from './refused-token.js';
import { noteErrors } from './request-observation.js';

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
  const apollo = apolloServer(direct, { ...options, maximumTokens, registersDocuments: !trustedDocuments?.only });
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
      const answer = shared === undefined ? undefined : await shared;
      if (answer !== undefined) {
        noteJoined(request, known);
        reply.header('content-type', JSON_ANSWER).code(200).send(answer);
        return;
      }
      const share = key === undefined || shared !== undefined ? undefined : joined?.open(key);
      let toShare: SentAnswer | undefined;
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
  ): Promise<SentAnswer | undefined> => {
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

  const send = (request: FastifyRequest, reply: FastifyReply, status: number, body: string): SentAnswer | undefined =>
    sendAnswer(request, reply, { status, body, maximumBytes: guards.maximumAnswerBytes });

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

/** The gateway does not see a request that has joined another: its record is filled in here. */
function noteJoined({ record }: FastifyRequest, { operation, operationName }: KnownOperation): void {
  if (record !== undefined) {
    record.operationType = operation.operation;
    record.operationName = operationName ?? operation.name?.value;
  }
}
