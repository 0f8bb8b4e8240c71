import type { GraphQLFormattedError } from 'graphql';
import { isTokenLimitError } from '../../gateway/guards/limit-error.js';

/** Apollo Server's error of a document that cannot be parsed, with the gateway's code where it is too large. */
export function shownParseError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, extensions } = formatted;
  if (isTokenLimitError({ message })) {
    return { message, extensions: { ...extensions, code: 'TOKEN_LIMIT' } };
  }
  // What the engine says where the recursive parser runs out of stack.
  if (message === 'Maximum call stack size exceeded') {
    return { message: 'The document is nested too deep.', extensions: { ...extensions, code: 'DEPTH_LIMIT' } };
  }
  return formatted;
}
