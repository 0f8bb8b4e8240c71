import { randomUUID } from 'node:crypto';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { Gateway, GatewayRequest } from '../../gateway/gateway.js';
import { BoundedQueue } from '../../kernel/events/bounded-queue.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { localDateOf } from '../../kernel/scalars/local-date.js';
import type { Observability } from '../../observability/observability.js';
import { observeRequest, type RequestRecord } from '../../observability/request-record.js';
import { formatError } from '../error-format.js';
import type { GraphqlRouteOptions } from '../graphql-route.js';
import { admitRequest, countStranger } from '../guards/admission.js';
import type { RequestLog } from '../request-log.js';
import { logLine, noteErrors } from '../request-observation.js';
import { asGraphqlError, badRequest, requestTimeout, slowConsumer } from './stream-errors.js';
import type { StreamLimits } from './stream-limits.js';
import type { StreamParameters } from './stream-parameters.js';

/** Where a request for an operation comes from. */
export interface StreamOrigin {
  readonly authorization: string | undefined;
  /** Of the HTTP request that the connection began with, by lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly address: string;
}

/** A request that is observed from its arrival on. */
export interface ArrivedRequest {
  readonly id: string;
  /** Undefined where nobody looks on. */
  readonly record: RequestRecord | undefined;
}

/** An operation that has been started, or has been refused by one answer. */
export interface StartedOperation {
  readonly requestId: string;
  /** The answers of a subscription, which ends when its consumer leaves; or the one answer to anything else. */
  readonly answers: BoundedQueue<ExecutionResult> | ExecutionResult;
}

/** What answers the operations: a gateway, or a single subgraph. */
export type StreamedGraph = Pick<Gateway, 'operationType' | 'execute' | 'subscribe'>;

export interface StreamOperationsOptions
  extends Pick<GraphqlRouteOptions, 'contextOf' | 'log' | 'shownErrors' | 'guards'> {
  readonly observability?: Observability;
  readonly requestLog?: RequestLog;
  readonly gateway: StreamedGraph;
  readonly limits: StreamLimits;
}

/**
 * Runs operations for transports that can stream: same authentication, guards and errors as `POST /graphql`. Every
 * operation is a request of its own, with its own id and context, however long its connection lives.
 */
export class StreamOperations {
  /** Of operations that are under way, by their request ids. */
  readonly #records = new Map<string, RequestRecord>();

  constructor(private readonly options: StreamOperationsOptions) {}

  /** Says who asks. Rejects with UNAUTHENTICATED for a token that is not valid. */
  async authenticate(origin: StreamOrigin): Promise<RequestContext> {
    return this.#contextOf(randomUUID(), origin, new AbortController().signal);
  }

  /** Whether a request is for a subscription; false also where nothing can be made of it. */
  isSubscription(parameters: StreamParameters): boolean {
    try {
      const source = this.#sourceOf(parameters);
      return this.options.gateway.operationType({ ...parameters, source }) === 'subscription';
    } catch {
      return false;
    }
  }

  /**
   * Starts an operation. Never rejects: what goes wrong is an answer.
   * @param arrived the HTTP request that it is; without it, it is a request of its own. Either ends with `finish`.
   */
  async start(
    origin: StreamOrigin,
    parameters: StreamParameters,
    arrived: ArrivedRequest = this.#arrive(origin),
  ): Promise<StartedOperation> {
    const { id: requestId, record } = arrived;
    if (record !== undefined) this.#records.set(requestId, record);
    const controller = new AbortController();
    try {
      const request = await this.#request(requestId, origin, parameters, controller.signal);
      if (!this.isSubscription(parameters)) {
        return { requestId, answers: await this.#execute(request, controller) };
      }
      const stream = await this.options.gateway.subscribe(request);
      return {
        requestId,
        answers: Symbol.asyncIterator in stream ? this.#queue(stream, origin, controller) : stream,
      };
    } catch (error) {
      return { requestId, answers: { errors: [asGraphqlError(error)] } };
    }
  }

  /** An answer as the client gets it: errors in the one shape, under the request's id. */
  format({ errors, ...answer }: ExecutionResult, requestId: string): FormattedExecutionResult {
    if (errors === undefined) return answer;
    const { log, shownErrors } = this.options;
    const formatted = errors.map((error) => {
      const json = error.toJSON();
      const { http: _http, ...extensions } = error.extensions;
      return formatError({ ...json, extensions: { ...extensions, requestId } }, error, log, shownErrors);
    });
    const record = this.#records.get(requestId);
    if (record !== undefined) noteErrors(formatted, record);
    return { errors: formatted, ...answer };
  }

  /**
   * Ends the request of an operation, once its last answer is on its way: it is counted, traced and logged.
   * @param method what it came by: the method of HTTP, or WEBSOCKET
   */
  finish(requestId: string, method: string): void {
    const record = this.#records.get(requestId);
    if (record === undefined) return;
    this.#records.delete(requestId);
    const { observability, requestLog } = this.options;
    observability?.depart(record, 200);
    requestLog?.write('info', () => logLine(record, { method, route: '/graphql', status: 200 }));
  }

  #arrive({ headers }: StreamOrigin): ArrivedRequest {
    const { observability, requestLog } = this.options;
    const id = randomUUID();
    const observed = observability !== undefined && (observability.active || requestLog?.active === true);
    return {
      id,
      record: observed ? observability.arrive({ id, method: 'WEBSOCKET', headers, traced: true }) : undefined,
    };
  }

