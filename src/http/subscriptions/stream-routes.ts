import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { PUBLIC_CALLER } from '../../kernel/caller.js';
import { clientKey } from '../guards/client-key.js';
import { EventStreams } from './event-streams.js';
import { OpenConnections } from './open-connections.js';
import { asGraphqlError, badRequest, statusOf, subscriptionLimit } from './stream-errors.js';
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from './stream-limits.js';
import { StreamOperations, type StreamOperationsOptions, type StreamOrigin } from './stream-operations.js';
import { readStreamAddress, readStreamParameters, type StreamParameters } from './stream-parameters.js';
import { WebSocketConnections } from './websocket-connections.js';

export interface StreamRoutesOptions extends Omit<StreamOperationsOptions, 'limits'> {
  /** Those of DEFAULT_STREAM_LIMITS unless told. */
  readonly limits?: Partial<StreamLimits>;
}

const PATH = '/graphql';

/** A connection that asks to be a WebSocket, on its way through Fastify. */
interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/**
 * `/graphql` for what streams: WebSocket (`graphql-transport-ws`), and server-sent events for requests that accept
 * `text/event-stream`. To be called before the route that answers everything else.
 */
export function streamRoutes(app: FastifyInstance, options: StreamRoutesOptions): void {
  const limits = { ...DEFAULT_STREAM_LIMITS, ...options.limits };
  const operations = new StreamOperations({ ...options, limits });
  const webSockets = new WebSocketConnections(operations, { ...options, limits });
  const eventStreams = new EventStreams(operations, { ...options, limits });
  const connections = new OpenConnections(limits.connectionsPerClient);
  const upgrades = new WeakMap<IncomingMessage, Upgrade>();
  let closing = false;

  // An upgrade takes the way of any request, so that it has an id, an address behind trusted proxies, and answers.
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (closing) {
      socket.destroy();
      return;
    }
    socket.on('error', () => undefined);
    upgrades.set(request, { socket, head });
    const response = new ServerResponse(request);
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    response.once('finish', () => socket.end());
    app.routing(request, response);
  });

  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== PATH) return;
    const upgrade = upgrades.get(request.raw);
    if (upgrade !== undefined) {
      acceptWebSocket(request, reply, upgrade);
      return reply;
    }
    if (!request.headers.accept?.includes('text/event-stream')) return;
    return sendEvents(request, reply);
  });

  app.addHook('preClose', async () => {
    closing = true;
    eventStreams.close();
    await webSockets.close();
  });

  const acceptWebSocket = (request: FastifyRequest, reply: FastifyReply, { socket, head }: Upgrade): void => {
    const origin = originOf(request);
    const leave = takePlace(connections, origin, limits);
    if (leave instanceof GraphQLError) {
      refuse(request, reply, operations, leave);
      return;
    }
    reply.hijack();
    reply.raw.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0]);
    webSockets.accept(request.raw, socket, head, origin, leave);
  };

  const sendEvents = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    let parameters: StreamParameters;
    try {
      parameters = parametersOf(request);
    } catch (error) {
      return refuse(request, reply, operations, asGraphqlError(error));
    }
    const isSubscription = operations.isSubscription(parameters);
    // Who can read JSON as well gets a single answer as such.
    if (!isSubscription && request.headers.accept?.includes('json')) return undefined;
    if (!isSubscription && request.method === 'GET') {
      return refuse(request, reply, operations, badRequest('Only subscriptions are streamed to a GET request.'));
    }
    const origin = originOf(request);
    const leave = takePlace(connections, origin, limits);
    if (leave instanceof GraphQLError) return refuse(request, reply, operations, leave);
    try {
      const { authorization } = request.headers;
      if (authorization !== undefined) await operations.authenticate(origin);
    } catch (error) {
      leave();
      return refuse(request, reply, operations, asGraphqlError(error));
    }
    reply.hijack();
    const { id, record, method } = request;
    // The hooks that end other requests do not see how this one ends.
    request.record = undefined;
    const started = await operations.start(origin, parameters, { id, record });
    const headers = { 'x-request-id': started.requestId, 'x-content-type-options': 'nosniff' };
    await eventStreams.send(reply.raw, started, headers).finally(() => {
      operations.finish(id, method);
      leave();
    });
    return reply;
  };
}

function originOf({ headers, ip: address }: FastifyRequest): StreamOrigin {
  return { authorization: headers.authorization, headers, address };
}

function parametersOf(request: FastifyRequest): StreamParameters {
  if (request.method !== 'GET') return readStreamParameters(request.body);
  const query = request.url.indexOf('?');
  return readStreamAddress(new URLSearchParams(query < 0 ? '' : request.url.slice(query)));
}

/** A place among the client's connections, or why it has none. Tokens are not looked at yet: the address counts. */
function takePlace(
  connections: OpenConnections,
  { address }: StreamOrigin,
  { connectionsPerClient }: StreamLimits,
): (() => void) | GraphQLError {
  const leave = connections.take(clientKey(PUBLIC_CALLER, address));
  return leave ?? subscriptionLimit('connections of one client', connectionsPerClient);
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  operations: StreamOperations,
  error: GraphQLError,
): FastifyReply {
  return reply.code(statusOf(error)).send(operations.format({ errors: [error] }, request.id));
}
