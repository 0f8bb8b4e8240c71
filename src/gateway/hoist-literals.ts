import {
  BREAK,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type NameNode,
  parseType,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A document some of whose literals have become variables, and the values of these. */
export interface HoistedDocument {
  readonly document: DocumentNode;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * graphql-jit writes the values of literals into the code it generates. Two kinds must not get there:
 * - literals of custom scalars: it would write the JSON of the parsed value, so a resolver gets a string, no Decimal;
 * - strings with one of its internal markers (`__MAGIC_DATE__...`), whose rest it would run as code. A client's literal
 *   reaches this place, so this is a matter of security.
 * Both are turned into variables, whose values are parsed when the operation runs.
 *
 * @param classedDefaults see `withClassedDefaults`
 * @returns undefined where a literal cannot be hoisted since it contains variables, or a default value of the schema
 *   would be miswritten likewise: such an operation must be interpreted
 */
export function hoistLiterals(
  schema: GraphQLSchema,
  classedDefaults: ReadonlySet<string>,
  document: DocumentNode,
): HoistedDocument | undefined {
  const values: Record<string, unknown> = {};
  const definitions: VariableDefinitionNode[] = [];
  const typeInfo = new TypeInfo(schema);
  let possible = true;

  const hoist = (node: ValueNode) => {
    // Inside of a list, TypeInfo tells the type of its items already.
    const type = node.kind === Kind.LIST ? typeInfo.getParentInputType() : typeInfo.getInputType();
    if (node.kind === Kind.VARIABLE || !type) return undefined;
    if (classedDefaults.has(getNamedType(type).name)) possible = false;
    if (!mustHoist(node, type)) return undefined;
    if (containsVariable(node)) {
      possible = false;
      return BREAK;
    }
    const name: NameNode = { kind: Kind.NAME, value: `__literal_${definitions.length}` };
    values[name.value] = valueFromASTUntyped(node);
    const variable = { kind: Kind.VARIABLE, name } as const;
    definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(type)) });
    return variable;
  };

  const rewritten: DocumentNode = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      // Values of variables always come with the request, so defaults are never used and need not be hoisted: they go.
      VariableDefinition: ({ defaultValue: _, ...definition }) => definition,
      Field() {
        const coordinate = `${typeInfo.getParentType()?.name}.${typeInfo.getFieldDef()?.name}`;
        if (classedDefaults.has(coordinate)) possible = false;
      },
      IntValue: hoist,
      FloatValue: hoist,
      StringValue: hoist,
      BooleanValue: hoist,
      EnumValue: hoist,
      ListValue: hoist,
      ObjectValue: hoist,
    }),
  );
  if (!possible) return undefined;
  if (definitions.length === 0) return { document: rewritten, values };
  return { document: withVariables(rewritten, definitions), values };
}

function withVariables(document: DocumentNode, definitions: readonly VariableDefinitionNode[]): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...definitions] }
        : definition,
    ),
  };
}

function mustHoist(node: ValueNode, type: GraphQLInputType): boolean {
  if (node.kind === Kind.STRING && node.value.includes('__MAGIC_')) return true;
  const named = getNamedType(type);
  if (!isScalarType(named) || isSpecifiedScalarType(named)) return false;
  // A list of a custom scalar is visited item by item; the scalar's own literal is hoisted whole.
  return node.kind !== Kind.LIST || !isListType(getNullableType(type));
}

function containsVariable(node: ValueNode): boolean {
  let found = false;
  visit(node, {
    Variable() {
      found = true;
      return BREAK;
    },
  });
  return found;
}
