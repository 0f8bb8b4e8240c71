import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Gateway } from './gateway.js';

type GatewayRequest = Parameters<Gateway['execute']>[0];

/** Time for a request that has been validated by a replaced gateway's schema to reach its execution. */
const GRACE_MILLISECONDS = 5_000;

/**
 * A gateway that can be replaced while it answers: new requests go to the new one, those in flight finish where they have
 * begun, on their own supergraph.
 */
export class ReplaceableGateway implements Gateway {
  #current: GatewayInUse;
  readonly #bySchema = new WeakMap<GraphQLSchema, GatewayInUse>();
  readonly #listeners = new Set<(gateway: Gateway) => void>();

  constructor(gateway: Gateway) {
    this.#current = this.#take(gateway);
  }

  get apiSchema(): GraphQLSchema {
    return this.#current.gateway.apiSchema;
  }

  get supergraphSdl(): string {
    return this.#current.gateway.supergraphSdl;
  }

  execute(request: GatewayRequest): Promise<ExecutionResult> {
    return this.#current.execute(request);
  }

  subscribe(request: GatewayRequest): ReturnType<Gateway['subscribe']> {
    return this.#current.subscribe(request);
  }

  operationType(request: Parameters<Gateway['operationType']>[0]): ReturnType<Gateway['operationType']> {
    return this.#current.gateway.operationType(request);
  }

  plan(source: string, operationName?: string, variables?: Record<string, unknown>): unknown {
    return this.#current.gateway.plan(source, operationName, variables);
  }

  cachedDocuments(): number {
    return this.#current.gateway.cachedDocuments();
  }

  /** The gateway by whose API schema a document has been validated, though it may have been replaced since. */
  validatedBy(schema: GraphQLSchema): Pick<Gateway, 'execute' | 'subscribe'> {
    return this.#bySchema.get(schema) ?? this.#current;
  }

  /**
   * Puts another gateway in place.
   * @returns settles when the replaced gateway has answered its last request, so that what belonged to it can be released
   */
  replace(gateway: Gateway): Promise<void> {
    const replaced = this.#current;
    this.#current = this.#take(gateway);
    for (const listener of this.#listeners) listener(gateway);
    return replaced.retire();
  }

  /** Calls back at every replacement, with the gateway that is in place from now on. */
  onReplace(listener: (gateway: Gateway) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(gateway: Gateway): GatewayInUse {
    const inUse = new GatewayInUse(gateway);
    this.#bySchema.set(gateway.apiSchema, inUse);
    return inUse;
  }
}

/** A gateway, and how many requests it is answering. */
class GatewayInUse {
  #running = 0;
  #idle: (() => void) | undefined;

  constructor(readonly gateway: Gateway) {}

  async execute(request: GatewayRequest): Promise<ExecutionResult> {
    this.#running++;
    try {
      return await this.gateway.execute(request);
    } finally {
      this.#leave();
    }
  }

  async subscribe(request: GatewayRequest): ReturnType<Gateway['subscribe']> {
    this.#running++;
    const stream = await this.gateway.subscribe(request);
    if (!(Symbol.asyncIterator in stream)) {
      this.#leave();
      return stream;
    }
    return this.#untilItsEnd(stream);
  }

  /** Settles when no request is running, nor can still arrive. */
  async retire(): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, GRACE_MILLISECONDS).unref();
    });
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  #leave(): void {
    this.#running--;
    if (this.#running === 0) this.#idle?.();
  }

  /** A stream that counts as running until it ends or its consumer leaves it, be it before the first event. */
  #untilItsEnd(stream: AsyncGenerator<ExecutionResult, void, void>): AsyncGenerator<ExecutionResult, void, void> {
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      this.#leave();
    };
    const ending = async (step: Promise<IteratorResult<ExecutionResult, void>>) => {
      try {
        const result = await step;
        if (result.done) end();
        return result;
      } catch (error) {
        end();
        throw error;
      }
    };
    const watched: AsyncGenerator<ExecutionResult, void, void> = {
      next: () => ending(stream.next()),
      return: (value) => ending(stream.return(value)),
      throw: (error) => ending(stream.throw(error)),
      [Symbol.asyncIterator]: () => watched,
      [Symbol.asyncDispose]: async () => {
        await watched.return();
      },
    };
    return watched;
  }
}
