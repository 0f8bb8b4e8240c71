import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/**
 * Whether graphql-jit's code for an operation stays within a size. It writes every abstract field out once per possible
 * type, and each of these with all that is below, so code grows with the types to the power of the depth.
 *
 * @param maximumFields fields written out, each possible type counted
 */
export function compilesWithin(schema: GraphQLSchema, document: DocumentNode, maximumFields: number): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let left = maximumFields;

  const countType = (type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): void => {
    const objects = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
    for (const object of objects) {
      if (left < 0) return;
      countObject(object, sets);
    }
  };
  const countObject = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): void => {
    const fields = new Map<string, FieldNode[]>();
    for (const set of sets) collect(type, set, fields, new Set());
    for (const nodes of fields.values()) {
      left--;
      const field = nodes[0] ? type.getFields()[nodes[0].name.value] : undefined;
      const named = field ? getNamedType(field.type) : undefined;
      if (left < 0 || !isCompositeType(named)) continue;
      countType(
        named,
        nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : [])),
      );
    }
  };
  const collect = (
    type: GraphQLObjectType,
    set: SelectionSetNode,
    fields: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      if (condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))) {
        collect(type, fragment.selectionSet, fields, visited);
      }
    }
  };

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation);
    if (root) countType(root, [definition.selectionSet]);
  }
  return left >= 0;
}
