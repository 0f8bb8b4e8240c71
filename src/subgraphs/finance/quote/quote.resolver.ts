import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { findProduct } from '../product/financing-product.service.js';
import { FinancingProduct } from '../product/financing-product.type.js';
import { CreateQuoteArguments } from './create-quote.inputs.js';
import { earlyRepaymentOf } from './early-repayment.service.js';
import { EarlyRepayment } from './financing-offer.type.js';
import { listQuotes } from './list-quotes.service.js';
import { createQuote, findQuote } from './quote.service.js';
import { Quote } from './quote.type.js';
import { QuotesArguments } from './quotes.inputs.js';

const QuoteConnection = connectionType('Quote', () => Quote);

@Resolver(() => Quote)
export class QuoteResolver {
  @Query(() => Quote, {
    nullable: true,
    description: 'A quote by its id, which cannot be guessed; a bank finds its own only.',
  })
  quote(@Arg('id', () => ID) id: string, @Ctx() context: DataContext): Promise<Quote | null> {
    return findQuote(context, naturalKey('Quote', id));
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => QuoteConnection, { description: 'Quotes in the order of their ids; a bank sees its own only.' })
  quotes(
    @Args(() => QuotesArguments) request: QuotesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Quote>> {
    return listQuotes(context, request, selectedFields(info).has('totalCount'));
  }

  @Directive('@cost(weight: 100)')
  @Mutation(() => Quote, { description: 'Makes a quote that its partner stands by for 14 days. It is never changed.' })
  createQuote(
    @Args(() => CreateQuoteArguments) { input }: CreateQuoteArguments,
    @Ctx() context: DataContext,
  ): Promise<Quote> {
    return createQuote(context, input);
  }

  @FieldResolver(() => EarlyRepayment, {
    description: 'What is owed where all is repaid on a day of the term; compensation as if the rate were fixed.',
  })
  earlyRepayment(@Root() quote: Quote, @Arg('on', () => GraphQLLocalDate) on: string): EarlyRepayment {
    return earlyRepaymentOf(quote, on);
  }

  @FieldResolver(() => FinancingProduct, { nullable: true, description: 'Null where it is no longer on offer.' })
  product(
    @Root() quote: Quote,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FinancingProduct | null> {
    return findProduct(context, quote.productId, context.today, selectedFields(info));
  }
}
