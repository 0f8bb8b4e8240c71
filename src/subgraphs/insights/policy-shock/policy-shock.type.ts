import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';
import { AssemblyBaseReference, MarketOfferReference } from '../country/references.type.js';

@ObjectType({ simpleResolvers: true, description: 'An offer whose landed cost a change of policy moves.' })
export class ShockedOffer {
  @Field(() => MarketOfferReference)
  offer!: MarketOfferReference;

  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => Money, { description: 'By the policies on file.' })
  landedCost!: Money;

  @Field(() => Money, { description: 'By the changed policies.' })
  newLandedCost!: Money;

  @Field(() => Money, { description: 'New less old: below zero where the car gets cheaper.' })
  difference!: Money;

  @Field(() => Money, { nullable: true, description: 'Of the best financing at the list price; null for none.' })
  instalment!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'The same if the whole difference were passed on to the list price.',
  })
  newInstalment!: Money | null;

  @Field(() => [AssemblyBaseReference], {
    description: "The maker's bases of another origin that deliver to the country: candidates to avoid the change.",
  })
  basesElsewhere!: AssemblyBaseReference[];
}

@ObjectType({ simpleResolvers: true, description: 'What a change of policies does, dearest change first.' })
export class PolicyShock extends Insight {
  @Field(() => [ShockedOffer])
  offers!: ShockedOffer[];

  @Field(() => Int, { description: 'Offers that were reckoned, hit or not.' })
  offersReckoned!: number;
}
