import { mongo } from 'mongoose';
import { countryUnavailable, dataUnavailable } from '../kernel/errors/tripod-error.js';

/**
 * Why a cluster could not be reached, in words fit for callers (no host names), or null where the error is of
 * another kind, such as a command that the server refused.
 */
export function unreachableCause(error: unknown): string | null {
  if (error instanceof mongo.MongoServerSelectionError) {
    return 'no server of its cluster answers';
  }
  if (error instanceof mongo.MongoNetworkTimeoutError) {
    return 'its cluster does not answer in time';
  }
  if (error instanceof mongo.MongoNetworkError || error instanceof mongo.MongoNotConnectedError) {
    return 'the connection to its cluster is broken';
  }
  if (
    error instanceof Error &&
    error.name === 'MongooseError' &&
    /before initial connection|not connected/i.test(error.message)
  ) {
    return 'its cluster is not connected';
  }
  return null;
}

/** What callers are told where a cluster could not be reached: the country, where the question named one. */
export function unavailable(country: string | null | undefined, cause: string): Error {
  return country === null || country === undefined ? dataUnavailable(cause) : countryUnavailable(country, cause);
}

/** The answer to a question; rejects as callers are told (see `unavailable`) where the cluster could not be reached. */
export async function orUnavailable<Value>(
  country: string | null | undefined,
  ask: () => Promise<Value>,
): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    const cause = unreachableCause(error);
    throw cause === null ? error : unavailable(country, cause);
  }
}
