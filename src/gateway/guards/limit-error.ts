import type { GraphQLError } from 'graphql';
import { type GatewayErrorCode, gatewayError } from '../gateway-errors.js';

/** The codes of documents that are refused for their size, before anything of them is validated or planned. */
export type LimitErrorCode = Extract<
  GatewayErrorCode,
  | 'TOKEN_LIMIT'
  | 'DEPTH_LIMIT'
  | 'ALIAS_LIMIT'
  | 'ROOT_FIELD_LIMIT'
  | 'DIRECTIVE_LIMIT'
  | 'FIELD_LIMIT'
  | 'FIELD_PAIR_LIMIT'
>;

/** The error of a document beyond a limit, with the limit in its extensions. */
export function limitError(code: LimitErrorCode, message: string, details: { limit: number }): GraphQLError {
  return gatewayError(code, message, { extensions: details });
}

/** Whether graphql-js ended parsing because of its option `maxTokens`; it gives that error no code of its own. */
export function isTokenLimitError(error: { readonly message: string }): boolean {
  return error.message.endsWith('tokens. Parsing aborted.');
}

export function tokenLimitError(limit: number): GraphQLError {
  return limitError('TOKEN_LIMIT', `The document has more than ${limit} tokens.`, { limit });
}
