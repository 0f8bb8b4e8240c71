import { type DocumentNode, Kind, parse, visit } from 'graphql';

/** The names of the subgraphs that a supergraph was composed of, from its `join__Graph` enum. */
export function subgraphNames(supergraph: DocumentNode): string[] {
  const names: string[] = [];
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph?.arguments?.find((argument) => argument.name.value === 'name')?.value;
      names.push(name?.kind === Kind.STRING ? name.value : value.name.value);
    }
  }
  if (names.length === 0) throw new Error('The SDL is no supergraph: it names no subgraph in an enum join__Graph');
  return names;
}

/** The names of all fields of all object and interface types of a supergraph, hidden ones included. */
export function fieldNamesOf(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) names.add(field.name.value);
  }
  return names;
}

/**
 * The names of fields that some `@requires` asks for with arguments. What a client selects of them travels under an alias,
 * so that it never meets the required field with its other arguments in one object.
 */
export function fieldsRequiredWithArguments(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(supergraph, {
    Directive(directive) {
      if (directive.name.value !== 'join__field') return;
      const requires = directive.arguments?.find((argument) => argument.name.value === 'requires')?.value;
      if (requires?.kind !== Kind.STRING) return;
      visit(parse(`{${requires.value}}`, { noLocation: true }), {
        Field(field) {
          if (field.arguments && field.arguments.length > 0) names.add(field.name.value);
        },
      });
    },
  });
  return names;
}
