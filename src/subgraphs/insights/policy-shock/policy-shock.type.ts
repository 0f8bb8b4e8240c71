import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';
import { AssemblyBaseReference, MarketOfferReference } from '../country/references.type.js';
import type { HitOffer } from './hit-offer.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How the cars of an offer could come instead, through another base of the maker.',
})
export class PolicyWayAround {
  @Field(() => AssemblyBaseReference)
  base!: AssemblyBaseReference;

  @Field(() => Boolean, { description: 'True where the cars are made in the country and cross no border.' })
  madeInCountry!: boolean;

  @Field(() => GraphQLCountryCode, { nullable: true, description: 'Origin with which they would cross the border.' })
  originCountry!: string | null;

  @Field(() => String, { nullable: true, description: 'CBU, CKD or SKD: as what they would cross the border.' })
  assemblyForm!: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'By the changed policies, at the same customs value; null where they cross no border.',
  })
  landedCost!: Money | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the policy costs nothing on this way; null where nobody can tell.',
  })
  avoids!: boolean | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Local content on the day, as a fraction: rules of origin and of localisation ask for it.',
  })
  localContent!: string | null;

  @Field(() => Int, { nullable: true, description: 'Cars a year that are not planned for the next four quarters.' })
  spareCapacity!: number | null;
}

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

  @Field(() => [PolicyWayAround], { description: 'Ways that avoid the policy come first.' })
  waysAround!: PolicyWayAround[];
}

@ObjectType({ simpleResolvers: true, description: 'What a change of policies does, dearest change first.' })
export class PolicyShock extends Insight {
  @Field(() => [ShockedOffer])
  offers!: ShockedOffer[];

  @Field(() => Int, { description: 'Offers that were reckoned, hit or not.' })
  offersReckoned!: number;

  /** What is asked after for `commitments`. */
  hit!: readonly HitOffer[];
}
