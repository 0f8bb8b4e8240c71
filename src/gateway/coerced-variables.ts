import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { gatewayError, withCode } from './gateway-errors.js';
import { DocumentError } from './operation-document.js';

const NO_VARIABLES: Readonly<Record<string, unknown>> = Object.freeze({});

/**
 * The values that an operation's variables have, defaults included.
 * @throws DocumentError with BAD_USER_INPUT
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  inputs: Record<string, unknown> | undefined,
  { hideSuggestions }: { readonly hideSuggestions: boolean },
): Readonly<Record<string, unknown>> {
  const definitions = operation.variableDefinitions;
  if (!definitions || definitions.length === 0) return NO_VARIABLES;
  const { errors, coerced } = getVariableValues(schema, definitions, inputs ?? {}, { maxErrors: 50, hideSuggestions });
  if (errors) throw new DocumentError(errors.map(variableError));
  return coerced;
}

/** graphql-js hands on whatever coercion has thrown: for values nested very deep, that it ran out of stack. */
function variableError(error: Error): GraphQLError {
  if (error instanceof GraphQLError) return withCode(error, 'BAD_USER_INPUT');
  return gatewayError(
    'BAD_USER_INPUT',
    `The variables cannot be read: ${error instanceof RangeError ? 'they are nested too deep' : error.message}`,
  );
}
