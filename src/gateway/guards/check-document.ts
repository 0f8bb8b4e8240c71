import type { DocumentNode, GraphQLError } from 'graphql';
import { gatewayError } from '../gateway-errors.js';
import type { DocumentLimits } from './document-limits.js';
import { checkFieldLimits } from './field-limits.js';
import { cyclicFragment } from './fragment-cycles.js';
import { checkSyntaxLimits } from './syntax-limits.js';

/**
 * Checks a parsed document against the limits, in time that is linear in what the limits allow. To be done before
 * validation, parts of which cost the square of a document's size or run out of stack.
 *
 * @throws GraphQLError with one of the codes of `LimitErrorCode`, or GRAPHQL_VALIDATION_FAILED for a fragment cycle
 */
export function checkDocument(document: DocumentNode, limits: DocumentLimits): void {
  checkSyntaxLimits(document, limits);
  const cyclic = cyclicFragment(document);
  if (cyclic) throw cycleError(cyclic.name.value);
  checkFieldLimits(document, limits);
}

function cycleError(name: string): GraphQLError {
  return gatewayError('GRAPHQL_VALIDATION_FAILED', `Fragment "${name}" spreads itself, directly or through others.`);
}
