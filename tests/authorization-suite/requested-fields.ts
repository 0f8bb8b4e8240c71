import { type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** Collects the coordinates of the fields that subgraphs are asked for, so that different plans can be compared. */
export class RequestedFields {
  readonly #bySubgraph = new Map<string, Set<string>>();

  /** Adds the fields of an operation: `Type.field`, without `__typename` and `_entities`. */
  add(subgraph: string, schema: GraphQLSchema, operation: string): void {
    const fields = this.#bySubgraph.get(subgraph) ?? new Set();
    this.#bySubgraph.set(subgraph, fields);
    const typeInfo = new TypeInfo(schema);
    visit(
      parse(operation),
      visitWithTypeInfo(typeInfo, {
        Field({ name }) {
          if (name.value === '__typename' || name.value === '_entities') return;
          fields.add(`${typeInfo.getParentType()?.name}.${name.value}`);
        },
      }),
    );
  }

  toJSON(): Record<string, string[]> {
    return Object.fromEntries([...this.#bySubgraph].map(([subgraph, fields]) => [subgraph, [...fields].sort()]));
  }
}
