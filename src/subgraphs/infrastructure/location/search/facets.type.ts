import { Field, ObjectType } from 'type-graphql';
import { FacetValue } from '../../../../kernel/paging/facet-value.type.js';

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
