import type { Dispatcher, Pool } from 'undici';
import { type GraphqlPost, type PostAnswer, PostFailure, type PostFailureReason } from './graphql-post.js';

export interface UndiciPostOptions {
  /** Path and query of the subgraph's URL. */
  readonly path: string;
  /** For the message of a request that took too long. */
  readonly timeoutMilliseconds: number;
  readonly maximumAnswerBytes: number;
}

/**
 * Sends over a pool of kept-alive connections, until the deadline and up to a size. It handles undici's events itself:
 * streams and abort signals made for every request would cost more than the request.
 */
export function undiciPost(pool: Pool, options: UndiciPostOptions): GraphqlPost {
  return ({ body, headers, traceHeaders, deadline, signal }) =>
    new Promise<PostAnswer>((resolve, reject) => {
      const exchange = new Exchange(options, { deadline, signal, resolve, reject });
      if (exchange.ended) return;
      pool.dispatch(
        {
          path: options.path,
          method: 'POST',
          headers: {
            ...headers,
            ...traceHeaders,
            'content-type': 'application/json',
            accept: 'application/graphql-response+json, application/json;q=0.9',
          },
          body,
          // The deadline covers headers and body together.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        exchange,
      );
    });
}

interface ExchangeRequest {
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  resolve(answer: PostAnswer): void;
  reject(failure: PostFailure): void;
}

/** One request on its way: collects the answer and settles once. */
class Exchange implements Dispatcher.DispatchHandler {
  ended = false;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: PostAnswer['headers'] = {};
  readonly #chunks: Buffer[] = [];
  #length = 0;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #options: UndiciPostOptions;
  readonly #request: ExchangeRequest;

  constructor(options: UndiciPostOptions, request: ExchangeRequest) {
    this.#options = options;
    this.#request = request;
    if (request.signal?.aborted) {
      this.#cancel();
      return;
    }
    const remaining = request.deadline - performance.now();
    if (remaining <= 0) {
      this.#timeOut();
      return;
    }
    this.#timer = setTimeout(this.#timeOut, remaining);
    request.signal?.addEventListener('abort', this.#cancel);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A request that was given up while it waited for a connection is not sent.
    if (this.ended) controller.abort(new Error('given up'));
    this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.ended) return;
    this.#length += chunk.length;
    if (this.#length > this.#options.maximumAnswerBytes) {
      this.#fail('too-long', `its answer is longer than ${this.#options.maximumAnswerBytes} bytes`);
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#end()) return;
    const [first, second] = this.#chunks;
    const whole = first !== undefined && second === undefined ? first : Buffer.concat(this.#chunks, this.#length);
    this.#request.resolve({ status: this.#status, headers: this.#headers, text: whole.toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const message = this.#status === 0 ? 'it cannot be reached' : 'its answer broke off';
    this.#fail('unreachable', message, error);
  }

  readonly #timeOut = (): void => {
    this.#fail('timeout', `no answer within ${this.#options.timeoutMilliseconds} ms`);
  };

  readonly #cancel = (): void => {
    this.#fail('cancelled', 'the request was cancelled', this.#request.signal?.reason);
  };

  #fail(reason: PostFailureReason, message: string, cause?: unknown): void {
    if (!this.#end()) return;
    this.#request.reject(new PostFailure(reason, message, { cause }));
    this.#controller?.abort(new Error(message));
  }

  /** False where the exchange has ended already. */
  #end(): boolean {
    if (this.ended) return false;
    this.ended = true;
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener('abort', this.#cancel);
    return true;
  }
}
