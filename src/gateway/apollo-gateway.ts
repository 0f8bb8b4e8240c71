import type {
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import type { Gateway } from './gateway.js';

/**
 * Puts a gateway behind Apollo Server (`new ApolloServer({ gateway: apolloGateway(gateway) })`). Apollo Server parses and
 * validates against the API schema, which has no resolvers for its plugins to wrap; the gateway plans and executes.
 */
export function apolloGateway(gateway: Gateway): GatewayInterface {
  const listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  return {
    onSchemaLoadOrUpdate(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    async load(): Promise<GatewayLoadResult> {
      for (const notify of listeners) {
        notify({ apiSchema: gateway.apiSchema, coreSupergraphSdl: gateway.supergraphSdl });
      }
      return {
        // `operationName` of the context is the name of what was found; one that was not found must be refused.
        executor: ({ source, document, request, context }) =>
          gateway.execute({
            source,
            document,
            context,
            ...(request.operationName ? { operationName: request.operationName } : {}),
            ...(request.variables ? { variables: request.variables } : {}),
          }),
      };
    },
    async stop() {
      listeners.clear();
    },
  };
}
