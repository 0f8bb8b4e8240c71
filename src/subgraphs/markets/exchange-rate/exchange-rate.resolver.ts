import { IsISO4217CurrencyCode, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
import { findExchangeRate } from './exchange-rate.service.js';
import { FxRate } from './exchange-rate.type.js';

@ArgsType()
export class ExchangeRateArguments {
  @Field(() => GraphQLCurrencyCode)
  @IsISO4217CurrencyCode()
  base!: string;

  @Field(() => GraphQLCurrencyCode)
  @IsISO4217CurrencyCode()
  quote!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver(() => FxRate)
export class ExchangeRateResolver {
  @Query(() => FxRate, {
    nullable: true,
    description: 'The exchange rate of a day, or the latest one before it; null where none is on file.',
  })
  exchangeRate(
    @Args(() => ExchangeRateArguments) { base, quote, asOf }: ExchangeRateArguments,
    @Ctx() context: DataContext,
  ): Promise<FxRate | null> {
    return findExchangeRate(context, { base, quote, asOf: asOf ?? context.today });
  }
}
