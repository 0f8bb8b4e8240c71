import { Directive, Field, Float, Int, ObjectType } from 'type-graphql';
import { Coordinates } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { CountryExtension } from '../country/country.type.js';
import { ServiceCapability, ServicePointStatus } from '../point/service-point.type.js';

@Directive('@key(fields: "unitId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A workshop on wheels that comes to the car.' })
export class MobileServiceUnit extends Node {
  @Field(() => String)
  unitId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  name!: string;

  @Field(() => Coordinates, { description: 'Where the unit starts from.' })
  basePosition!: Coordinates;

  @Field(() => Float, { description: 'How far it drives from its base, as the crow flies.' })
  radiusKm!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Kilometres from its base to the place searched `near`; null outside of such a search.',
  })
  distanceKm!: number | null;

  @Field(() => [ServiceCapability], { description: 'All capabilities, lapsed ones too.' })
  capabilities!: ServiceCapability[];

  @Field(() => String, {
    nullable: true,
    description: 'In the syntax of OpenStreetMap opening_hours, in the own time zone; null where unknown.',
  })
  openingHours!: string | null;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => Int, { nullable: true, description: 'Usual wait for a visit in days; null where unknown.' })
  leadTimeDays!: number | null;

  @Field(() => ServicePointStatus)
  status!: ServicePointStatus;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Not in the graph: the join to the network. */
  networkId!: string;
}
