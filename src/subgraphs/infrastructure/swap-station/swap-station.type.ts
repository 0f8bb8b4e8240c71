import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coordinates, GeoQuality } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';

export enum SwapStationStatus {
  OPEN = 'OPEN',
  PLANNED = 'PLANNED',
  SUSPENDED = 'SUSPENDED',
  CLOSED = 'CLOSED',
}
registerEnumType(SwapStationStatus, { name: 'SwapStationStatus', description: 'Whether a station swaps batteries.' });

@Directive('@key(fields: "stationId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A station that swaps traction batteries.' })
export class SwapStation extends Node {
  @Field(() => ID, { description: 'Begins with the country: "NO:nio-lier".' })
  stationId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  operator!: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number.' })
  address!: string | null;

  @Field(() => String, { nullable: true })
  city!: string | null;

  @Field(() => Coordinates, { nullable: true })
  coordinates!: Coordinates | null;

  @Field(() => GeoQuality)
  geoQuality!: GeoQuality;

  @Field(() => [String], { description: "Names of the makers' batteries that the station takes." })
  batteryTypes!: string[];

  @Field(() => Int, { nullable: true, description: 'Batteries that the station holds.' })
  slots!: number | null;

  @Field(() => Int, { nullable: true, description: 'Swaps that the station can do in a day.' })
  swapsPerDay!: number | null;

  @Field(() => SwapStationStatus)
  status!: SwapStationStatus;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of first operation.' })
  operationalSince!: string | null;

  @Field(() => Float, { nullable: true, description: 'km to `near`; null in lists without `near`.' })
  distanceKm!: number | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
