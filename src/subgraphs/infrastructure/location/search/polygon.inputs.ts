import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { badUserInput } from '../../../../kernel/errors/tripod-error.js';
import { checkApart, checkedRing, checkHole } from './geo-json-ring.js';

const MOST_RINGS = 20;
const MOST_POSITIONS = 1_000;

@InputType({
  description:
    'An area on the earth, as the `coordinates` of a GeoJSON Polygon (RFC 7946); edges are parts of great circles and go the ' +
    'short way, also over the antimeridian.',
})
export class PolygonInput {
  @Field(() => [[[Float]]], {
    description:
      'The outer ring, and after it the rings of holes. A ring is a list of [longitude, latitude] in degrees that ends with ' +
      `its first position and does not meet itself. At most ${MOST_RINGS} rings and ${MOST_POSITIONS} positions in all.`,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_RINGS)
  coordinates!: number[][][];
}

/** MongoDB filter for points in the polygon. BAD_USER_INPUT with the place of what is wrong with a ring. */
export function polygonCondition({ coordinates }: PolygonInput): Record<string, unknown> {
  const positions = coordinates.reduce((sum, ring) => sum + ring.length, 0);
  if (positions > MOST_POSITIONS) {
    throw badUserInput('polygon.coordinates', `must have at most ${MOST_POSITIONS} positions, has ${positions}`);
  }
  const rings = coordinates.map((ring, index) => checkedRing(ring, `polygon.coordinates.${index}`));
  const [outer = [], ...holes] = rings;
  holes.forEach((hole, index) => {
    const field = `polygon.coordinates.${index + 1}`;
    checkHole(hole, outer, field);
    for (const other of holes.slice(0, index)) checkApart(hole, other, field);
  });
  return { location: { $geoWithin: { $geometry: { type: 'Polygon', coordinates: rings } } } };
}
