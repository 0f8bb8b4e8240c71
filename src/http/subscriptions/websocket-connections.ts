import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionResult, GraphQLError, GraphQLSchema, parse } from 'graphql';
import { type Context, handleProtocols, makeServer, type Server } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { oversizedAnswer } from '../guards/answer-size.js';
import { asGraphqlError, subscriptionLimit } from './stream-errors.js';
import type { StreamOperations, StreamOperationsOptions, StreamOrigin } from './stream-operations.js';
import { readStreamParameters, type StreamParameters } from './stream-parameters.js';

/** What belongs to one connection. */
interface Connection {
  readonly socket: WebSocket;
  readonly request: StreamOrigin;
  /** Ids of requests by the ids that the client has given its operations. */
  readonly requestIds: Map<string, string>;
}

type ConnectionContext = Context<Record<string, unknown>, Connection>;

/** Bytes that wait for a client that sends but does not read; beyond, it is cut off. */
const MAXIMUM_BUFFERED_BYTES = 8 * 1024 * 1024;
const CLOSE_MILLISECONDS = 1_000;
/** A close reason is at most 123 bytes (RFC 6455, section 5.5). */
const REASON_CHARACTERS = 120;
/** Close codes of the protocol and of RFC 6455. */
const FORBIDDEN = 4403;
const INTERNAL_ERROR = 4500;
const GOING_AWAY = 1001;

/**
 * graphql-ws looks into the document for the kind of the operation, though it takes either kind of result for any: the
 * gateway knows the document already, and it is not parsed again for this.
 */
const ANY_DOCUMENT = parse('subscription { any }', { noLocation: true });
const NO_SCHEMA = new GraphQLSchema({});

/**
 * Operations over WebSocket by the `graphql-transport-ws` protocol: any number of them in one connection. The token comes in
 * `connection_init` (`{ "authorization": "Bearer ..." }`) or in the headers of the upgrade.
 */
export class WebSocketConnections {
  readonly #sockets: WebSocketServer;
  readonly #protocol: Server<Connection>;
  /** Sockets that have not answered the last ping. */
  readonly #silent = new WeakSet<WebSocket>();
  readonly #pings: NodeJS.Timeout;

  constructor(
    private readonly operations: StreamOperations,
    private readonly options: Pick<StreamOperationsOptions, 'limits' | 'log' | 'guards'>,
  ) {
    const { limits } = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: limits.messageBytes,
      handleProtocols,
      perMessageDeflate: false,
    });
    this.#protocol = makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: limits.initMilliseconds,
      onConnect: (context) => this.#connect(context),
      onSubscribe: (context, id, payload) => this.#subscribe(context, id, payload),
      // The work is done in onSubscribe.
      subscribe: ({ rootValue }) => rootValue as ExecutionResult,
      onNext: ({ extra }, id, _payload, _operation, result) =>
        operations.format(result as ExecutionResult, extra.requestIds.get(id) ?? ''),
      onError: ({ extra }, id, _payload, errors) => {
        const asErrors = errors.map((error) => (error instanceof GraphQLError ? error : asGraphqlError(error)));
        const formatted = operations.format({ errors: asErrors }, extra.requestIds.get(id) ?? '').errors ?? [];
        this.#finish(extra, id);
        return formatted;
      },
      onComplete: ({ extra }, id) => this.#finish(extra, id),
    });
    this.#pings = setInterval(() => this.#ping(), limits.pingMilliseconds).unref();
  }

  /**
   * Answers an upgrade.
   * @param onClose called once, when the connection has ended
   */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, origin: StreamOrigin, onClose: () => void): void {
    socket.once('close', onClose);
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, origin));
  }

  /** Ends all connections: a second for each to say good-bye. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    const { clients } = this.#sockets;
    const closed = [...clients].map(
      (socket) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(() => socket.terminate(), CLOSE_MILLISECONDS);
          socket.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
          socket.close(GOING_AWAY, 'Going away');
        }),
    );
    await Promise.all(closed);
    this.#sockets.close();
  }

  #open(socket: WebSocket, request: StreamOrigin): void {
    const connection: Connection = { socket, request, requestIds: new Map() };
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, this.#limited(text)),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data, isBinary) => void this.#receive(socket, data, isBinary, handle));
        },
      },
      connection,
    );
    socket.on('pong', () => this.#silent.delete(socket));
    // What is wrong with a message, such as its size, closes the socket by itself.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      void closed(code, String(reason));
      for (const id of connection.requestIds.keys()) this.#finish(connection, id);
    });
  }

  #finish({ requestIds }: Connection, id: string): void {
    const requestId = requestIds.get(id);
    requestIds.delete(id);
    if (requestId !== undefined) this.operations.finish(requestId, 'WEBSOCKET');
  }

  async #receive(
    socket: WebSocket,
    data: RawData,
    isBinary: boolean,
    handle: (text: string) => Promise<void>,
  ): Promise<void> {
    if (socket.bufferedAmount > MAXIMUM_BUFFERED_BYTES) {
      socket.terminate();
      return;
    }
    try {
      // The protocol is text; what is not cannot be read as JSON, and is refused as such.
      await handle(isBinary ? '' : String(data));
    } catch (error) {
      if (socket.readyState !== socket.OPEN) return;
      this.options.log('unexpected error', error);
      socket.close(INTERNAL_ERROR, 'Internal error');
    }
  }

  async #connect({ connectionParams, extra }: ConnectionContext): Promise<boolean> {
    try {
      await this.operations.authenticate(originOf(extra, connectionParams));
      return true;
    } catch (error) {
      const { message, extensions } = asGraphqlError(error);
      const isKnown = extensions.code !== undefined;
      if (!isKnown) this.options.log('unexpected error', error);
      extra.socket.close(FORBIDDEN, (isKnown ? `Forbidden: ${message}` : 'Forbidden').slice(0, REASON_CHARACTERS));
      return false;
    }
  }

  async #subscribe({ connectionParams, extra, subscriptions }: ConnectionContext, id: string, payload: unknown) {
    const { subscriptionsPerConnection } = this.options.limits;
    if (Object.keys(subscriptions).length > subscriptionsPerConnection) {
      return [subscriptionLimit('operations in one connection', subscriptionsPerConnection)];
    }
    let parameters: StreamParameters;
    try {
      parameters = readStreamParameters(payload);
    } catch (error) {
      return [asGraphqlError(error)];
    }
    const { requestId, answers } = await this.operations.start(originOf(extra, connectionParams), parameters);
    extra.requestIds.set(id, requestId);
    // An operation that was refused before anything ran has no data, not even null.
    if (!(Symbol.asyncIterator in answers) && answers.data === undefined && answers.errors) return answers.errors;
    return { schema: NO_SCHEMA, document: ANY_DOCUMENT, rootValue: answers };
  }

  #limited(text: string): string {
    const oversized = oversizedAnswer(text, this.options.guards?.maximumAnswerBytes);
    if (oversized === undefined) return text;
    const { id, type } = JSON.parse(text) as { id?: unknown; type?: unknown };
    return `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"payload":${oversized}}`;
  }

  #ping(): void {
    for (const socket of this.#sockets.clients) {
      if (this.#silent.has(socket)) {
        socket.terminate();
      } else {
        this.#silent.add(socket);
        socket.ping();
      }
    }
  }
}

function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    // A socket that is gone is told by its close event.
    if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
    else resolve();
  });
}

function originOf({ request }: Connection, parameters: Readonly<Record<string, unknown>> | undefined): StreamOrigin {
  const given = parameters?.authorization ?? parameters?.Authorization;
  return typeof given === 'string' ? { ...request, authorization: given } : request;
}
