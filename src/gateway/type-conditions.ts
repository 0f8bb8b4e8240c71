import { type DocumentNode, Kind } from 'graphql';

/**
 * Which object types satisfy which type condition, over the whole supergraph: the API schema would not do, since plans
 * also name types that are hidden from clients.
 */
export class TypeConditions {
  readonly #possible = new Map<string, Set<string>>();
  readonly #objectTypes = new Set<string>();

  constructor(supergraph: DocumentNode) {
    for (const definition of supergraph.definitions) {
      switch (definition.kind) {
        case Kind.OBJECT_TYPE_DEFINITION:
          this.#objectTypes.add(definition.name.value);
          for (const { name } of definition.interfaces ?? []) this.#add(name.value, definition.name.value);
          break;
        case Kind.INTERFACE_TYPE_DEFINITION:
          this.#add(definition.name.value);
          break;
        case Kind.UNION_TYPE_DEFINITION:
          for (const { name } of definition.types ?? []) this.#add(definition.name.value, name.value);
          break;
      }
    }
  }

  /** True for the type itself and for every member or implementer of an abstract type. */
  satisfies(typename: string, condition: string): boolean {
    return typename === condition || this.#possible.get(condition)?.has(typename) === true;
  }

  isAbstract(typename: string): boolean {
    return this.#possible.has(typename);
  }

  /** True for object types of the supergraph, hidden ones included. */
  isObject(typename: string): boolean {
    return this.#objectTypes.has(typename);
  }

  #add(abstract: string, ...members: string[]): void {
    const set = this.#possible.get(abstract) ?? new Set();
    for (const member of members) set.add(member);
    this.#possible.set(abstract, set);
  }
}
