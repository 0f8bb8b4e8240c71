import type { ExecutionResult } from 'graphql';
import type { FetchObservation, GatewayObserver, ObservedFetch } from './observer.js';
import type { PreparedOperation, SubgraphTransport } from './subgraph-transport.js';

/** A transport whose fetches are observed. Without an observer for fetches it is the transport itself. */
export function observedTransport(
  subgraph: string,
  transport: SubgraphTransport,
  observer: GatewayObserver | undefined,
): SubgraphTransport {
  if (!observer?.onFetchStart) return transport;
  const onFetchStart = observer.onFetchStart.bind(observer);
  const { isExact, prepareSubscription } = transport;
  return {
    ...(isExact === undefined ? {} : { isExact }),
    prepare(operation) {
      const prepared = transport.prepare(operation);
      const fetch: ObservedFetch = { subgraph, kind: /\b_entities\b/.test(operation) ? 'entities' : 'root' };
      return (variables, context, signal) => {
        const observation = onFetchStart(fetch, context);
        if (!observation) return prepared(variables, context, signal);
        return observed(prepared, observation, variables, signal);
      };
    },
    ...(prepareSubscription ? { prepareSubscription: prepareSubscription.bind(transport) } : {}),
    close: async () => transport.close?.(),
  };
}

function observed(
  prepared: PreparedOperation,
  observation: FetchObservation,
  variables: Record<string, unknown>,
  signal: AbortSignal | undefined,
): Promise<ExecutionResult> | ExecutionResult {
  let result: Promise<ExecutionResult> | ExecutionResult;
  try {
    result = prepared(variables, observation.context, signal);
  } catch (error) {
    observation.end(1);
    throw error;
  }
  if (!(result instanceof Promise)) {
    observation.end(errorCount(result));
    return result;
  }
  return result.then(
    (answer) => {
      observation.end(errorCount(answer));
      return answer;
    },
    (error: unknown) => {
      observation.end(1);
      throw error;
    },
  );
}

/** Nothing is known yet about the form of an answer: it may come from anywhere. */
function errorCount(answer: unknown): number {
  const { errors } = (answer ?? {}) as { errors?: unknown };
  return Array.isArray(errors) ? errors.length : 0;
}
