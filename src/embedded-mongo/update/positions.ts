import { type Document, isDocument } from '../bson/document.js';
import { failure } from '../errors.js';
import type { EvaluationOptions } from '../query/evaluation-options.js';
import { compileFilter } from '../query/filter.js';
import { matchedPosition } from '../query/positional-match.js';
import type { Positions } from './update-path.js';

/** Finds array elements for an update; counts which array filters it has used. */
export interface UpdatePositions extends Positions {
  /** Throws 9 when an array filter was given and no path names it. */
  checkFiltersUsed(paths: readonly string[]): void;
}

/**
 * @param before the document as the filter has matched it
 * @param arrayFilters the `arrayFilters` of the command, each about one identifier
 */
export function updatePositions(
  before: Document,
  filter: Document,
  arrayFilters: readonly Document[],
  options: EvaluationOptions,
): UpdatePositions {
  const filters = compileArrayFilters(arrayFilters, options);
  return {
    matched: (arrayPath, array) =>
      matchedPosition(before, filter, arrayPath, array, options) ??
      failure(2, 'The positional operator did not find the match needed from the query.'),
    filter: (identifier, path) =>
      filters.get(identifier) ?? failure(2, `No array filter found for identifier '${identifier}' in path '${path}'`),
    checkFiltersUsed: (paths) => {
      for (const identifier of filters.keys()) {
        if (!paths.some((path) => path.includes(`$[${identifier}]`)))
          failure(9, `The array filter for identifier '${identifier}' was not used in the update`);
      }
    },
  };
}

function compileArrayFilters(
  arrayFilters: readonly Document[],
  options: EvaluationOptions,
): Map<string, (element: unknown) => boolean> {
  const filters = new Map<string, (element: unknown) => boolean>();
  for (const filter of arrayFilters) {
    const identifiers = new Set(
      isDocument(filter) ? identifiersOf(filter) : failure(14, 'arrayFilters must be objects'),
    );
    const [identifier] = identifiers;
    if (identifier === undefined)
      return failure(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (identifiers.size > 1)
      failure(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...identifiers].join("' and '")}'`,
      );
    if (!/^[a-z]\w*$/.test(identifier))
      failure(
        2,
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
      );
    if (filters.has(identifier))
      failure(9, `Found multiple array filters with the same top-level field name ${identifier}`);
    const predicate = compileFilter(filter, options);
    filters.set(identifier, (element) => predicate({ [identifier]: element }));
  }
  return filters;
}

function identifiersOf(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? ''];
    return Array.isArray(value) ? value.flatMap((clause) => (isDocument(clause) ? identifiersOf(clause) : [])) : [];
  });
}
