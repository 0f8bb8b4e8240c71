import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';

/** Answers the meta fields of one operation. */
export type Introspection = (variables: Readonly<Record<string, unknown>>) => ExecutionResult;

/**
 * Compiles the `__schema` and `__type` fields of an operation; they are answered from the API schema, so that hidden
 * elements stay hidden. The answer of an operation without variables is worked out once.
 */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  fields: readonly FieldNode[],
): Introspection | undefined {
  if (fields.length === 0) return undefined;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: [...fields] } },
      ...fragments.values(),
    ],
  };
  const answer: Introspection = (variables) => executeSync({ schema, document, variableValues: variables });
  if (operation.variableDefinitions && operation.variableDefinitions.length > 0) return answer;
  let known: ExecutionResult | undefined;
  return () => {
    known ??= answer({});
    return known;
  };
}
