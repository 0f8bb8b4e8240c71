import { GraphQLError } from 'graphql';
import type { ResponsePath } from './flatten-path.js';
import { type Selection, selectsField, visiblePath } from './selection-tree.js';
import type { SubgraphError } from './subgraph-answer.js';
import type { TypeConditions } from './type-conditions.js';

/** Puts subgraphs' errors into the client's terms. */
export interface ErrorPaths {
  /**
   * The client's error for a subgraph's.
   * @param path where it happened in the merged tree; cut back to what the client selected
   */
  place(error: SubgraphError, path: ResponsePath): GraphQLError;
  /**
   * Positions of those of the given fields that the client selected for an object; the object's own position if it
   * selected none. For errors that are about a whole answer: every field that is missing for it gets one.
   * @param typename the object's type, where it is known
   */
  fieldsAt(parent: ResponsePath, keys: readonly string[], typename?: unknown): ResponsePath[];
  /**
   * True for a field that the client selected at a position, but not for this type: a planner may fetch it all the same.
   */
  isOfOtherType(parent: ResponsePath, key: string, typename: unknown): boolean;
}

export function errorPaths(selections: readonly Selection[], types: TypeConditions): ErrorPaths {
  const selects = (parent: ResponsePath, key: string, typename: unknown): boolean =>
    selectsField(
      selections,
      parent,
      key,
      (typeCondition) => typeof typename !== 'string' || types.satisfies(typename, typeCondition),
    );
  return {
    place(error, path) {
      const visible = visiblePath(selections, path).path;
      return new GraphQLError(error.message, {
        ...(visible.length > 0 ? { path: visible } : {}),
        extensions: { ...error.extensions },
        originalError: error.originalError ?? null,
      });
    },
    fieldsAt(parent, keys, typename) {
      const selected = keys.filter((key) => selects(parent, key, typename));
      return selected.length > 0 ? selected.map((key) => [...parent, key]) : [parent];
    },
    isOfOtherType: (parent, key, typename) =>
      selects(parent, key, undefined) && typeof typename === 'string' && !selects(parent, key, typename),
  };
}
