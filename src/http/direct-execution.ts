import { type ApolloServerPlugin, HeaderMap, type HTTPGraphQLHead } from '@apollo/server';
import type { GatewayExecutor, GatewayInterface, GatewaySchemaHash } from '@apollo/server-gateway-interface';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../kernel/request-context.js';
import { type KnownOperation, KnownOperations } from './known-operations.js';

/** Apollo Server has given up the hash that the type asks for. */
const NO_HASH = '' as GatewaySchemaHash;

/** A gateway for Apollo Server, the plugin that runs operations on it, and the way past it for what is known. */
export interface DirectExecution {
  readonly gateway: GatewayInterface;
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** Operations that Apollo Server has let through before. */
  readonly known: KnownOperations;
  /** Runs a known operation; the answer is the one that Apollo Server would give. */
  run(operation: KnownOperation, context: RequestContext): Promise<OperationAnswer>;
}

/** What becomes of an operation: status and headers where they differ from the usual ones, and the answer as JSON will have it. */
export interface OperationAnswer {
  readonly http: HTTPGraphQLHead;
  readonly result: {
    readonly errors?: readonly GraphQLFormattedError[];
    readonly data?: Record<string, unknown> | null;
    readonly extensions?: Record<string, unknown>;
  };
}

/**
 * Lets Apollo Server run operations on a gateway past its own call of it. That call makes an object with accessors for
 * every request; V8 allocates accessor pairs in the old space, and this one holds the whole answer, so that every
 * answer survives until the next full collection: a third of the CPU time of a typical request.
 */
export function directExecution(
  gateway: GatewayInterface,
  format: (error: GraphQLError) => GraphQLFormattedError,
): DirectExecution {
  let executor: GatewayExecutor | null = null;
  const known = new KnownOperations();

  const execute = async (request: Parameters<GatewayExecutor>[0]): Promise<OperationAnswer> => {
    if (executor === null) {
      throw new Error('No operation can run before the gateway is loaded');
    }
    const { data, errors, extensions } = await executor(request);
    if (errors === undefined && extensions === undefined && data !== undefined) {
      return { http: plainHead(), result: { data } };
    }
    for (const error of errors ?? []) {
      error.extensions.requestId = (request.context as RequestContext).requestId;
    }
    return {
      http: httpOf(data === undefined, errors ?? []),
      result: {
        ...(errors === undefined ? {} : { errors: errors.map((error) => format(withoutHttp(error))) }),
        ...(data === undefined ? {} : { data }),
        ...(extensions === undefined ? {} : { extensions }),
      },
    };
  };

  return {
    gateway: {
      onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
      async load(options) {
        const loaded = await gateway.load(options);
        executor = loaded.executor;
        return loaded;
      },
      stop: () => gateway.stop(),
    },
    plugin: {
      requestDidStart: async () => ({
        responseForOperation: async (context) => {
          if (executor === null) {
            return null;
          }
          known.remember(context.source, context.document);
          const { query, operationName, variables } = context.request;
          const { http, result } = await execute({
            request: {
              ...(query === undefined ? {} : { query }),
              ...(operationName === undefined ? {} : { operationName }),
              ...(variables === undefined ? {} : { variables }),
            },
            schema: context.schema,
            schemaHash: NO_HASH,
            context: context.contextValue,
            cache: context.cache,
            logger: context.logger,
            document: context.document,
            source: context.source,
            queryHash: context.queryHash ?? '',
            operationName: context.operationName,
            operation: context.operation,
            metrics: context.metrics,
            overallCachePolicy: context.overallCachePolicy,
            requestIsBatched: context.requestIsBatched,
          });
          return { http, body: { kind: 'single', singleResult: result } };
        },
      }),
    },
    known,
    run: ({ source, document, operation, operationName, variables }, context) =>
      // Our executors read no more than this (`apollo-gateway.ts`, `standalone-subgraph.ts`).
      execute({
        source,
        document,
        operation,
        operationName: operation.name?.value ?? null,
        context,
        request: {
          ...(operationName === undefined ? {} : { operationName }),
          ...(variables === undefined ? {} : { variables }),
        },
      } as unknown as Parameters<GatewayExecutor>[0]),
  };
}

function plainHead(): HTTPGraphQLHead {
  return { headers: new HeaderMap() };
}

/** An answer without data is one to a request that was wrong (GraphQL over HTTP), unless an error says otherwise. */
function httpOf(refused: boolean, errors: readonly GraphQLError[]): HTTPGraphQLHead {
  const head: HTTPGraphQLHead = { headers: new HeaderMap(), ...(refused ? { status: 400 } : {}) };
  for (const { extensions } of errors) {
    const http = extensions.http as unknown as Partial<HTTPGraphQLHead> | undefined;
    if (http?.status !== undefined) {
      head.status = http.status;
    }
    for (const [name, value] of http?.headers ?? []) {
      head.headers.set(name, value);
    }
  }
  return head;
}

/** `extensions.http` is for the server, not for the caller. */
function withoutHttp(error: GraphQLError): GraphQLError {
  delete error.extensions.http;
  return error;
}
