import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { isResponseObject, type ResponseObject } from './response-object.js';
import type { TypeConditions } from './type-conditions.js';

/** A representation of an entity, and a text that is the same for equal representations. */
interface Representation {
  readonly value: ResponseObject;
  readonly key: string;
}

/**
 * Builds what a subgraph needs to find an entity: its typename, its key, the fields that `@requires` names.
 * @returns undefined where the entity lacks any of it, since an earlier fetch failed: it cannot be asked for then
 */
export type BuildRepresentation = (
  entity: Readonly<ResponseObject>,
  variables: Readonly<Record<string, unknown>>,
) => Representation | undefined;

interface RequiredField {
  /** Where the value stands in the tree, which differs from the field's name where the planner made up an alias. */
  readonly source: string;
  readonly target: string;
  readonly selections: readonly RequiresSelection[] | undefined;
}

/** Compiles the `requires` of a fetch; the fields of each concrete type are worked out when it first appears. */
export function compileRepresentation(
  requires: readonly RequiresSelection[],
  types: TypeConditions,
): BuildRepresentation {
  const fieldsOf = requiredFieldsOf(requires, types);
  return (entity, variables) => {
    const typename = entity.__typename;
    if (typeof typename !== 'string') return undefined;
    const fields = fieldsOf(typename, variables);
    if (fields.length === 0) return undefined;
    const value: ResponseObject = { __typename: typename };
    let key = typename;
    for (const field of fields) {
      const required = entity[field.source];
      if (field.selections !== undefined) {
        const nested = project(required, field.selections, types, variables);
        if (nested === undefined) return undefined;
        value[field.target] = nested;
        key += `\u0000${JSON.stringify(nested)}`;
      } else if (typeof required === 'string') {
        value[field.target] = required;
        // With its length, so that no string can pass for two.
        key += `\u0001${required.length}:${required}`;
      } else {
        if (required === undefined || typeof required === 'function') return undefined;
        value[field.target] = required;
        key += `\u0000${typeof required === 'number' ? required : JSON.stringify(required)}`;
      }
    }
    return { value, key };
  };
}

type FieldsOf = (typename: string, variables: Readonly<Record<string, unknown>>) => readonly RequiredField[];

function requiredFieldsOf(requires: readonly RequiresSelection[], types: TypeConditions): FieldsOf {
  if (hasConditions(requires)) return (typename, variables) => matchingFields(requires, typename, types, variables);
  const byTypename = new Map<string, readonly RequiredField[]>();
  return (typename, variables) => {
    let fields = byTypename.get(typename);
    if (!fields) {
      fields = matchingFields(requires, typename, types, variables);
      // Only types of the schema are remembered: a subgraph that makes typenames up must not fill the memory.
      if (types.isObject(typename) || types.isAbstract(typename)) byTypename.set(typename, fields);
    }
    return fields;
  };
}

function matchingFields(
  selections: readonly RequiresSelection[],
  typename: string | undefined,
  types: TypeConditions,
  variables: Readonly<Record<string, unknown>>,
): RequiredField[] {
  const fields = new Map<string, RequiredField>();
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      if (selection.name === '__typename') continue;
      const target = selection.alias ?? selection.name;
      fields.set(target, { source: selection.name, target, selections: selection.selections ?? undefined });
    } else if (selection.kind === 'InlineFragment') {
      if (typename !== undefined && !types.satisfies(typename, selection.typeCondition)) continue;
      if (selection.skipIf && variables[selection.skipIf] === true) continue;
      if (selection.includeIf && variables[selection.includeIf] !== true) continue;
      for (const field of matchingFields(selection.selections, typename, types, variables)) {
        fields.set(field.target, field);
      }
    }
  }
  return [...fields.values()];
}

/** The required part of a nested value; undefined where something required is missing. */
function project(
  value: unknown,
  selections: readonly RequiresSelection[],
  types: TypeConditions,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const projected = project(item, selections, types, variables);
      if (projected === undefined) return undefined;
      items.push(projected);
    }
    return items;
  }
  if (!isResponseObject(value)) return undefined;
  const typename = typeof value.__typename === 'string' ? value.__typename : undefined;
  const result: ResponseObject = typename === undefined ? {} : { __typename: typename };
  for (const field of matchingFields(selections, typename, types, variables)) {
    const inner = value[field.source];
    const projected = field.selections === undefined ? inner : project(inner, field.selections, types, variables);
    if (projected === undefined || typeof projected === 'function') return undefined;
    result[field.target] = projected;
  }
  return result;
}

function hasConditions(selections: readonly RequiresSelection[]): boolean {
  return selections.some(
    (selection) =>
      selection.kind === 'InlineFragment' &&
      (Boolean(selection.skipIf) || Boolean(selection.includeIf) || hasConditions(selection.selections)),
  );
}
