import { Max, Min } from 'class-validator';
import { Directive, Field, Float, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { GeoPointRecord } from './geo-point.record.js';

export enum GeoQuality {
  EXACT = 'EXACT',
  GEOCODED = 'GEOCODED',
  SUSPECT = 'SUSPECT',
  MISSING = 'MISSING',
}
registerEnumType(GeoQuality, {
  name: 'GeoQuality',
  description: 'EXACT as surveyed, GEOCODED from an address, SUSPECT contradicts the address, MISSING none.',
});

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'A place on earth, WGS 84.' })
export class Coordinates {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  longitude!: number;
}

@InputType({ description: 'A place on earth, WGS 84.' })
export class CoordinatesInput {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  @Min(-90)
  @Max(90)
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  @Min(-180)
  @Max(180)
  longitude!: number;
}

/** What callers see of a stored point; null where there is none. */
export function coordinatesView(point: GeoPointRecord | null): Coordinates | null {
  return point === null ? null : { latitude: point.coordinates[1], longitude: point.coordinates[0] };
}
