import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { buildApiSchema } from './api-schema.js';
import { Authorization, type AuthorizationOptions } from './authorization/operation-authorization.js';
import { checkScalars } from './checked-scalars.js';
import { applyContract } from './contract/apply-contract.js';
import type { Contract } from './contract/contract.js';
import { type Answer, type ExecutableOperation, finishAnswer, type OperationCompiler } from './executable-operation.js';
import type { ExecutionState } from './execution-state.js';
import { gatewayError } from './gateway-errors.js';
import { readCostDirectives } from './guards/cost-directives.js';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from './guards/document-limits.js';
import { CostModel, type CostOptions, type OperationCost } from './guards/operation-cost.js';
import { observedTransport } from './observed-transport.js';
import type { GatewayObserver, ObservedOperation } from './observer.js';
import { OperationCache, type PreparedRequest } from './operation-cache.js';
import { DocumentError, type DocumentRules } from './operation-document.js';
import { type DrawPercentage, ProgressiveOverrides } from './progressive-override.js';
import { loadQueryPlanner } from './query-planner.js';
import type { SubgraphTransport } from './subgraph-transport.js';
import { subscribeToOperation } from './subscription.js';
import { mapStream } from './subscription-stream.js';
import { fieldNamesOf, fieldsRequiredWithArguments, subgraphNames } from './supergraph.js';
import { TypeConditions } from './type-conditions.js';

export interface GatewayOptions {
  supergraphSdl: string;
  /** By the names that the supergraph gives its subgraphs. */
  transports: Readonly<Record<string, SubgraphTransport>>;
  /** Documents whose plans are kept; 1,000 unless told. */
  planCacheSize?: number;
  /**
   * Custom scalars by name, whose rules literals and variables must meet before a plan is made. A scalar that is not
   * named lets everything through, for the subgraphs to judge.
   */
  scalars?: Readonly<Record<string, GraphQLScalarType>>;
  /**
   * Who may see what the supergraph protects by `@authenticated`, `@requiresScopes` and `@policy`. Without it, nobody:
   * what is protected is refused.
   */
  authorization?: AuthorizationOptions;
  /** The part of the supergraph that clients see, chosen by `@tag`; all of it unless told. */
  contract?: Contract;
  /**
   * The percentage that a request draws, from 0 up to 100, for fields that move to another subgraph by
   * `@override(label: "percent(n)")`: those below n get the new one. By chance unless told.
   */
  overridePercentage?: DrawPercentage;
  /** How large a document may be, whether it may look into the schema, and how its cost is counted. */
  guards?: GatewayGuards;
  /** Sees every error before it leaves; what it returns leaves instead. */
  maskError?: (error: GraphQLError) => GraphQLError;
  /** Looks on. Without one, looking on costs nothing. */
  observer?: GatewayObserver;
}

export interface GatewayGuards {
  /** Those of DEFAULT_DOCUMENT_LIMITS unless told. */
  limits?: Partial<DocumentLimits>;
  /** False: introspection is refused, and errors suggest no names. True unless told. */
  introspection?: boolean;
  cost?: CostOptions;
}

export interface GatewayRequest {
  source: string;
  /** The source, parsed by the caller with no more than the tokens that the limits allow; saves doing it again. */
  document?: DocumentNode;
  operationName?: string;
  variables?: Record<string, unknown>;
  /** Handed to every transport as it is. */
  context: unknown;
  /** Of subscriptions: makes the context of one event; the request's own, for all of them, unless told. */
  eventContext?: () => unknown;
  /** Ends the request: no further fetch starts, and the answer is one REQUEST_CANCELLED error. */
  signal?: AbortSignal;
  /**
   * Asked with the operation's cost before it is planned; what it throws is the answer. Without it, and without
   * `reportCost`, no cost is computed.
   */
  admit?: (cost: OperationCost) => Promise<void> | void;
  /** Puts the cost into the answer's `extensions.cost`. */
  reportCost?: boolean;
}

export interface Gateway {
  /** What clients see: no hidden elements, no federation. It has no resolvers. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Answers a query or mutation. Never rejects: whatever goes wrong is in the answer's errors. */
  execute(request: GatewayRequest): Promise<ExecutionResult>;
  /** Starts a subscription: a stream of answers, or one answer that says why there is none. Never rejects. */
  subscribe(request: GatewayRequest): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult>;
  /**
   * Which kind of operation a request is.
   * @throws GraphQLError or DocumentError where `execute` would answer with errors
   */
  operationType(request: Pick<GatewayRequest, 'source' | 'operationName' | 'variables'>): OperationTypeNode;
  /**
   * The query plan of an operation, as the planner wrote it for a caller who may see everything; undefined where no subgraph is needed.
   * @param variables decide `@skip` and `@include`, as they do on execution
   * @throws GraphQLError or DocumentError where `execute` would answer with errors
   */
  plan(source: string, operationName?: string, variables?: Record<string, unknown>): unknown;
  /** How many documents are kept, parsed, validated and planned. */
  cachedDocuments(): number;
}

