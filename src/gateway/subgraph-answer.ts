import { GraphQLError } from 'graphql';
import { subgraphInvalidAnswer, subgraphUnavailable } from './gateway-errors.js';
import { isResponseObject, type ResponseObject } from './response-object.js';
import type { PreparedOperation } from './subgraph-transport.js';

/** A subgraph's answer after nothing about it is taken on trust. */
export interface SubgraphAnswer {
  /** Null where the subgraph gave no data. */
  readonly data: ResponseObject | null;
  readonly errors: readonly SubgraphError[];
}

export interface SubgraphError {
  readonly message: string;
  /** In the subgraph's terms; absent where the error is about the whole answer. */
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly originalError: Error | undefined;
}

const NO_ERRORS: readonly SubgraphError[] = [];

/** Asks a subgraph and hands on a checked answer, synchronously where the transport is. Never throws, never rejects. */
export function askSubgraph(
  subgraph: string,
  prepared: PreparedOperation,
  variables: Record<string, unknown>,
  request: { context: unknown; signal: AbortSignal | undefined },
  receive: (answer: SubgraphAnswer) => void,
): Promise<void> | undefined {
  let result: unknown;
  try {
    result = prepared(variables, request.context, request.signal);
  } catch (error) {
    deliver(subgraph, failedAnswer(transportFailure(subgraph, error)), receive);
    return undefined;
  }
  if (!isPromiseLike(result)) {
    deliver(subgraph, checkAnswer(subgraph, result), receive);
    return undefined;
  }
  return Promise.resolve(result).then(
    (settled) => deliver(subgraph, checkAnswer(subgraph, settled), receive),
    (error: unknown) => deliver(subgraph, failedAnswer(transportFailure(subgraph, error)), receive),
  );
}

/** Hands an answer on; what the receiver cannot digest becomes an error in its place. */
function deliver(subgraph: string, answer: SubgraphAnswer, receive: (answer: SubgraphAnswer) => void): void {
  try {
    receive(answer);
  } catch (error) {
    receive(failedAnswer(subgraphInvalidAnswer(subgraph, error instanceof Error ? error.message : String(error))));
  }
}

/** Checks that a result is a GraphQL answer. */
export function checkAnswer(subgraph: string, result: unknown): SubgraphAnswer {
  if (!isResponseObject(result)) return failedAnswer(subgraphInvalidAnswer(subgraph, 'it is not an object'));
  const { data, errors } = result;
  const checked = errors === undefined || errors === null ? NO_ERRORS : checkErrors(subgraph, errors);
  if (isResponseObject(data)) return { data, errors: checked };
  if (data !== null && data !== undefined) {
    return failedAnswer(subgraphInvalidAnswer(subgraph, 'its data is not an object'));
  }
  if (checked.length === 0) return failedAnswer(subgraphInvalidAnswer(subgraph, 'it has neither data nor errors'));
  return { data: null, errors: checked };
}

/** The answer that stands for a failed call: no data and one error about all of it. */
function failedAnswer(error: GraphQLError): SubgraphAnswer {
  const { message, extensions, originalError } = error;
  return { data: null, errors: [{ message, path: undefined, extensions, originalError: originalError ?? error }] };
}

function transportFailure(subgraph: string, error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return subgraphUnavailable(subgraph, 'the request failed', error);
}

function checkErrors(subgraph: string, errors: unknown): readonly SubgraphError[] {
  if (!Array.isArray(errors)) {
    return failedAnswer(subgraphInvalidAnswer(subgraph, 'its errors are not a list')).errors;
  }
  return errors.map((error: unknown): SubgraphError => {
    if (typeof error !== 'object' || error === null) {
      return { message: 'Unknown error', path: undefined, extensions: {}, originalError: undefined };
    }
    const { message, path, extensions } = error as Record<string, unknown>;
    const originalError = error instanceof GraphQLError ? (error.originalError ?? undefined) : undefined;
    return {
      message: typeof message === 'string' ? message : 'Unknown error',
      path: isPath(path) ? path : undefined,
      extensions: isResponseObject(extensions) ? extensions : {},
      originalError: originalError ?? (error instanceof Error && !(error instanceof GraphQLError) ? error : undefined),
    };
  });
}

function isPath(path: unknown): path is (string | number)[] {
  return (
    Array.isArray(path) && path.length > 0 && path.every((key) => typeof key === 'string' || Number.isInteger(key))
  );
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
