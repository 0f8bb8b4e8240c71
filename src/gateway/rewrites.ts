import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { isResponseObject } from './response-object.js';
import type { TypeConditions } from './type-conditions.js';

/** Changes a representation or an answer in place. */
export type Rewrite = (value: unknown) => void;

/**
 * Compiles the planner's rewrites: a value that is set (the typename of an interface object), a key that is renamed (an
 * alias that the planner made up to keep conflicting arguments apart).
 */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | undefined | null,
  types: TypeConditions,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

/** What the planner's made-up keys are called in the tree; other keys stay as they are. */
export function keyRenames(rewrites: readonly FetchRewrite[] | undefined | null): (key: string) => string {
  const renames = new Map<string, string>();
  for (const rewrite of rewrites ?? []) {
    if (!('KeyRenamer' in rewrite)) continue;
    const last = rewrite.KeyRenamer.path.at(-1);
    if (last && 'Key' in last) renames.set(last.Key, rewrite.KeyRenamer.renameKeyTo);
  }
  return renames.size === 0 ? (key) => key : (key) => renames.get(key) ?? key;
}

function compileRewrite(rewrite: FetchRewrite, types: TypeConditions): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return atLastKey(path, types, (parent, key) => {
      if (!Object.hasOwn(parent, key)) return;
      parent[renameKeyTo] = parent[key];
      delete parent[key];
    });
  }
  const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return atLastKey(setter.path, types, (parent, key) => {
    parent[key] = setter.setValueTo;
  });
}

/** Walks a path through objects and, implicitly, lists, and acts on the parent of its last key. */
function atLastKey(
  path: readonly FetchNodePathSegment[],
  types: TypeConditions,
  act: (parent: Record<string, unknown>, key: string) => void,
): Rewrite {
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, depth);
      return;
    }
    const segment = path[depth];
    if (segment === undefined || !isResponseObject(value)) return;
    if ('Key' in segment) {
      if (depth === path.length - 1) act(value, segment.Key);
      else walk(value[segment.Key], depth + 1);
      return;
    }
    const typename = value.__typename;
    const matches =
      typename === undefined ||
      (typeof typename === 'string' &&
        segment.TypenameEquals.some((condition) => types.satisfies(typename, condition)));
    if (matches) walk(value, depth + 1);
  };
  return (value) => walk(value, 0);
}