/**
 * Creates a gateway over a supergraph.
 *
 * @throws UnsupportedPlatformError where the native planner cannot run
 * @throws ContractError where a contract leaves no valid schema
 * @throws Error where the supergraph is not one, or a subgraph of it has no transport
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { supergraphSdl, observer, maskError = (error) => error } = options;
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const transports = new Map(
    Object.entries(options.transports).map(([name, transport]) => [name, observedTransport(name, transport, observer)]),
  );
  const missing = subgraphNames(supergraph).filter((name) => !transports.has(name));
  if (missing.length > 0) throw new Error(`No transport leads to subgraph ${missing.join(', ')}`);

  const apiSchema = buildApiSchema(options.contract ? applyContract(supergraph, options.contract) : supergraph);
  checkScalars(apiSchema, options.scalars ?? {});
  const compiler: OperationCompiler = {
    apiSchema,
    types: new TypeConditions(supergraph),
    keyRules: {
      fieldNames: fieldNamesOf(supergraph),
      requiredWithArguments: fieldsRequiredWithArguments(supergraph),
    },
    planner: loadQueryPlanner(supergraphSdl),
    authorization: Authorization.of(supergraph, apiSchema, options.authorization),
    transports,
    overrides: ProgressiveOverrides.of(supergraph, options.overridePercentage),
    observer,
  };
  const { limits, introspection = true, cost } = options.guards ?? {};
  const documentRules: DocumentRules = { limits: { ...DEFAULT_DOCUMENT_LIMITS, ...limits }, introspection };
  const costModel = new CostModel(apiSchema, readCostDirectives(supergraph), cost);
  const cache = new OperationCache(compiler, costModel, documentRules, options.planCacheSize ?? 1_000);

  const answer = (result: Answer): ExecutionResult => {
    const finished: ExecutionResult = {};
    if (result.errors.length > 0) finished.errors = result.errors.map(maskError);
    if (result.data !== undefined) finished.data = result.data;
    return finished;
  };
  const failure = (error: unknown) => answer({ errors: errorsOf(error) });

  return {
    apiSchema,
    supergraphSdl,

    async execute(request) {
      try {
        const prepared = cache.prepare(request);
        observer?.onOperation?.(observedOperation(prepared), request.context);
        if (prepared.operation.operation === 'subscription') {
          throw gatewayError('BAD_USER_INPUT', 'A subscription needs a transport that can stream.');
        }
        const cost = request.admit || request.reportCost ? prepared.cost() : undefined;
        if (cost) observer?.onCost?.(cost);
        const admission = cost && request.admit?.(cost);
        if (admission) await admission;
        const compiled = prepared.compile();
        const executable = compiled instanceof Promise ? await compiled : compiled;
        const result = run(executable, prepared, request);
        const finished = answer(result instanceof Promise ? await result : result);
        if (cost && request.reportCost) finished.extensions = { ...finished.extensions, cost };
        return finished;
      } catch (error) {
        return failure(error);
      }
    },

    async subscribe(request) {
      try {
        const prepared = cache.prepare(request);
        observer?.onOperation?.(observedOperation(prepared), request.context);
        if (prepared.operation.operation !== 'subscription') {
          throw gatewayError('BAD_USER_INPUT', 'Only a subscription can be subscribed to.');
        }
        if (request.admit) await request.admit(prepared.cost());
        const executable = await prepared.compile();
        const stream = await subscribeToOperation(executable, prepared.variables, request);
        return Symbol.asyncIterator in stream ? mapStream(stream, answer) : answer(stream);
      } catch (error) {
        return failure(error);
      }
    },

    operationType: (request) => cache.prepare(request).operation.operation,

    plan: (source, operationName, variables = {}) =>
      cache.plan({ source, variables, ...(operationName === undefined ? {} : { operationName }) }),

    cachedDocuments: () => cache.size,
  };
}

function observedOperation({ operation }: PreparedRequest): ObservedOperation {
  return { type: operation.operation, name: operation.name?.value };
}

function run(
  executable: ExecutableOperation,
  prepared: PreparedRequest,
  request: GatewayRequest,
): Answer | Promise<Answer> {
  const { signal } = request;
  const state: ExecutionState = {
    data: {},
    errors: [],
    variables: prepared.variables,
    context: request.context,
    signal,
  };
  if (signal?.aborted) throw cancelled(signal);
  const pending = executable.run?.(state);
  if (!pending) return finishAnswer(executable, state);
  return (signal ? untilAborted(pending, signal) : pending).then(() => finishAnswer(executable, state));
}

/** Waits for a promise, but no longer than until the request is cancelled. */
async function untilAborted(pending: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled(signal);
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([pending, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw cancelled(signal);
}

function cancelled(signal: AbortSignal): GraphQLError {
  const reason: unknown = signal.reason;
  // Who cancels may say why in the client's terms, as a time-out does.
  if (reason instanceof GraphQLError) return reason;
  return gatewayError('REQUEST_CANCELLED', 'The request was cancelled', {
    originalError: reason instanceof Error ? reason : null,
  });
}

function errorsOf(error: unknown): readonly GraphQLError[] {
  if (error instanceof DocumentError) return error.errors;
  if (error instanceof GraphQLError) return [error];
  return [
    gatewayError('INTERNAL', 'Internal error', {
      originalError: error instanceof Error ? error : new Error(String(error)),
    }),
  ];
}
