import type { Types } from 'mongoose';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Coordinates } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { CountryExtension } from '../country/country.type.js';

@Directive('@key(fields: "depotId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A warehouse of spare parts.' })
export class PartsDepot extends Node {
  @Field(() => String)
  depotId!: string;

  @Field(() => CountryExtension, { description: 'Where it stands.' })
  country!: CountryExtension;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  operator!: string;

  @Field(() => Coordinates, { nullable: true })
  coordinates!: Coordinates | null;

  @Field(() => Boolean, { description: 'True in a customs warehouse or free zone: parts leave it duty unpaid.' })
  bonded!: boolean;

  @Field(() => Int, { nullable: true, description: 'Number of different parts kept; null where unknown.' })
  skuCount!: number | null;

  @Field(() => [CountryExtension], { description: 'Countries that it delivers to.' })
  servedCountries!: CountryExtension[];

  @Field(() => Int, { nullable: true, description: "Hours from order to the workshop's door; null where unknown." })
  leadTimeHours!: number | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Share of order lines delivered at once, as a fraction; null where unknown.',
  })
  fillRate!: Types.Decimal128 | null;

  @Field(() => Boolean, { description: 'True where goods of ADR class 9, such as batteries, may be kept.' })
  storesClass9!: boolean;

  @Field(() => Provenance)
  provenance!: Provenance;
}
