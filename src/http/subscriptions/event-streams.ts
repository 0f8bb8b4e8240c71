import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { oversizedAnswer } from '../guards/answer-size.js';
import type { StartedOperation, StreamOperations, StreamOperationsOptions } from './stream-operations.js';

/** A comment: shows that the connection lives, means nothing. */
const PING = ':\n\n';

/**
 * Answers as server-sent events, by the distinct connections mode of GraphQL over SSE: `next` for each answer, `complete` at
 * the end, one operation a connection.
 */
export class EventStreams {
  readonly #open = new Map<ServerResponse, () => void>();
  /** Responses whose last ping is still unread. */
  readonly #stuck = new WeakSet<ServerResponse>();
  readonly #pings: NodeJS.Timeout;

  constructor(
    private readonly operations: StreamOperations,
    private readonly options: Pick<StreamOperationsOptions, 'limits' | 'guards'>,
  ) {
    this.#pings = setInterval(() => this.#ping(), options.limits.pingMilliseconds).unref();
  }

  /** Sends an operation's answers until it ends, its client leaves or the server closes. */
  async send(
    response: ServerResponse,
    { requestId, answers }: StartedOperation,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const stream: AsyncGenerator<ExecutionResult, undefined, undefined> | undefined =
      Symbol.asyncIterator in answers ? answers : undefined;
    const leave = () => void stream?.return(undefined);
    response.once('close', leave);
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that collect answers before they hand them on would hand on nothing.
      'x-accel-buffering': 'no',
    });
    if (response.destroyed) {
      leave();
      return;
    }
    let closing = false;
    this.#open.set(response, () => {
      closing = true;
      leave();
    });
    try {
      response.write(PING);
      for await (const answer of stream ?? [answers as ExecutionResult]) {
        await this.#write(response, answer, requestId);
      }
      // A client that was not told of the end connects again: as it shall where only this server ends.
      response.end(closing ? undefined : 'event: complete\ndata:\n\n');
    } finally {
      this.#open.delete(response);
    }
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#pings);
    for (const end of this.#open.values()) end();
  }

  async #write(response: ServerResponse, answer: ExecutionResult, requestId: string): Promise<void> {
    const text = JSON.stringify(this.operations.format(answer, requestId));
    const limited = oversizedAnswer(text, this.options.guards?.maximumAnswerBytes) ?? text;
    if (response.destroyed || response.write(`event: next\ndata: ${limited}\n\n`)) return;
    // The next answer waits in the bounded queue until the client has read this one.
    const controller = new AbortController();
    const { signal } = controller;
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(
      () => undefined,
    );
    controller.abort();
  }

  #ping(): void {
    for (const response of this.#open.keys()) {
      if (!response.writableNeedDrain) {
        this.#stuck.delete(response);
        response.write(PING);
      } else if (this.#stuck.has(response)) {
        response.destroy();
      } else {
        this.#stuck.add(response);
      }
    }
  }
}
