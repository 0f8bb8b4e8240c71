import type { Transform } from './transform.js';
import { GEO_TRANSFORMS } from './transforms/geo-transforms.js';
import { LIST_TRANSFORMS } from './transforms/list-transforms.js';
import { NUMBER_TRANSFORMS } from './transforms/number-transforms.js';
import { TEXT_TRANSFORMS } from './transforms/text-transforms.js';
import { TIME_TRANSFORMS } from './transforms/time-transforms.js';
import { WORD_TRANSFORMS } from './transforms/word-transforms.js';

/** All transforms that a mapping may name, by what they are about. */
export const TRANSFORM_GROUPS: readonly { readonly title: string; readonly transforms: readonly Transform[] }[] = [
  { title: 'Text', transforms: TEXT_TRANSFORMS },
  { title: 'Numbers and power', transforms: NUMBER_TRANSFORMS },
  { title: 'Dates and times', transforms: TIME_TRANSFORMS },
  { title: 'Lists', transforms: LIST_TRANSFORMS },
  { title: 'Coordinates', transforms: GEO_TRANSFORMS },
  { title: 'Words', transforms: WORD_TRANSFORMS },
];

export const TRANSFORMS: ReadonlyMap<string, Transform> = new Map(
  TRANSFORM_GROUPS.flatMap(({ transforms }) => transforms).map((transform) => [transform.name, transform]),
);
