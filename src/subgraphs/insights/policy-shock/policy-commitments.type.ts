import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import {
  ApplicationReference,
  ContractReference,
  FinancePartnerReference,
  MarketOfferReference,
  QuoteReference,
} from '../country/references.type.js';

@ObjectType({ simpleResolvers: true, description: 'A quote that has not expired, for an offer that is hit.' })
export class ShockedQuote {
  @Field(() => QuoteReference)
  quote!: QuoteReference;

  @Field(() => MarketOfferReference)
  offer!: MarketOfferReference;

  @Field(() => GraphQLDateTime, { description: 'Until then its partner stands by the old terms.' })
  expiresAt!: unknown;

  @Field(() => Money)
  instalment!: Money;

  @Field(() => Money, { nullable: true, description: 'At the new price with the same shares, rate and term.' })
  newInstalment!: Money | null;
}

@ObjectType({ simpleResolvers: true, description: 'An open application for an offer that is hit.' })
export class ShockedApplication {
  @Field(() => ApplicationReference)
  application!: ApplicationReference;

  @Field(() => MarketOfferReference)
  offer!: MarketOfferReference;

  @Field(() => Money, { nullable: true, description: 'By its quote.' })
  instalment!: Money | null;

  @Field(() => Money, { nullable: true, description: 'At the new price with the same shares, rate and term.' })
  newInstalment!: Money | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What banks and dealers have promised for offers that a change hits.',
})
export class PolicyCommitments {
  @Field(() => [ShockedQuote])
  quotes!: ShockedQuote[];

  @Field(() => [ShockedApplication])
  applications!: ShockedApplication[];

  @Field(() => [ContractReference], {
    description:
      'Running contracts over the same cars in the same countries. Their instalments stay; what a new car costs moves the value of their collateral.',
  })
  contracts!: ContractReference[];

  @Field(() => [Money], { description: 'Outstanding under these contracts, by currency.' })
  outstanding!: Money[];

  @Field(() => [FinancePartnerReference], { description: 'Banks of the applications and contracts, each once.' })
  partners!: FinancePartnerReference[];

  @Field(() => Boolean, { description: 'False where a list was out of reach or too long.' })
  complete!: boolean;

  @Field(() => Int, { description: 'Offers that were asked after.' })
  offers!: number;
}
