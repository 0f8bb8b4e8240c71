import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Insight } from '../answer/insight.type.js';

@ObjectType({ simpleResolvers: true, description: 'What a change of one leg would do to a readiness.' })
export class ReadinessEffect {
  @Field(() => Int, { description: 'How many are added.' })
  added!: number;

  @Field(() => Float, { description: 'The leg after it, 0 to 1.' })
  leg!: number;

  @Field(() => Float, { nullable: true, description: 'The score after it, 0 to 100; null where there is no score.' })
  score!: number | null;

  @Field(() => Float, { nullable: true, description: 'Points that the score gains.' })
  gain!: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How ready a country is for electric cars: service, finance and infrastructure as a geometric mean, which punishes a missing leg.',
})
export class Readiness extends Insight {
  @Field(() => Float, {
    nullable: true,
    description: '0 to 100, over the legs that are known; null, with `reason`, where coverage is under a half.',
  })
  score!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no score.' })
  reason!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of cars (by inhabitants of towns) with an open workshop for live work on high voltage within 50 km.',
  })
  service!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of offers with two products or more at no more than two percentage points above the median rate of the country (48 months, a fifth paid down).',
  })
  finance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Public charging power over what Regulation (EU) 2023/1804, Article 3 (1) would ask for; at most 1.',
  })
  infrastructure!: number | null;

  @Field(() => ReadinessEffect, {
    nullable: true,
    description: 'Ten more high-voltage workshops, each in the town where it helps most.',
  })
  tenMoreWorkshops!: ReadinessEffect | null;

  @Field(() => ReadinessEffect, {
    nullable: true,
    description: 'Fifty more DC sites of 400 kW, the power of a pool by Article 3 (4) of the same regulation.',
  })
  fiftyMoreDcSites!: ReadinessEffect | null;
}
