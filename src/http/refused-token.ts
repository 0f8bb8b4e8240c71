import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** Gives the error of a token that is not valid its HTTP status and challenge (RFC 6750, section 3); leaves others alone. */
export function withChallenge(error: unknown): unknown {
  if (error instanceof GraphQLError && error.extensions.code === 'UNAUTHENTICATED') {
    const headers = new HeaderMap([['www-authenticate', 'Bearer error="invalid_token"']]);
    Object.assign(error.extensions, { http: { status: 401, headers } });
  }
  return error;
}
