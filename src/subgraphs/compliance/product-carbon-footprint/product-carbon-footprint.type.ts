import { Directive, Field, Float, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';

@Directive('@key(fields: "footprintId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'The carbon footprint of a product as its maker exchanges it: Catena-X Pcf, WBCSD PACT.',
})
export class ProductCarbonFootprint extends Node {
  @Field(() => String)
  footprintId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => String, { nullable: true, description: '"Active" or "Deprecated".' })
  status!: string | null;

  @Field(() => String, { nullable: true })
  specVersion!: string | null;

  @Field(() => String, { nullable: true })
  companyName!: string | null;

  @Field(() => [String])
  companyIds!: string[];

  @Field(() => String, { nullable: true })
  productName!: string | null;

  @Field(() => [String])
  productIds!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Unit that the figures are for: "kilogram", "piece", "kilowatt hour" ...',
  })
  declaredUnit!: string | null;

  @Field(() => Float, { nullable: true, description: 'How many of the unit the figures are for.' })
  declaredUnitAmount!: number | null;

  @Field(() => Float, { nullable: true, description: 'kg of that amount.' })
  productMass!: number | null;

  @Field(() => String, { nullable: true, description: '"Cradle-to-gate" or "Cradle-to-grave".' })
  scope!: string | null;

  @Field(() => Float, { description: 'kg CO2e of the declared amount, up to the gate.' })
  pcfExcludingBiogenicUptake!: number;

  @Field(() => Float, { nullable: true, description: 'kg CO2e of the declared amount, up to the gate.' })
  pcfIncludingBiogenicUptake!: number | null;

  @Field(() => Float, { nullable: true, description: 'kg CO2e of the declared amount.' })
  fossilGhgEmissions!: number | null;

  @Field(() => Float, { nullable: true, description: 'kg CO2e of the declared amount, without biogenic uptake.' })
  distributionStagePcf!: number | null;

  @Field(() => Float, { nullable: true, description: 'Percent.' })
  primaryDataShare!: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, as the source says.' })
  geographyCountry!: string | null;

  @Field(() => [String], { description: 'Standards that it was computed by: "ISO 14067" ...' })
  standards!: string[];

  @Field(() => [String], { description: 'Footprints that it takes the place of.' })
  precedingFootprintIds!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day that the figures were measured on.' })
  referencePeriodFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day behind it.' })
  referencePeriodTo!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day on which it no longer counts.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
