import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** The codes that the engine itself puts in `extensions.code`; subgraphs' own codes pass through. */
export type GatewayErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'UNAUTHORIZED_FIELD'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_INVALID_ANSWER'
  | 'REQUEST_CANCELLED'
  | 'TOKEN_LIMIT'
  | 'DEPTH_LIMIT'
  | 'ALIAS_LIMIT'
  | 'ROOT_FIELD_LIMIT'
  | 'DIRECTIVE_LIMIT'
  | 'FIELD_LIMIT'
  | 'FIELD_PAIR_LIMIT'
  | 'INTERNAL';

/** A GraphQL error with one of the engine's codes. */
export function gatewayError(code: GatewayErrorCode, message: string, options: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { ...options.extensions, code } });
}

/** Gives an existing error (of graphql-js, say) a code, keeping its locations and nodes. */
export function withCode(error: GraphQLError, code: GatewayErrorCode): GraphQLError {
  error.extensions.code ??= code;
  return error;
}

/** The error of a subgraph that could not be asked or did not answer. */
export function subgraphUnavailable(subgraph: string, reason: string, cause?: unknown): GraphQLError {
  return gatewayError('SUBGRAPH_UNAVAILABLE', `Subgraph "${subgraph}" is unavailable: ${reason}`, {
    extensions: { subgraph },
    originalError: cause instanceof Error ? cause : null,
  });
}

/** The error of a subgraph whose answer is no GraphQL answer or does not have the shape that was asked for. */
export function subgraphInvalidAnswer(subgraph: string, reason: string): GraphQLError {
  return gatewayError('SUBGRAPH_INVALID_ANSWER', `Subgraph "${subgraph}" gave an invalid answer: ${reason}`, {
    extensions: { subgraph },
  });
}

/** Thrown by `createGateway` where the native query planner has no binary for this machine. */
export class UnsupportedPlatformError extends Error {
  override readonly name = 'UnsupportedPlatformError';
}

/** Thrown by `composeSupergraph`; `messages` has every reason, one a line in `message`. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';
  constructor(readonly messages: readonly string[]) {
    super(`The subgraphs do not compose:\n${messages.map((message) => `- ${message}`).join('\n')}`);
  }
}
