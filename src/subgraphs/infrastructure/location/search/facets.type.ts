import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'How many sites of a list have a value.' })
export class FacetValue {
  @Field(() => String)
  value!: string;

  @Field(() => Int, { description: 'Sites; one that has the value more than once counts once.' })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What the sites of a list have: of the whole list, not of a page. Values as in the filter, most frequent first. A site ' +
    'may have many values of a facet, or none.',
})
export class ChargingLocationFacets {
  @Field(() => [FacetValue])
  connectorStandards!: FacetValue[];

  @Field(() => [FacetValue])
  powerTypes!: FacetValue[];

  @Field(() => [FacetValue])
  evseStatuses!: FacetValue[];

  @Field(() => [FacetValue], { description: 'Names.' })
  operators!: FacetValue[];

  @Field(() => [FacetValue])
  facilities!: FacetValue[];

  @Field(() => [FacetValue])
  access!: FacetValue[];

  @Field(() => [FacetValue])
  paymentMethods!: FacetValue[];

  @Field(() => [FacetValue], { description: 'ISO 3166-1 alpha-2.' })
  countries!: FacetValue[];
}
