import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { leafCheck } from './leaf-values.js';
import type { ProvidedFields } from './provided-fields.js';
import { isResponseObject } from './response-object.js';
import type { OperationTree, Selection } from './selection-tree.js';
import type { TypeConditions } from './type-conditions.js';
import {
  type Completion,
  completeLeaf,
  completeList,
  completeObject,
  notAnObject,
  type ObjectProjection,
  type ProjectedField,
  type ProjectionProblem,
  projectFields,
  unknownType,
} from './value-completion.js';

/**
 * Cuts the client's answer out of the merged answers of the subgraphs: the fields of the operation in its order and
 * under its names, null bubbling by the API schema, values that have the wrong type nulled with a problem. A null in a
 * non-null position bubbles silently, since the subgraph that caused it has reported it.
 *
 * @returns the answer's `data`, null where null bubbled to the root
 */
export type Projection = (
  data: Readonly<Record<string, unknown>>,
  problems: ProjectionProblem[],
) => Record<string, unknown> | null;

/** Compiles the projection of one operation. Concrete types of an abstract field are compiled when they first appear. */
export function compileProjection(
  supergraph: { readonly apiSchema: GraphQLSchema; readonly types: TypeConditions },
  tree: OperationTree,
  provided: ProvidedFields,
): Projection {
  return new ProjectionCompiler(supergraph.apiSchema, supergraph.types).object(
    tree.rootType,
    [tree.selections],
    provided,
  );
}

type FieldGroup =
  | { kind: 'field'; key: string; name: string; selections: (readonly Selection[])[]; refused: boolean }
  | { kind: 'typename' }
  | { kind: 'introspection'; key: string };

