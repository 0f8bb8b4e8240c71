import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { isResponseObject, type ResponseObject } from './response-object.js';
import type { TypeConditions } from './type-conditions.js';

/** A position in the client's answer: response keys and list indexes. */
export type ResponsePath = readonly (string | number)[];

/** The way from the root of the tree to the entities that a fetch completes. */
export interface FlattenPath {
  /** Appends the entities at the path to a list. */
  collect(root: ResponseObject, entities: ResponseObject[]): void;
  /** Where the given entities stand; only asked for once something went wrong. */
  locate(root: ResponseObject, wanted: ReadonlySet<ResponseObject>): Map<ResponseObject, ResponsePath[]>;
}

export function compileFlattenPath(segments: readonly FlattenNodePathSegment[], types: TypeConditions): FlattenPath {
  const collect = compileCollect(segments, types);
  return {
    collect,
    locate(root, wanted) {
      const found = new Map<ResponseObject, ResponsePath[]>();
      locateIn(root, segments, 0, [], (entity, path) => {
        if (!wanted.has(entity)) return;
        const paths = found.get(entity);
        if (paths) paths.push(path);
        else found.set(entity, [path]);
      });
      return found;
    },
  };
}

type Collect = (value: unknown, entities: ResponseObject[]) => void;

function compileCollect(segments: readonly FlattenNodePathSegment[], types: TypeConditions): Collect {
  const [segment, ...rest] = segments;
  const throughLists = (here: Collect): Collect => {
    const through: Collect = (value, entities) => {
      if (Array.isArray(value)) for (const item of value) through(item, entities);
      else here(value, entities);
    };
    return through;
  };
  if (segment === undefined) {
    return throughLists((value, entities) => {
      if (isResponseObject(value)) entities.push(value);
    });
  }
  const next = compileCollect(rest, types);
  if (segment === '@') {
    return (value, entities) => {
      if (Array.isArray(value)) for (const item of value) next(item, entities);
    };
  }
  if ('Field' in segment) {
    const key = segment.Field;
    return throughLists((value, entities) => {
      if (isResponseObject(value)) next(value[key], entities);
    });
  }
  const conditions = segment.TypeCondition;
  return throughLists((value, entities) => {
    if (!isResponseObject(value)) return;
    const typename = value.__typename;
    if (typeof typename !== 'string') return;
    if (conditions.some((condition) => types.satisfies(typename, condition))) next(value, entities);
  });
}

/** Type conditions are not checked here: other fetches may have made a type concrete since the entity was collected. */
function locateIn(
  value: unknown,
  segments: readonly FlattenNodePathSegment[],
  depth: number,
  path: ResponsePath,
  found: (entity: ResponseObject, path: ResponsePath) => void,
): void {
  if (Array.isArray(value)) {
    const next = segments[depth] === '@' ? depth + 1 : depth;
    for (const [index, item] of value.entries()) locateIn(item, segments, next, [...path, index], found);
    return;
  }
  if (!isResponseObject(value)) return;
  const segment = segments[depth];
  if (segment === undefined) found(value, path);
  else if (segment === '@') return;
  else if ('Field' in segment) {
    locateIn(value[segment.Field], segments, depth + 1, [...path, segment.Field], found);
  } else locateIn(value, segments, depth + 1, path, found);
}
