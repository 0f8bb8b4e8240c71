import { type DefinitionNode, isTypeDefinitionNode, Kind, type TypeDefinitionNode, type TypeNode } from 'graphql';
import type { Hiding } from './hiding.js';

/** The types of a supergraph that are not hidden, by name. */
export function visibleTypes(definitions: readonly DefinitionNode[], hide: Hiding): Map<string, TypeDefinitionNode> {
  return new Map(
    definitions
      .filter(isTypeDefinitionNode)
      .filter((type) => !hide.has(type))
      .map((type) => [type.name.value, type]),
  );
}

/** The name of a type without its lists and exclamation marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** Names of the types that operations start from. */
export function rootTypes(definitions: readonly DefinitionNode[]): { query: string; others: readonly string[] } {
  const schema = definitions.find((definition) => definition.kind === Kind.SCHEMA_DEFINITION);
  const named = new Map(schema?.operationTypes.map(({ operation, type }) => [`${operation}`, type.name.value]));
  return {
    query: named.get('query') ?? 'Query',
    others: [named.get('mutation') ?? 'Mutation', named.get('subscription') ?? 'Subscription'],
  };
}
