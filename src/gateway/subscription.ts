import type { ExecutionResult } from 'graphql';
import { refusalError } from './authorization/operation-authorization.js';
import { type Answer, type ExecutableOperation, finishAnswer } from './executable-operation.js';
import type { ExecutionState } from './execution-state.js';
import { pickVariables } from './fetch-variables.js';
import { subgraphUnavailable } from './gateway-errors.js';
import { checkAnswer } from './subgraph-answer.js';

/**
 * Starts a subscription at its subgraph. Each event goes through the rest of the plan, with the request's context; events
 * are answered in order, the next one is taken when the one before has been answered.
 *
 * @returns the stream of answers, which ends with the subgraph's stream, when its consumer returns it or when the
 *   request's signal is aborted; or one answer where the subscription could not be started
 */
export async function subscribeToOperation(
  executable: ExecutableOperation,
  variables: Readonly<Record<string, unknown>>,
  request: { context: unknown; signal?: AbortSignal },
): Promise<AsyncIterable<Answer> | Answer> {
  const { source } = executable;
  if (!source && executable.refusals.length > 0) return { errors: executable.refusals.map(refusalError) };
  if (!source) throw new Error('The plan of a subscription has no source');
  const { fetch, plan } = source;
  const prepare = plan.transport(fetch.serviceName).prepareSubscription;
  if (!prepare) {
    throw subgraphUnavailable(fetch.serviceName, 'it cannot be subscribed to over its transport');
  }
  const receive = source.receive;
  const newState = (): ExecutionState => ({
    data: {},
    errors: [],
    variables,
    context: request.context,
    signal: request.signal,
  });

  const subscribe = prepare.call(plan.transport(fetch.serviceName), fetch.operation);
  let stream: AsyncIterable<ExecutionResult> | ExecutionResult;
  try {
    stream = await subscribe(pickVariables(fetch.variableUsages)(variables), request.context, request.signal);
  } catch (error) {
    throw subgraphUnavailable(fetch.serviceName, 'the subscription failed', error);
  }
  if (!isAsyncIterable(stream)) {
    const state = newState();
    receive(state, checkAnswer(fetch.serviceName, stream));
    return { errors: state.errors };
  }
  const events = stream;
  return (async function* answers() {
    for await (const event of events) {
      const state = newState();
      receive(state, checkAnswer(fetch.serviceName, event));
      await executable.run?.(state);
      if (request.signal?.aborted) return;
      yield finishAnswer(executable, state);
    }
  })();
}

function isAsyncIterable(value: object): value is AsyncIterable<ExecutionResult> {
  return Symbol.asyncIterator in value;
}
