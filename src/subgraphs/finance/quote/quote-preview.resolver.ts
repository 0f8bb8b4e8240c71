import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { QuotePreview } from './financing-offer.type.js';
import { QuotePreviewArguments } from './quote-preview.inputs.js';
import { quotePreview } from './quote-preview.service.js';

@Resolver()
export class QuotePreviewResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => QuotePreview, {
    description:
      'Offers of all eligible products of all partners in a country for one car and price, lowest annual percentage rate first. Nothing is stored.',
  })
  quotePreview(
    @Args(() => QuotePreviewArguments) { input, ...shown }: QuotePreviewArguments,
    @Ctx() context: DataContext,
  ): Promise<QuotePreview> {
    const { country, price, variantId, powertrain } = input;
    const car = { country, price, variantId: variantId ?? null, powertrain: powertrain ?? null };
    return quotePreview(context, car, input, shown);
  }
}
