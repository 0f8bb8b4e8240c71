import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { gatewayError, withCode } from './gateway-errors.js';
import { checkDocument } from './guards/check-document.js';
import type { DocumentLimits } from './guards/document-limits.js';
import { isTokenLimitError, tokenLimitError } from './guards/limit-error.js';

/** Why a document cannot be executed; every error has a code. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  constructor(readonly errors: readonly GraphQLError[]) {
    super(errors.map((error) => error.message).join('\n'));
  }
}

/** What a client's document must keep to, beside the schema. */
export interface DocumentRules {
  readonly limits: DocumentLimits;
  /** False: `__schema` and `__type` are refused, and errors suggest no names. */
  readonly introspection: boolean;
}

/**
 * Parses a client's document; `checkedDocument` has to follow.
 * @throws DocumentError with GRAPHQL_PARSE_FAILED or TOKEN_LIMIT
 */
export function parseDocument(source: string, { limits }: DocumentRules): DocumentNode {
  try {
    return parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    throw new DocumentError([parseError(error, limits.tokens)]);
  }
}

/**
 * Checks a parsed document: first its size, since validation itself is costly for what is made to be so, then by the rules
 * of GraphQL.
 * @throws DocumentError with the code of a limit or GRAPHQL_VALIDATION_FAILED
 */
export function checkedDocument(schema: GraphQLSchema, document: DocumentNode, rules: DocumentRules): DocumentNode {
  let errors: readonly GraphQLError[];
  try {
    checkDocument(document, rules.limits);
    const validation = rules.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    errors = [
      ...validate(schema, document, validation, { hideSuggestions: !rules.introspection }),
      ...inheritedVariableNames(document),
    ];
  } catch (error) {
    errors = [
      error instanceof GraphQLError
        ? error
        : // A document nested so deep that a recursive rule runs out of stack.
          gatewayError('GRAPHQL_VALIDATION_FAILED', `The document cannot be validated: ${reason(error)}`),
    ];
  }
  if (errors.length > 0) throw new DocumentError(errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')));
  return document;
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

function parseError(error: unknown, maximumTokens: number): GraphQLError {
  if (!(error instanceof GraphQLError)) {
    return gatewayError('GRAPHQL_PARSE_FAILED', `The document cannot be parsed: ${reason(error)}`);
  }
  return isTokenLimitError(error) ? tokenLimitError(maximumTokens) : withCode(error, 'GRAPHQL_PARSE_FAILED');
}

function resolutionFailure(message: string): DocumentError {
  return new DocumentError([gatewayError('OPERATION_RESOLUTION_FAILURE', message)]);
}

function reason(error: unknown): string {
  return error instanceof RangeError ? 'it is nested too deep' : error instanceof Error ? error.message : String(error);
}
