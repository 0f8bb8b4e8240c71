import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { splitPath, valuesAt } from '../../bson/path.js';
import { failure } from '../../errors.js';
import { valueOrder } from '../collation.js';
import type { CollectionView } from '../collection-view.js';
import { compileFilter } from '../filter.js';
import { distances, type NearQuery } from '../geo/geo-filter.js';
import { legacyPoint, parseGeometry } from '../geo/geometry.js';
import { EARTH_RADIUS_METRES } from '../geo/vector.js';
import { documentsNear } from '../near.js';
import type { QueryOptions } from '../options.js';
import { stageOptions, textOption, withField } from './stage.js';

const OPTIONAL = [
  'distanceField',
  'spherical',
  'maxDistance',
  'minDistance',
  'query',
  'distanceMultiplier',
  'includeLocs',
  'key',
  'uniqueDocs',
];

/** A document that `$geoNear` gives out, and its distance as it is written into it. */
export interface Measured {
  readonly document: Document;
  readonly distance: number;
}

/** The field into which a `$geoNear` stage writes the distance; undefined where it names none. */
export function distanceFieldOf(argument: unknown): string | undefined {
  return isDocument(argument) && typeof argument.distanceField === 'string' ? argument.distanceField : undefined;
}

/**
 * The `$geoNear` stage, which reads the collection itself: documents by ascending distance, read no further than the caller
 * asks. Distances are metres for GeoJSON and radians for legacy points.
 */
export function* geoNear(
  view: CollectionView,
  argument: unknown,
  options: QueryOptions,
): Generator<Measured, undefined> {
  const given = stageOptions('$geoNear', argument, ['near'], OPTIONAL);
  const near = nearOf(given);
  const path = given.key === undefined ? onlyGeoField(view) : textOption('$geoNear', 'key', given.key);
  const filter = isDocument(given.query) ? given.query : {};
  const distanceField =
    given.distanceField === undefined
      ? undefined
      : splitPath(textOption('$geoNear', 'distanceField', given.distanceField));
  const includeLocs =
    given.includeLocs === undefined ? undefined : splitPath(textOption('$geoNear', 'includeLocs', given.includeLocs));
  const factor = near.unit * (isBsonNumber(given.distanceMultiplier) ? toDouble(given.distanceMultiplier) : 1);
  const found = documentsNear(
    view,
    { path, near },
    filter,
    compileFilter(filter, options),
    valueOrder(options.collation),
    { keysExamined: 0, docsExamined: 0 },
  );
  for (const { document, angle } of found) {
    const distance = angle * factor;
    const measured = distanceField ? withField(document, distanceField, distance) : document;
    const located = includeLocs
      ? withField(measured, includeLocs, valuesAt(document, splitPath(path), 'whole')[0])
      : measured;
    yield { document: located, distance };
  }
}

function nearOf({ near, minDistance, maxDistance }: Document): NearQuery {
  if (isDocument(near) && typeof near.type === 'string') {
    const [centre] = parseGeometry(near).positions;
    if (!centre || near.type !== 'Point') return failure(2, "$geoNear requires a GeoJSON point as 'near'");
    return { centre, ...distances(minDistance, maxDistance, EARTH_RADIUS_METRES), unit: EARTH_RADIUS_METRES };
  }
  return {
    centre: legacyPoint(near) ?? failure(2, "$geoNear requires a point as 'near'"),
    ...distances(minDistance, maxDistance, 1),
    unit: 1,
  };
}

function onlyGeoField(view: CollectionView): string {
  const fields = new Set(view.indexes.all().flatMap((index) => index.fields[index.geoField]?.name ?? []));
  const [field] = fields;
  if (field === undefined) return failure(27, '$geoNear requires a 2d or 2dsphere index, but none were found');
  return fields.size === 1
    ? field
    : failure(27, 'There is more than one 2dsphere index; unsure which to use for $geoNear. Use the key option.');
}
