import { type DefinitionNode, Kind, type TypeDefinitionNode } from 'graphql';
import type { Hiding } from './hiding.js';
import { namedType, rootTypes, visibleTypes } from './visible-types.js';

/** Names of the types that the visible fields of the root types lead to. An interface leads to what implements it. */
export function reachableTypes(definitions: readonly DefinitionNode[], hide: Hiding): ReadonlySet<string> {
  const types = visibleTypes(definitions, hide);
  const implementations = new Map<string, string[]>();
  for (const type of types.values()) {
    for (const { name } of 'interfaces' in type ? (type.interfaces ?? []) : []) {
      implementations.set(name.value, [...(implementations.get(name.value) ?? []), type.name.value]);
    }
  }
  const { query, others } = rootTypes(definitions);
  const reached = new Set<string>();
  const ahead = [query, ...others];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const type = types.get(name);
    if (type === undefined || reached.has(name)) continue;
    reached.add(name);
    ahead.push(...neighbours(type, hide), ...(implementations.get(name) ?? []));
  }
  // Directives of clients stay, and with them what their arguments take.
  for (const definition of definitions) {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION) continue;
    for (const argument of definition.arguments ?? []) reached.add(namedType(argument.type));
  }
  return reached;
}

function neighbours(type: TypeDefinitionNode, hide: Hiding): string[] {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = type.fields?.filter((field) => !hide.has(field)) ?? [];
      const inputs = fields.flatMap((field) => field.arguments?.filter((argument) => !hide.has(argument)) ?? []);
      const interfaces = type.interfaces?.map(({ name }) => name.value) ?? [];
      return [...[...fields, ...inputs].map((element) => namedType(element.type)), ...interfaces];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return type.fields?.filter((field) => !hide.has(field)).map((field) => namedType(field.type)) ?? [];
    case Kind.UNION_TYPE_DEFINITION:
      return type.types?.map(({ name }) => name.value) ?? [];
    default:
      return [];
  }
}
