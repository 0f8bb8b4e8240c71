import { GraphQLError } from 'graphql';

/** What cannot be read as a request for an operation. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

/** A client that keeps too much open. */
export function subscriptionLimit(what: string, limit: number): GraphQLError {
  return new GraphQLError(`No more than ${limit} ${what} at the same time.`, {
    extensions: { code: 'SUBSCRIPTION_LIMIT', limit, http: { status: 429 } },
  });
}

/** The last answer of a subscription whose client has not kept up. */
export function slowConsumer(queueLength: number): GraphQLError {
  return new GraphQLError(`More than ${queueLength} events were waiting to be read: the subscription was ended.`, {
    extensions: { code: 'SLOW_CONSUMER', limit: queueLength },
  });
}

/** An operation that had to be answered at once, and was not. */
export function requestTimeout(milliseconds: number): GraphQLError {
  return new GraphQLError(`The request took longer than ${milliseconds} ms and was ended.`, {
    extensions: { code: 'REQUEST_TIMEOUT', milliseconds, http: { status: 504 } },
  });
}

/** Whatever was thrown, as a GraphQL error; what was not meant for callers is masked when it is formatted. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('Internal error', {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

/** The HTTP status of an error that refuses a request: the one it names, else the one of its code. */
export function statusOf({ extensions }: GraphQLError): number {
  const { status } = (extensions.http ?? {}) as { status?: unknown };
  if (typeof status === 'number') return status;
  if (extensions.code === 'UNAUTHENTICATED') return 401;
  return extensions.code === 'FORBIDDEN' ? 403 : 500;
}
