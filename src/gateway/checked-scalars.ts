import { type GraphQLScalarType, type GraphQLSchema, isScalarType, valueFromASTUntyped } from 'graphql';

/**
 * Lets the API schema check literals and variables of custom scalars before anything is planned. Only the check is
 * taken: the values go on to the subgraphs as the client wrote them, and each subgraph parses them for itself.
 *
 * @param scalars by their names in the supergraph; names that it does not have are of no effect
 */
export function checkScalars(schema: GraphQLSchema, scalars: Readonly<Record<string, GraphQLScalarType>>): void {
  for (const [name, scalar] of Object.entries(scalars)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.parseValue = (value) => {
      scalar.parseValue(value);
      return value;
    };
    type.parseLiteral = (node, variables) => {
      scalar.parseLiteral(node, variables);
      return valueFromASTUntyped(node, variables);
    };
  }
}
