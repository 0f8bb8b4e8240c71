import { ArrayMaxSize, ArrayMinSize, IsOptional, IsPositive, Max, ValidateNested } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { badUserInput } from '../../../../kernel/errors/tripod-error.js';
import { CoordinatesInput } from '../../../../kernel/geo/geo.types.js';
import { Route } from './route.js';

const MOST_PLACES = 1_000;
const LONGEST_ROUTE_KM = 5_000;
export const DEFAULT_CORRIDOR_KM = 2;
const WIDEST_CORRIDOR_KM = 50;

@InputType({ description: 'A route, and how far from it a site may lie.' })
export class RouteInput {
  @Field(() => [CoordinatesInput], {
    description: `Places in the order of travel, joined by great circles: 2 to ${MOST_PLACES}, ${LONGEST_ROUTE_KM} km in all.`,
  })
  @ValidateNested({ each: true })
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_PLACES)
  path!: CoordinatesInput[];

  @Field(() => Float, {
    nullable: true,
    description: `km to either side: more than 0, at most ${WIDEST_CORRIDOR_KM}; default ${DEFAULT_CORRIDOR_KM}.`,
  })
  @IsOptional()
  @IsPositive()
  @Max(WIDEST_CORRIDOR_KM)
  corridorKm?: number | null;
}

/** The route of an input. BAD_USER_INPUT where it does not lead anywhere, or too far. */
export function routeOf({ path }: RouteInput): Route {
  const route = new Route(path);
  if (route.lengthKm === 0) {
    throw badUserInput('along.path', 'must have two different places');
  }
  if (route.lengthKm > LONGEST_ROUTE_KM) {
    throw badUserInput('along.path', `must be at most ${LONGEST_ROUTE_KM} km long, is ${Math.round(route.lengthKm)}`);
  }
  return route;
}

/** MongoDB filter for the candidates: all sites in the corridor, and a few beside it. */
export function corridorCondition(input: RouteInput): Record<string, unknown> {
  const coordinates = routeOf(input).corridor(input.corridorKm ?? DEFAULT_CORRIDOR_KM);
  return { location: { $geoWithin: { $geometry: { type: 'MultiPolygon', coordinates } } } };
}
