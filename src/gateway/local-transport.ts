import type { GraphQLSchema } from 'graphql';
import { compileLocalOperation, subscribeLocally } from './local-operation.js';
import { type CompilableSchema, compilableSchema } from './local-schema.js';
import { LruCache } from './lru-cache.js';
import type { PreparedOperation, SubgraphTransport } from './subgraph-transport.js';

export interface LocalTransportOptions {
  /** Compiled operations that are kept; 1,000 unless told. Different plans often send the same operation. */
  maximumOperations?: number;
  /**
   * Promise that no field without a resolver reads a method or a promise: documents of a database, rows, literals. Such
   * fields are then read directly, which is several times as fast. False unless told.
   */
  plainProperties?: boolean;
}

/**
 * The way to a subgraph in this process: its operations are compiled with graphql-jit, or interpreted by graphql-js where
 * they use what graphql-jit cannot compile. The request's context is handed to the resolvers as it is.
 */
export function localTransport(schema: GraphQLSchema, options: LocalTransportOptions = {}): SubgraphTransport {
  const operations = new LruCache<PreparedOperation>(options.maximumOperations ?? 1_000);
  let compilable: CompilableSchema | undefined;
  return {
    isExact: true,
    prepare(operation) {
      compilable ??= compilableSchema(schema, options.plainProperties ?? false);
      let prepared = operations.get(operation);
      if (!prepared) {
        prepared = compileLocalOperation(schema, compilable, operation);
        operations.set(operation, prepared);
      }
      return prepared;
    },
    prepareSubscription: (operation) => subscribeLocally(schema, operation),
  };
}
