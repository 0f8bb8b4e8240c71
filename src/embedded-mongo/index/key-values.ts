import { isDocument, ownValue, referenceAsDocument } from '../bson/document.js';
import { isArrayPosition } from '../bson/path.js';
import { failure } from '../errors.js';

/** Where the walk of one indexed field has come to: a value, and the segments that are still to go. */
interface Walk {
  readonly value: unknown;
  readonly rest: readonly string[];
  /** Set when the value is an element of an array at the end of the path: an array in an array is indexed as it is. */
  readonly isElement: boolean;
}

export interface IndexKeys {
  /** One tuple per index entry: the values of the indexed fields. Missing is null; an empty array is undefined, which sorts before null. */
  readonly tuples: unknown[][];
  /** For each field, whether an array was met on its path. */
  readonly multikey: boolean[];
}

/**
 * The keys under which a document stands in an index on `paths`. Fields inside the same array are taken element by element together;
 * two different arrays throw 171 (CannotIndexParallelArrays).
 */
export function indexKeys(document: unknown, paths: readonly (readonly string[])[]): IndexKeys {
  const multikey = paths.map(() => false);
  const tuples = expand(
    paths.map((rest) => ({ value: document, rest, isElement: false })),
    multikey,
  );
  return { tuples, multikey };
}

function expand(walks: readonly Walk[], multikey: boolean[]): unknown[][] {
  const advanced = walks.map(advance);
  const atArray = advanced.map((walk) => Array.isArray(walk.value) && !(walk.isElement && walk.rest.length === 0));
  const first = advanced[atArray.indexOf(true)];
  if (!first)
    return [
      advanced.map((walk) =>
        walk.rest.length > 0 || walk.value === undefined
          ? walk.isElement && walk.rest.length === 0
            ? undefined
            : null
          : walk.value,
      ),
    ];
  const array = first.value as unknown[];
  atArray.forEach((isArray, i) => {
    if (!isArray) return;
    if (advanced[i]?.value !== array) failure(171, 'cannot index parallel arrays');
    multikey[i] = true;
  });
  const step = (element: unknown): Walk[] =>
    advanced.map((walk, i) => (atArray[i] ? { value: element, rest: walk.rest, isElement: true } : walk));
  if (array.length === 0) return expand(step(undefined), multikey);
  return array.flatMap((element) => expand(step(element), multikey));
}

/** Goes down through embedded documents and array positions, up to the end of the path or to an array. */
function advance(walk: Walk): Walk {
  let { value, isElement } = walk;
  let taken = 0;
  for (const segment of walk.rest) {
    if (typeof value === 'object') value = referenceAsDocument(value);
    if (isDocument(value)) value = ownValue(value, segment);
    else if (Array.isArray(value) && !isElement && isArrayPosition(segment)) value = value[Number(segment)];
    else break;
    isElement = false;
    taken++;
  }
  return { value, rest: walk.rest.slice(taken), isElement };
}
