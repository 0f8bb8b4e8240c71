import { OperationTypeNode } from 'graphql';
import type { Caller } from '../kernel/caller.js';
import type { SentAnswer } from './graphql-answer.js';
import type { KnownOperation } from './known-operations.js';

/** Headers that say how a request travels, not what it asks for nor who asks. */
const HEADERS_OF_THE_WAY: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'keep-alive',
  'traceparent',
  'tracestate',
  'x-request-id',
]);

/** One request, as far as its like is looked for. */
export interface JoinableRequest {
  readonly operation: KnownOperation;
  readonly caller: Caller;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Joins requests that are equal and under way at the same time: one is executed, all get its answer.
 *
 * Equal are queries with the same text, operation name, variables and headers: whatever a header may do to an answer here
 * or in a subgraph, it does to all of them. Never joined are mutations, and requests of callers whose token we have
 * verified: what these read is counted and audited request by request.
 *
 * Who joins may get an answer that was read a moment before the request came, which is why nobody joins unless told to.
 */
export class JoinedRequests {
  readonly #underWay = new Map<string, Promise<SentAnswer | undefined>>();

  /** Undefined where a request may not be joined. */
  keyOf({ operation, caller, headers }: JoinableRequest): string | undefined {
    if (operation.operation.operation !== OperationTypeNode.QUERY || caller.authenticated) {
      return undefined;
    }
    const telling: unknown[] = [];
    for (const name in headers) {
      if (!HEADERS_OF_THE_WAY.has(name)) telling.push(name, headers[name]);
    }
    return JSON.stringify([operation.source, operation.operationName, operation.variables, telling]);
  }

  /**
   * The answer that an equal request under way will have, or undefined where it comes to nothing that may be shared.
   * Undefined at once where none is under way.
   */
  underWay(key: string): Promise<SentAnswer | undefined> | undefined {
    return this.#underWay.get(key);
  }

  /**
   * Opens a request to be joined. The function that it gives back must be called once, when the request has ended: with
   * the answer, or with undefined where there is none to share, so that whoever has joined goes on alone.
   */
  open(key: string): (answer: SentAnswer | undefined) => void {
    let settle: (answer: SentAnswer | undefined) => void = () => undefined;
    this.#underWay.set(key, new Promise((resolve) => (settle = resolve)));
    return (answer) => {
      this.#underWay.delete(key);
      settle(answer);
    };
  }
}
