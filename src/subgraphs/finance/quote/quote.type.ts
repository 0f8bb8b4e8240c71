import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import { FinancingProduct } from '../product/financing-product.type.js';
import { FinancingTerms, ScheduleLine } from './financing-offer.type.js';

@ObjectType({ simpleResolvers: true, description: 'A field of the Standard European Consumer Credit Information.' })
export class ConsumerCreditInformation {
  @Field(() => String, {
    description:
      'Where it stands in the form: I is the key information of Directive (EU) 2023/2225, Annex I; 2 main features, 3 costs and 4 legal aspects are the sections of 2008/48/EC, Annex II.',
  })
  item!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@Directive('@key(fields: "quoteId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A quote: terms that a partner stands by until they expire. Never changed.',
})
export class Quote extends FinancingTerms implements Node {
  @Field(() => ID, { description: 'Global id: opaque, stable, unique over all types.' })
  id!: string;

  @Field(() => ID, { description: 'Cannot be guessed: who knows it may see the quote, except for other banks.' })
  quoteId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => Money)
  price!: Money;

  @Field(() => FinancingProduct, { nullable: true, description: 'Null where the product is no longer on offer.' })
  product!: FinancingProduct | null;

  @Field(() => String)
  productId!: string;

  @Field(() => ID, { nullable: true })
  offerId!: string | null;

  @Field(() => ID, { nullable: true })
  variantId!: string | null;

  @Field(() => GraphQLLocalDate, { description: 'Day of the products and rates.' })
  asOf!: string;

  @Field(() => GraphQLLocalDate, { description: 'Day of the drawdown.' })
  startDate!: string;

  @Field(() => [ScheduleLine])
  schedule!: ScheduleLine[];

  @Field(() => [ConsumerCreditInformation], { description: 'SECCI; empty outside of the European Economic Area.' })
  consumerCreditInformation!: ConsumerCreditInformation[];

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  expiresAt!: Date;

  @Field(() => String, { description: 'SHA-256 of the quote in canonical JSON (RFC 8785).' })
  hash!: string;
}
