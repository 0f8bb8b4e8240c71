import { type ExecutionResult, GraphQLError } from 'graphql';
import { refusalError } from './authorization/operation-authorization.js';
import { type Answer, type ExecutableOperation, finishAnswer } from './executable-operation.js';
import type { ExecutionState } from './execution-state.js';
import { pickVariables } from './fetch-variables.js';
import { subgraphUnavailable } from './gateway-errors.js';
import { checkAnswer } from './subgraph-answer.js';
import { mapStream } from './subscription-stream.js';

export interface SubscriptionRequest {
  readonly context: unknown;
  /**
   * Makes the context of one event, so that nothing that was loaded for the event before is taken for true; the request's
   * own context, for all of them, unless told.
   */
  readonly eventContext?: () => unknown;
  readonly signal?: AbortSignal;
}

/**
 * Starts a subscription at its subgraph. Each event goes through the rest of the plan, with a context of its own; events
 * are answered in order, the next one is taken when the one before has been answered. An event with errors is an answer
 * like any other.
 *
 * @returns the stream of answers, which ends with the subgraph's stream, when its consumer returns it or when the
 *   request's signal is aborted; its last answer is an error where the subgraph's stream has failed. Or one answer where
 *   the subscription could not be started
 */
export async function subscribeToOperation(
  executable: ExecutableOperation,
  variables: Readonly<Record<string, unknown>>,
  request: SubscriptionRequest,
): Promise<AsyncGenerator<Answer, void, void> | Answer> {
  const { source } = executable;
  if (!source && executable.refusals.length > 0) return { errors: executable.refusals.map(refusalError) };
  if (!source) throw new Error('The plan of a subscription has no source');
  const { fetch, plan, receive } = source;
  const { context, eventContext = () => context, signal } = request;
  const transport = plan.transport(fetch.serviceName);
  if (!transport.prepareSubscription) {
    throw subgraphUnavailable(fetch.serviceName, 'it cannot be subscribed to over its transport');
  }
  const stateOf = (contextOfState: unknown): ExecutionState => ({
    data: {},
    errors: [],
    variables,
    context: contextOfState,
    signal,
  });

  const subscribe = transport.prepareSubscription(fetch.operation);
  let stream: AsyncIterable<ExecutionResult> | ExecutionResult;
  try {
    stream = await subscribe(pickVariables(fetch.variableUsages)(variables), context, signal, eventContext);
  } catch (error) {
    throw subgraphUnavailable(fetch.serviceName, 'the subscription failed', error);
  }
  if (!isAsyncIterable(stream)) {
    const state = stateOf(context);
    receive(state, checkAnswer(fetch.serviceName, stream));
    return { errors: state.errors };
  }
  const answerOf = async (event: ExecutionResult): Promise<Answer> => {
    const state = stateOf(eventContext());
    receive(state, checkAnswer(fetch.serviceName, event));
    await executable.run?.(state);
    return finishAnswer(executable, state);
  };
  return mapStream(stream, answerOf, { signal, onFailure: (error) => failure(fetch.serviceName, error) });
}

/** What ends the stream of a subgraph before its time, in the subgraph's words where it has any. */
function failure(subgraph: string, error: unknown): Answer {
  if (error instanceof GraphQLError) return { errors: [error] };
  return { errors: [subgraphUnavailable(subgraph, 'its stream of events broke off', error)] };
}

function isAsyncIterable(value: object): value is AsyncIterable<ExecutionResult> {
  return Symbol.asyncIterator in value;
}
