import { ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { CoordinatesInput } from '../../../kernel/geo/geo.types.js';

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

/** Stored GeoJSON positions are [longitude, latitude]. */
const LONGITUDE = 'location.coordinates.0';
const LATITUDE = 'location.coordinates.1';

/**
 * MongoDB filter for points in the box. Compares degrees: the edges of a GeoJSON polygon are great circles, which
 * leave the parallels of the box. BAD_USER_INPUT where south lies north of north.
 */
export function boxCondition({ southWest, northEast }: BoundingBoxInput): Filter {
  if (southWest.latitude > northEast.latitude) {
    throw badUserInput('boundingBox.southWest.latitude', 'must not be greater than the latitude of northEast');
  }
  const latitude = { [LATITUDE]: { $gte: southWest.latitude, $lte: northEast.latitude } };
  return southWest.longitude <= northEast.longitude
    ? { ...latitude, [LONGITUDE]: { $gte: southWest.longitude, $lte: northEast.longitude } }
    : {
        ...latitude,
        $or: [{ [LONGITUDE]: { $gte: southWest.longitude } }, { [LONGITUDE]: { $lte: northEast.longitude } }],
      };
}
