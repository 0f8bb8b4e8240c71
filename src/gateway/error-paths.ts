import { GraphQLError } from 'graphql';
import type { ResponsePath } from './flatten-path.js';
import { type Selection, visiblePath } from './selection-tree.js';
import type { SubgraphError } from './subgraph-answer.js';

/** Puts subgraphs' errors into the client's terms. */
export interface ErrorPaths {
  /**
   * The client's error for a subgraph's.
   * @param path where it happened in the merged tree; cut back to what the client selected
   */
  place(error: SubgraphError, path: ResponsePath): GraphQLError;
  /**
   * Positions of those of the given fields that the client selected; the parent's own position if it selected none.
   * For errors that are about a whole answer: every field that is missing for it gets one.
   */
  fieldsAt(parent: ResponsePath, keys: readonly string[]): ResponsePath[];
}

export function errorPaths(selections: readonly Selection[]): ErrorPaths {
  return {
    place(error, path) {
      const visible = visiblePath(selections, path).path;
      return new GraphQLError(error.message, {
        ...(visible.length > 0 ? { path: visible } : {}),
        extensions: { ...error.extensions },
        originalError: error.originalError ?? null,
      });
    },
    fieldsAt(parent, keys) {
      const fields = keys.map((key) => [...parent, key]).filter((path) => visiblePath(selections, path).complete);
      return fields.length > 0 ? fields : [parent];
    },
  };
}