class ProjectionCompiler {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly types: TypeConditions,
  ) {}

  /**
   * @param type a concrete type, or an abstract one for objects whose concrete type no subgraph was asked for: of these
   *   only the fields of the abstract type itself are projected
   */
  object(
    type: GraphQLCompositeType,
    levels: readonly (readonly Selection[])[],
    provided: ProvidedFields,
  ): ObjectProjection {
    const groups = this.#groups(type, levels);
    const fields: ProjectedField[] = [];
    for (const [clientKey, group] of groups) {
      const field = this.#projectedField(type, clientKey, group, provided);
      if (field) fields.push(field);
    }
    return projectFields(fields);
  }

  #groups(type: GraphQLCompositeType, levels: readonly (readonly Selection[])[]): Map<string, FieldGroup> {
    const groups = new Map<string, FieldGroup>();
    for (const level of levels) this.#collect(type, level, groups);
    return groups;
  }

  #collect(type: GraphQLCompositeType, level: readonly Selection[], groups: Map<string, FieldGroup>): void {
    for (const selection of level) {
      switch (selection.kind) {
        case 'typename':
          groups.set(selection.clientKey, groups.get(selection.clientKey) ?? { kind: 'typename' });
          break;
        case 'introspection':
          groups.set(selection.clientKey, { kind: 'introspection', key: selection.key });
          break;
        case 'fragment':
          if (this.#applies(selection.type, type)) this.#collect(type, selection.selections, groups);
          break;
        case 'field': {
          const group = groups.get(selection.clientKey);
          const refused = selection.refused === true;
          // Below a refused field nothing was asked for; what stands there was, by others, and is not its to show.
          const selections = refused ? undefined : selection.selections;
          if (group?.kind === 'field') {
            if (selections) group.selections.push(selections);
            // What one fragment may not show of all its types, another may show of one of them.
            group.refused &&= refused;
          } else {
            groups.set(selection.clientKey, {
              kind: 'field',
              key: selection.key,
              name: selection.node.name.value,
              selections: selections ? [selections] : [],
              refused,
            });
          }
          break;
        }
      }
    }
  }

  #applies(condition: GraphQLCompositeType, type: GraphQLCompositeType): boolean {
    if (condition === type) return true;
    return isAbstractType(condition) && !isUnionType(type) && this.schema.isSubType(condition, type);
  }

  #projectedField(
    type: GraphQLCompositeType,
    clientKey: string,
    group: FieldGroup,
    provided: ProvidedFields,
  ): ProjectedField | undefined {
    if (group.kind === 'introspection') return { clientKey, key: group.key, nonNull: false, complete: undefined };
    if (group.kind === 'typename') {
      // The type of an object that no subgraph could name is unknown, and `__typename` is never null.
      const typename = isObjectType(type) ? type.name : null;
      return { clientKey, key: '__typename', nonNull: true, complete: () => typename };
    }
    if (isUnionType(type)) return undefined;
    const definition = type.getFields()[group.name];
    if (!definition) return undefined;
    // Not what may stand there all the same: a key that a fetch needed, say.
    if (group.refused) {
      return { clientKey, key: group.key, nonNull: isNonNullType(definition.type), complete: () => null };
    }
    const named = getNamedType(definition.type);
    const isTrusted = isCompositeType(named)
      ? this.#isPassedOn(named, group.selections, provided.child(group.key))
      : provided.isExact && !isEnumType(named);
    return {
      clientKey,
      key: group.key,
      nonNull: isNonNullType(definition.type),
      complete: isTrusted
        ? undefined
        : this.#completion(definition.type, group.selections, provided.child(group.key), `${type.name}.${group.name}`),
    };
  }

  /** Whether one exact fetch provides precisely what the client selected of a type, all the way down. */
  #isPassedOn(
    type: GraphQLCompositeType,
    levels: readonly (readonly Selection[])[],
    provided: ProvidedFields,
  ): boolean {
    if (!isObjectType(type)) return false;
    const keys: string[] = [];
    for (const [clientKey, group] of this.#groups(type, levels)) {
      if (group.kind === 'typename') {
        if (clientKey !== '__typename') return false;
        keys.push(clientKey);
        continue;
      }
      const definition = group.kind === 'field' ? type.getFields()[group.name] : undefined;
      if (group.kind !== 'field' || group.refused || !definition || group.key !== clientKey) return false;
      const named = getNamedType(definition.type);
      // Only the API schema knows which values of an enum are hidden.
      if (isEnumType(named)) return false;
      if (isCompositeType(named) && !this.#isPassedOn(named, group.selections, provided.child(group.key))) return false;
      keys.push(clientKey);
    }
    return provided.provides(keys);
  }

  #completion(
    type: GraphQLOutputType,
    levels: readonly (readonly Selection[])[],
    provided: ProvidedFields,
    coordinate: string,
  ): Completion {
    if (isNonNullType(type)) return this.#completion(type.ofType, levels, provided, coordinate);
    if (isListType(type)) {
      const completeItem = this.#completion(type.ofType, levels, provided, coordinate);
      return completeList(completeItem, isNonNullType(type.ofType), coordinate);
    }
    if (isObjectType(type)) return completeObject(this.object(type, levels, provided), coordinate);
    if (isCompositeType(type)) return this.#abstract(type, levels, provided, coordinate);
    const check = leafCheck(type);
    if (!check) return (value) => value ?? null;
    return completeLeaf(check, type.name, coordinate);
  }

  #abstract(
    type: GraphQLCompositeType & { name: string },
    levels: readonly (readonly Selection[])[],
    provided: ProvidedFields,
    coordinate: string,
  ): Completion {
    const byTypename = new Map<string, ObjectProjection>();
    let ownFields: ObjectProjection | undefined;
    return (value, problems) => {
      if (value === null || value === undefined) return null;
      if (!isResponseObject(value)) return notAnObject(coordinate, problems);
      const typename = value.__typename;
      if (typename === undefined || typename === null || typename === type.name) {
        ownFields ??= this.object(type, levels, provided);
        return ownFields(value, problems);
      }
      if (typeof typename !== 'string') return unknownType(coordinate, problems);
      let projection = byTypename.get(typename);
      if (!projection) {
        const concrete = this.schema.getType(typename);
        if (isObjectType(concrete) && isAbstractType(type) && this.schema.isSubType(type, concrete)) {
          projection = this.object(concrete, levels, provided);
          byTypename.set(typename, projection);
        } else if (this.types.isAbstract(typename) && !this.types.satisfies(typename, type.name)) {
          // An interface object of another interface that no subgraph made concrete.
          ownFields ??= this.object(type, levels, provided);
          return ownFields(value, problems);
        } else {
          // A type that is hidden from clients is as good as absent.
          return this.types.isObject(typename) ? null : unknownType(coordinate, problems);
        }
      }
      return projection(value, problems);
    };
  }
}
