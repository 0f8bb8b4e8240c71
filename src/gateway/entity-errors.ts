import type { EntitySelection } from './entity-selection.js';
import type { ExecutionState } from './execution-state.js';
import type { FetchShape } from './fetch-shape.js';
import type { FlattenPath, ResponsePath } from './flatten-path.js';
import type { PlanContext } from './plan-context.js';
import type { ResponseObject } from './response-object.js';
import type { SubgraphError } from './subgraph-answer.js';

/**
 * Puts the errors of an entity fetch where its entities stand, one for each place.
 *
 * @param results what the fetch gave for the representations
 * @param alone whether the request had no other `_entities` field, so that errors without a useful path are its own
 */
export type PlaceEntityErrors = (
  state: ExecutionState,
  selection: EntitySelection,
  errors: readonly SubgraphError[],
  results: readonly unknown[],
  alone: boolean,
) => void;

export function placeEntityErrors(
  field: {
    readonly responseKey: string;
    readonly paths: readonly FlattenPath[];
    readonly shape: FetchShape;
    readonly rename: (key: string) => string;
  },
  plan: PlanContext,
): PlaceEntityErrors {
  return (state, selection, errors, results, alone) => {
    const located = locate(field.paths, state.data, selection.entities);
    const place = (error: SubgraphError, path: ResponsePath) => state.errors.push(plan.errors.place(error, path));
    for (const error of errors) {
      const [root, index, ...rest] = error.path ?? [];
      const ours = root === field.responseKey;
      if (root !== undefined && !ours && !alone) continue;
      // An error without a path, or with one that makes no sense here, is about everything that was asked for.
      const wanted = ours && typeof index === 'number' && index < selection.representations.length ? index : undefined;
      const keys = rest.map((key) => (typeof key === 'string' ? field.rename(key) : key));
      for (const [position, entity] of selection.entities.entries()) {
        if (wanted !== undefined && selection.indexes[position] !== wanted) continue;
        for (const path of located.get(entity) ?? []) {
          const [key] = keys;
          if (wanted === undefined || typeof key !== 'string') {
            for (const missing of missingFields(field.shape, entity, path, plan)) place(error, missing);
          } else if (!plan.errors.isOfOtherType(path, key, entity.__typename)) {
            place(error, [...path, ...keys]);
          } else if (results[wanted] === null || results[wanted] === undefined) {
            // A field that nobody asked for of this type has cost the object all the others.
            for (const missing of missingFields(field.shape, entity, path, plan)) place(error, missing);
          }
        }
      }
    }
  };
}

function locate(
  paths: readonly FlattenPath[],
  data: ResponseObject,
  entities: readonly ResponseObject[],
): Map<ResponseObject, ResponsePath[]> {
  const wanted = new Set(entities);
  const located = new Map<ResponseObject, ResponsePath[]>();
  for (const path of paths) {
    for (const [entity, found] of path.locate(data, wanted)) {
      located.set(entity, [...(located.get(entity) ?? []), ...found]);
    }
  }
  return located;
}

/** The positions of the fields that one entity does not get for an error about all of it. */
function missingFields(
  shape: FetchShape,
  entity: ResponseObject,
  path: ResponsePath,
  plan: PlanContext,
): ResponsePath[] {
  const typename = entity.__typename;
  const keys = new Set<string>();
  for (const [type, typeKeys] of shape.keysByType) {
    if (type !== '' && typeof typename === 'string' && !plan.types.satisfies(typename, type)) continue;
    for (const key of typeKeys) if (key !== '__typename') keys.add(key);
  }
  return plan.errors.fieldsAt(path, [...keys], typename);
}
