import { type ExecutionResult, GraphQLError } from 'graphql';
import { type RawData, WebSocket } from 'ws';
import { subgraphInvalidAnswer, subgraphUnavailable } from '../gateway-errors.js';
import { isResponseObject, type ResponseObject } from '../response-object.js';
import type { PreparedSubscription } from '../subgraph-transport.js';
import type { RemoteSubscriptions, SubscriptionEndpoint } from './subscription-endpoint.js';

const PROTOCOL = 'graphql-transport-ws';
/** Every connection carries one operation. */
const ID = '1';
/** Events that wait while the one before is answered; with more, the socket is not read until they are fewer. */
const HIGH_WATER = 16;

/**
 * Subscribes over WebSocket (`graphql-transport-ws`), with a connection for each subscription: its `connection_init` carries
 * the caller's headers. A subgraph that sends faster than its events are taken is held up by its connection.
 */
export function webSocketSubscriptions(endpoint: SubscriptionEndpoint): RemoteSubscriptions {
  const open = new Set<UpstreamSubscription>();
  const prepare = (operation: string): PreparedSubscription => {
    return async (variables, context, signal) => {
      const subscription = new UpstreamSubscription(endpoint, { query: operation, variables }, context);
      open.add(subscription);
      subscription.ended.then(() => open.delete(subscription));
      const leave = () => void subscription.return();
      signal?.addEventListener('abort', leave, { once: true });
      subscription.ended.then(() => signal?.removeEventListener('abort', leave));
      if (signal?.aborted) leave();
      try {
        await subscription.acknowledged;
        return subscription;
      } catch (error) {
        return {
          errors: [error instanceof GraphQLError ? error : subgraphUnavailable(endpoint.name, 'it failed', error)],
        };
      }
    };
  };
  return {
    prepare,
    close: async () => {
      for (const subscription of open) await subscription.return();
    },
  };
}

type Result = IteratorResult<ExecutionResult, undefined>;

/** One operation in a connection of its own; its answers, one after another. */
class UpstreamSubscription implements AsyncIterableIterator<ExecutionResult, undefined> {
  /** Settles when the subgraph has taken the connection; rejects with SUBGRAPH_UNAVAILABLE where it does not. */
  readonly acknowledged: Promise<void>;
  /** Settles when nothing more will come. */
  readonly ended: Promise<void>;
  readonly #socket: WebSocket;
  readonly #answers: ExecutionResult[] = [];
  #waiting: (() => void) | undefined;
  #failure: GraphQLError | undefined;
  #isEnded = false;
  #acknowledge: () => void = () => undefined;
  #refuse: (error: GraphQLError) => void = () => undefined;
  #end: () => void = () => undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly endpoint: SubscriptionEndpoint,
    private readonly payload: { readonly query: string; readonly variables: Record<string, unknown> },
    context: unknown,
  ) {
    const { url, timeoutMilliseconds, maximumAnswerBytes } = endpoint;
    this.acknowledged = new Promise((resolve, reject) => {
      this.#acknowledge = resolve;
      this.#refuse = reject;
    });
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.acknowledged.catch(() => undefined);
    const headers = endpoint.headers(context);
    this.#socket = new WebSocket(url, PROTOCOL, { headers, maxPayload: maximumAnswerBytes, perMessageDeflate: false });
    this.#timer = setTimeout(() => this.#fail(`no answer within ${timeoutMilliseconds} ms`), timeoutMilliseconds);
    this.#socket.on('open', () => this.#send({ type: 'connection_init', payload: headers }));
    this.#socket.on('message', (data) => this.#receive(data));
    this.#socket.on('error', (error) => this.#fail('its connection failed', error));
    this.#socket.on('close', (code, reason) => this.#fail(`it closed the connection (${code} ${reason})`));
  }

  async next(): Promise<Result> {
    const answer = this.#answers.shift();
    if (answer) {
      if (this.#answers.length < HIGH_WATER && this.#socket.isPaused) this.#socket.resume();
      return { done: false, value: answer };
    }
    if (this.#failure) {
      const failure = this.#failure;
      this.#failure = undefined;
      throw failure;
    }
    if (this.#isEnded) return { done: true, value: undefined };
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
    });
    return this.next();
  }

  async return(): Promise<Result> {
    this.#answers.length = 0;
    if (!this.#isEnded) {
      this.#send({ id: ID, type: 'complete' });
      this.#refuse(subgraphUnavailable(this.endpoint.name, 'the request was cancelled'));
      this.#close();
    }
    this.#failure = undefined;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #receive(data: RawData): void {
    if (this.#isEnded) return;
    const message = readMessage(data);
    switch (message?.type) {
      case 'connection_ack':
        clearTimeout(this.#timer);
        this.#send({ id: ID, type: 'subscribe', payload: this.payload });
        this.#acknowledge();
        return;
      case 'ping':
        this.#send({ type: 'pong' });
        return;
      case 'pong':
        return;
      case 'next':
        this.#push(isResponseObject(message.payload) ? message.payload : this.#invalid());
        return;
      case 'error':
        this.#push(Array.isArray(message.payload) ? { errors: message.payload } : this.#invalid());
        this.#close();
        return;
      case 'complete':
        this.#close();
        return;
      default:
        this.#fail('it sent a message that is not of the protocol');
    }
  }

  #invalid(): ExecutionResult {
    return { errors: [subgraphInvalidAnswer(this.endpoint.name, 'an event is no GraphQL answer')] };
  }

  #push(answer: ExecutionResult): void {
    this.#answers.push(answer);
    if (this.#answers.length >= HIGH_WATER) this.#socket.pause();
    this.#wake();
  }

  #fail(reason: string, cause?: unknown): void {
    if (this.#isEnded) return;
    this.#failure = subgraphUnavailable(this.endpoint.name, reason, cause);
    this.#refuse(this.#failure);
    this.#close();
  }

  #close(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    // A paused socket would never see the other side close.
    if (this.#socket.isPaused) this.#socket.resume();
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#socket.terminate();
    else this.#socket.close(1000);
    this.#end();
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }

  #send(message: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

function readMessage(data: RawData): ResponseObject | undefined {
  try {
    const message: unknown = JSON.parse(String(data));
    return isResponseObject(message) ? message : undefined;
  } catch {
    return undefined;
  }
}
