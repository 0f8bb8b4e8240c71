import { ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { allOf } from '../../../database/filters.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { CoordinatesInput } from '../../../kernel/geo/geo.types.js';
import { type Box, coveringPolygon } from './covering-polygon.js';

@InputType({
  description:
    'The part of the earth between two parallels and two meridians, edges included. A box whose west is greater than ' +
    'its east crosses the antimeridian.',
})
export class BoundingBoxInput {
  @Field(() => CoordinatesInput)
  @ValidateNested()
  southWest!: CoordinatesInput;

  @Field(() => CoordinatesInput)
  @ValidateNested()
  northEast!: CoordinatesInput;
}

type Filter = Record<string, unknown>;

/** MongoDB filter for points in the box. BAD_USER_INPUT where its south lies north of its north. */
export function boxCondition({ southWest, northEast }: BoundingBoxInput): Filter {
  const [south, west] = [southWest.latitude, southWest.longitude];
  const [north, east] = [northEast.latitude, northEast.longitude];
  if (south > north) {
    throw badUserInput('boundingBox.southWest.latitude', 'must not be greater than the latitude of northEast');
  }
  return west <= east
    ? within({ south, west, north, east })
    : { $or: [within({ south, west, north, east: 180 }), within({ south, west: -180, north, east })] };
}

/**
 * Compares degrees, since the edges of a GeoJSON polygon are great circles, which leave the parallels of the box. The
 * polygon around it lets the 2dsphere index find the candidates.
 */
function within(box: Box): Filter {
  const polygon = coveringPolygon(box);
  return allOf([
    polygon === null ? {} : { location: { $geoWithin: { $geometry: { type: 'Polygon', coordinates: [polygon] } } } },
    { 'location.coordinates.0': { $gte: box.west, $lte: box.east } },
    { 'location.coordinates.1': { $gte: box.south, $lte: box.north } },
  ]);
}
