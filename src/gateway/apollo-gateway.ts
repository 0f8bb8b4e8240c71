import type {
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { controlsOf } from './execution-controls.js';
import type { Gateway } from './gateway.js';
import { ReplaceableGateway } from './replaceable-gateway.js';

/**
 * Puts a gateway behind Apollo Server (`new ApolloServer({ gateway: apolloGateway(gateway) })`). Apollo Server parses;
 * the gateway validates (`dangerouslyDisableValidation` spares Apollo Server doing it too), plans and executes. Where
 * the gateway is replaceable, Apollo Server follows, and what it has validated by a schema is executed by that schema's
 * gateway.
 */
export function apolloGateway(gateway: Gateway): GatewayInterface {
  const listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  const notify = ({ apiSchema, supergraphSdl }: Gateway) => {
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: supergraphSdl });
  };
  const replaceable = gateway instanceof ReplaceableGateway ? gateway : undefined;
  let unsubscribe: (() => void) | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    async load(): Promise<GatewayLoadResult> {
      notify(gateway);
      unsubscribe = replaceable?.onReplace(notify);
      return {
        // `operationName` of the context is the name of what was found; one that was not found must be refused.
        executor: ({ source, document, request, context, schema }) =>
          (replaceable?.validatedBy(schema) ?? gateway).execute({
            source,
            document,
            context,
            ...(request.operationName ? { operationName: request.operationName } : {}),
            ...(request.variables ? { variables: request.variables } : {}),
            ...controlsOf(context),
          }),
      };
    },
    async stop() {
      unsubscribe?.();
      listeners.clear();
    },
  };
}
