import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type TypeNode,
  visit,
} from 'graphql';
import { TypeConditions } from './type-conditions.js';

/** A subgraph as it was composed. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/**
 * Mends two things that the composition library gets wrong, each of which would make plans that silently lose data:
 * - it forgets that a field of an interface object is `@external`, so that planners ask the subgraph that lacks it;
 * - where subgraphs give a shareable field different types, it takes the first one, not the one that includes the others.
 *
 * @returns the same document where there is nothing to mend
 */
export function repairSupergraph(supergraph: DocumentNode, subgraphs: readonly ComposedSubgraph[]): DocumentNode {
  const types = new TypeConditions(supergraph);
  const graphs = new Map<string, ComposedSubgraph>();
  for (const [graph, name] of graphNames(supergraph)) {
    const subgraph = subgraphs.find((candidate) => candidate.name === name);
    if (subgraph) graphs.set(graph, subgraph);
  }
  return visit(supergraph, {
    ObjectTypeDefinition: (definition) => withCommonTypes(definition, graphs, types),
    InterfaceTypeDefinition: (definition) => {
      const external = withExternalFields(definition, graphs);
      return withCommonTypes(external ?? definition, graphs, types) ?? external;
    },
  });
}

/** Adds what is missing of `@join__field(external: true)` to the fields of an interface that is an object somewhere. */
function withExternalFields(
  definition: InterfaceTypeDefinitionNode,
  graphs: ReadonlyMap<string, ComposedSubgraph>,
): InterfaceTypeDefinitionNode | undefined {
  const joins = directives(definition, 'join__type');
  const objectIn = joins.filter((join) => argument(join, 'isInterfaceObject') === true);
  if (objectIn.length === 0) return undefined;
  const graphsOfType = [...new Set(joins.map((join) => String(argument(join, 'graph'))))];
  let changed = false;
  const fields = definition.fields?.map((field) => {
    const external = objectIn
      .map((join) => String(argument(join, 'graph')))
      .filter((graph) => isExternal(fieldIn(graphs.get(graph), definition.name.value, field.name.value)));
    const joined = directives(field, 'join__field');
    if (external.length === 0 || joined.some((join) => argument(join, 'external') === true)) return field;
    const owners = graphsOfType.filter((graph) => {
      const own = fieldIn(graphs.get(graph), definition.name.value, field.name.value);
      return own !== undefined && !isExternal(own);
    });
    if (owners.length === 0) return field;
    changed = true;
    const kept = joined.filter((join) => !external.includes(String(argument(join, 'graph'))));
    const stated = new Set(kept.map((join) => argument(join, 'graph')));
    const added = [
      ...owners.filter((graph) => !stated.has(graph)).map((graph) => `@join__field(graph: ${graph})`),
      ...external.map((graph) => `@join__field(graph: ${graph}, external: true)`),
    ];
    const others = field.directives?.filter((directive) => directive.name.value !== 'join__field') ?? [];
    return { ...field, directives: [...others, ...kept, ...added.map(parseDirective)] };
  });
  return changed && fields ? { ...definition, fields } : undefined;
}

/** Gives fields that subgraphs declare with different types the one of these that includes the others. */
function withCommonTypes<Definition extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(
  definition: Definition,
  graphs: ReadonlyMap<string, ComposedSubgraph>,
  types: TypeConditions,
): Definition | undefined {
  let changed = false;
  const fields = definition.fields?.map((field) => {
    const joined = directives(field, 'join__field');
    const joinedGraphs = new Set(joined.map((join) => argument(join, 'graph')));
    const declared = new Map<string, TypeNode>();
    for (const [graph, subgraph] of graphs) {
      if (joined.length > 0 && !joinedGraphs.has(graph)) continue;
      const own = fieldIn(subgraph, definition.name.value, field.name.value);
      if (own) declared.set(graph, own.type);
    }
    const names = new Set([...declared.values()].map((type) => namedType(type).name.value));
    if (names.size < 2) return field;
    const common = [...names].find((candidate) => [...names].every((name) => types.satisfies(name, candidate)));
    if (common === undefined || namedType(field.type).name.value === common) return field;
    changed = true;
    const others = field.directives?.filter((directive) => !declared.has(String(argument(directive, 'graph')))) ?? [];
    const rejoined = [...declared].map(([graph, type]) => {
      const known = joined.find((join) => argument(join, 'graph') === graph);
      const stated = parseDirective(`@join__field(graph: ${graph}, type: "${print(type)}")`);
      if (!known) return stated;
      return argument(known, 'type') === undefined
        ? { ...known, arguments: [...(known.arguments ?? []), ...(stated.arguments ?? []).slice(1)] }
        : known;
    });
    return { ...field, type: withNamedType(field.type, common), directives: [...others, ...rejoined] };
  });
  return changed && fields ? { ...definition, fields } : undefined;
}

function* graphNames(supergraph: DocumentNode): Generator<[graph: string, name: string]> {
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const [graph] = directives(value, 'join__graph');
      if (graph) yield [value.name.value, String(argument(graph, 'name'))];
    }
  }
}

function fieldIn(
  subgraph: ComposedSubgraph | undefined,
  typeName: string,
  fieldName: string,
): FieldDefinitionNode | undefined {
  for (const definition of subgraph?.typeDefs.definitions ?? []) {
    if (!('fields' in definition) || definition.name.value !== typeName) continue;
    for (const field of definition.fields ?? []) {
      if (field.kind === Kind.FIELD_DEFINITION && field.name.value === fieldName) return field;
    }
  }
  return undefined;
}

function isExternal(field: FieldDefinitionNode | undefined): boolean {
  return field?.directives?.some(({ name }) => /^(federation__)?external$/.test(name.value)) === true;
}

function directives(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }, name: string) {
  return node.directives?.filter((directive) => directive.name.value === name) ?? [];
}

function argument(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
  return value && 'value' in value ? value.value : undefined;
}

function parseDirective(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const directive = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? definition.directives?.[0] : undefined;
  if (!directive) throw new Error(`${text} is no directive`);
  return directive;
}

function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);
}

function withNamedType(type: TypeNode, name: string): TypeNode {
  switch (type.kind) {
    case Kind.NAMED_TYPE:
      return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } };
    case Kind.LIST_TYPE:
      return { kind: Kind.LIST_TYPE, type: withNamedType(type.type, name) };
    case Kind.NON_NULL_TYPE: {
      const inner = withNamedType(type.type, name);
      return inner.kind === Kind.NON_NULL_TYPE ? inner : { kind: Kind.NON_NULL_TYPE, type: inner };
    }
  }
}
