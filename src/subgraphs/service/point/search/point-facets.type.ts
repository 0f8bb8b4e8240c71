import { Field, ObjectType } from 'type-graphql';
import { FacetValue } from '../../../../kernel/paging/facet-value.type.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What the workshops of a list have: of the whole list, not of a page. Most frequent first.',
})
export class ServicePointFacets {
  @Field(() => [FacetValue], { description: 'Those whose certificate is valid on the day of the search.' })
  capabilities!: FacetValue[];

  @Field(() => [FacetValue])
  statuses!: FacetValue[];

  @Field(() => [FacetValue], { description: 'Keys of networks.' })
  networks!: FacetValue[];

  @Field(() => [FacetValue], { description: 'ISO 3166-1 alpha-2.' })
  countries!: FacetValue[];
}
