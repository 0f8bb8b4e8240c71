import { GraphQLError } from 'graphql';
import type { ErrorCode } from './error-codes.js';

/** An error meant for callers: its message is safe to show, its code is stable. */
export class TripodError extends GraphQLError {
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...details } });
    this.name = 'TripodError';
  }
}

/** The caller sent something wrong: which field of the input, and which constraint it breaks. */
export function badUserInput(field: string, constraint: string, details: Record<string, unknown> = {}): TripodError {
  return new TripodError('BAD_USER_INPUT', `${field}: ${constraint}`, { field, constraint, ...details });
}

/** The data of one country cannot be reached just now; all other countries are unaffected. */
export function countryUnavailable(country: string, cause: string): TripodError {
  return new TripodError('COUNTRY_UNAVAILABLE', `The data of ${country} cannot be reached: ${cause}`, {
    country,
    cause,
  });
}

/** Data that belongs to no single country cannot be reached just now. */
export function dataUnavailable(cause: string): TripodError {
  return new TripodError('SUBGRAPH_UNAVAILABLE', `The data cannot be reached: ${cause}`, { cause });
}
