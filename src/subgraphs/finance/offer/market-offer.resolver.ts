import { Max, Min, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { QuotePreview } from '../quote/financing-offer.type.js';
import { FinancingWishInput } from '../quote/quote-preview.inputs.js';
import { quotePreview } from '../quote/quote-preview.service.js';
import { carOfOffer, type OfferReference } from './market-offer.reference.js';
import { MarketOfferExtension } from './market-offer.type.js';

@ArgsType()
class OfferFinancingArguments {
  @Field(() => FinancingWishInput)
  @ValidateNested()
  wish!: FinancingWishInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Tells also which products cannot be had, and why.' })
  includeIneligible!: boolean;

  @Field(() => Int, { defaultValue: 10, description: 'Offers that are shown; at most 200.' })
  @Min(1)
  @Max(200)
  first!: number;
}

@Resolver(() => MarketOfferExtension)
export class MarketOfferFinancingResolver {
  @Directive(
    '@requires(fields: "country { code } listPriceInclVat { amount currency } variant { variantId powertrain }")',
  )
  @Directive('@cost(weight: 20)')
  @FieldResolver(() => QuotePreview, {
    nullable: true,
    description:
      'What all partners in the country offer for the car at its list price, lowest annual percentage rate first. Nothing is stored.',
  })
  async financing(
    @Root() offer: OfferReference,
    @Args(() => OfferFinancingArguments) { wish, ...shown }: OfferFinancingArguments,
    @Ctx() context: DataContext,
  ): Promise<QuotePreview | null> {
    const car = carOfOffer(offer);
    return car === null ? null : quotePreview(context, car, wish, shown);
  }
}