  async #request(
    id: string,
    origin: StreamOrigin,
    parameters: StreamParameters,
    signal: AbortSignal,
  ): Promise<GatewayRequest> {
    const { guards = {} } = this.options;
    const context = await this.#contextOf(id, origin, signal);
    const record = this.#records.get(id);
    if (record !== undefined) observeRequest(context, record);
    const { caller } = context;
    const controls = await admitRequest(guards, { caller, address: origin.address, wantsCost: false, signal });
    const { operationName, variables } = parameters;
    return {
      source: this.#sourceOf(parameters),
      ...(operationName === undefined ? {} : { operationName }),
      ...(variables === undefined ? {} : { variables }),
      context,
      eventContext: () => ({ ...context, loaders: context.loaders.fresh(), today: localDateOf(new Date()) }),
      ...controls,
    };
  }

  async #contextOf(id: string, origin: StreamOrigin, signal: AbortSignal): Promise<RequestContext> {
    const { authorization, address } = origin;
    try {
      // What may be forwarded to subgraphs is the token that was verified, wherever it came from.
      const headers = { ...origin.headers, authorization };
      return await this.options.contextOf({ id, authorization, headers, signal });
    } catch (error) {
      await countStranger(this.options.guards ?? {}, address);
      throw error;
    }
  }

  /** @throws GraphQLError where there is no document, or one that may not run */
  #sourceOf(parameters: StreamParameters): string {
    const source = this.options.guards?.trustedDocuments?.resolve(parameters) ?? parameters.query;
    if (source === undefined || source === '') throw badRequest('The request has no "query".');
    return source;
  }

  async #execute(request: GatewayRequest, controller: AbortController): Promise<ExecutionResult> {
    const milliseconds = this.options.guards?.timeoutMilliseconds;
    if (milliseconds === undefined) return this.options.gateway.execute(request);
    const timer = setTimeout(() => controller.abort(requestTimeout(milliseconds)), milliseconds);
    try {
      return await this.options.gateway.execute(request);
    } finally {
      clearTimeout(timer);
    }
  }

  #queue(
    stream: AsyncGenerator<ExecutionResult, void, void>,
    origin: StreamOrigin,
    controller: AbortController,
  ): BoundedQueue<ExecutionResult> {
    const { queueLength, verifyMilliseconds } = this.options.limits;
    const closed = this.options.observability?.metrics?.openSubscription();
    let timer: NodeJS.Timeout | undefined;
    const queue = new BoundedQueue<ExecutionResult>(queueLength, () => {
      closed?.();
      clearInterval(timer);
      controller.abort();
    });
    if (origin.authorization !== undefined) {
      const verify = () => this.authenticate(origin).catch((error) => queue.end({ errors: [asGraphqlError(error)] }));
      timer = setInterval(() => void verify(), verifyMilliseconds).unref();
    }
    void fill(queue, stream, queueLength);
    return queue;
  }
}

/** Takes answers as they come, so that a client that does not read is noticed. */
async function fill(
  queue: BoundedQueue<ExecutionResult>,
  stream: AsyncGenerator<ExecutionResult, void, void>,
  queueLength: number,
): Promise<void> {
  try {
    for await (const answer of stream) {
      if (!queue.push(answer)) {
        queue.clear();
        queue.end({ errors: [slowConsumer(queueLength)] });
        return;
      }
    }
    queue.end();
  } catch (error) {
    queue.end({ errors: [asGraphqlError(error)] });
  }
}
