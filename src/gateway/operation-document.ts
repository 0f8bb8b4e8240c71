import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { gatewayError, withCode } from './gateway-errors.js';

/** Beyond this many lexical tokens a document is refused before it is parsed further. */
const MAXIMUM_TOKENS = 100_000;

/** Why a document cannot be executed; every error has a code. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  constructor(readonly errors: readonly GraphQLError[]) {
    super(errors.map((error) => error.message).join('\n'));
  }
}

/**
 * Parses and validates a client's document.
 * @throws DocumentError with GRAPHQL_PARSE_FAILED or GRAPHQL_VALIDATION_FAILED
 */
export function parseDocument(schema: GraphQLSchema, source: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: MAXIMUM_TOKENS });
  } catch (error) {
    throw new DocumentError([parseError(error)]);
  }
  validateDocument(schema, document);
  return document;
}

/** @throws DocumentError with GRAPHQL_VALIDATION_FAILED */
function validateDocument(schema: GraphQLSchema, document: DocumentNode): void {
  let errors: readonly GraphQLError[];
  try {
    errors = [...validate(schema, document), ...inheritedVariableNames(document)];
  } catch (error) {
    // A document nested so deep that a recursive rule runs out of stack.
    errors = [gatewayError('GRAPHQL_VALIDATION_FAILED', `The document cannot be validated: ${reason(error)}`)];
  }
  if (errors.length > 0) throw new DocumentError(errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')));
}

/**
 * Chooses the operation to run.
 * @throws DocumentError with OPERATION_RESOLUTION_FAILURE
 */
export function selectOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [first, second] = operations;
  if (operationName !== undefined) {
    const named = operations.find((operation) => operation.name?.value === operationName);
    if (named) return named;
    throw resolutionFailure(`Unknown operation named "${operationName}".`);
  }
  if (!first) throw resolutionFailure('The document has no operation.');
  if (second) throw resolutionFailure('Must provide operation name if query contains multiple operations.');
  return first;
}

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/** A variable called `__proto__` would set the prototype of the object that holds the values of the variables. */
function inheritedVariableNames(document: DocumentNode): GraphQLError[] {
  const errors: GraphQLError[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable } of definition.variableDefinitions ?? []) {
      if (!(variable.name.value in Object.prototype)) continue;
      errors.push(new GraphQLError(`A variable must not be named "$${variable.name.value}".`, { nodes: variable }));
    }
  }
  return errors;
}

function parseError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
  return gatewayError('GRAPHQL_PARSE_FAILED', `The document cannot be parsed: ${reason(error)}`);
}

function resolutionFailure(message: string): DocumentError {
  return new DocumentError([gatewayError('OPERATION_RESOLUTION_FAILURE', message)]);
}

function reason(error: unknown): string {
  return error instanceof RangeError ? 'it is nested too deep' : error instanceof Error ? error.message : String(error);
}
