import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isInputObjectType,
  isInputType,
  Kind,
  type TypeNode,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

/** A scalar whose values pass through untouched: they have been coerced already. */
export const coercedValue = new GraphQLScalarType({ name: '_CoercedValue' });

/** A document some of whose variables have become {@link coercedValue}s, and the coercion that must come before it. */
export interface PrecoercedDocument {
  readonly document: DocumentNode;
  /** Values or errors of these variables; undefined where the document has none. */
  readonly coerce:
    | ((
        variables: Record<string, unknown>,
      ) =>
        | { readonly coerced: Record<string, unknown>; readonly errors?: never }
        | { readonly errors: readonly GraphQLError[]; readonly coerced?: never })
    | undefined;
}

/**
 * graphql-jit unrolls the type of a variable into code, and does not come to an end with an input type that contains
 * itself (a filter with `and: [Filter!]`). The values of such variables are coerced by graphql-js instead.
 */
export function precoerceRecursiveInputs(schema: GraphQLSchema, document: DocumentNode): PrecoercedDocument {
  const recursive: VariableDefinitionNode[] = [];
  const passThrough: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: coercedValue.name } };
  const rewritten: DocumentNode = visit(document, {
    VariableDefinition(definition) {
      const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
      if (!isInputType(type) || !isRecursive(type)) return undefined;
      recursive.push(definition);
      return { ...definition, type: passThrough };
    },
  });
  if (recursive.length === 0) return { document, coerce: undefined };
  return { document: rewritten, coerce: (variables) => getVariableValues(schema, recursive, variables) };
}

function isRecursive(type: GraphQLInputType): boolean {
  const open = new Set<unknown>();
  const closed = new Set<unknown>();
  const walk = (inner: GraphQLInputType): boolean => {
    const named = getNamedType(inner);
    if (!isInputObjectType(named) || closed.has(named)) return false;
    if (open.has(named)) return true;
    open.add(named);
    if (Object.values(named.getFields()).some((field) => walk(field.type))) return true;
    open.delete(named);
    closed.add(named);
    return false;
  };
  return walk(type);
}
