import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Coordinates } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { Country } from '../country/country.type.js';

@Directive('@key(fields: "geonameId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A populated place of GeoNames.' })
export class Town extends Node {
  @Field(() => String)
  geonameId!: string;

  @Field(() => Country)
  country!: Pick<Country, 'code'>;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The name in plain ASCII.' })
  asciiName!: string;

  @Field(() => Coordinates)
  coordinates!: Coordinates;

  @Field(() => Int)
  population!: number;

  @Field(() => String, { nullable: true, description: 'GeoNames first-level administrative code within the country.' })
  admin1!: string | null;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => Provenance)
  provenance!: Provenance;
}
