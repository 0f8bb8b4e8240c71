import { ArrayMaxSize, ArrayUnique, IsEnum, IsISO4217CurrencyCode, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
import { exposure } from './exposure.service.js';
import { Exposure, ExposureDimension } from './exposure.type.js';

@ArgsType()
class ExposureArguments {
  @Field(() => [ExposureDimension], { defaultValue: [], description: 'All in one group unless told.' })
  @ArrayMaxSize(5)
  @ArrayUnique()
  @IsEnum(ExposureDimension, { each: true })
  groupBy!: ExposureDimension[];

  @Field(() => GraphQLCurrencyCode, { defaultValue: 'EUR', description: "The caller's currency." })
  @IsISO4217CurrencyCode()
  currency!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the exchange rates; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class ExposureResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Directive('@cost(weight: 200)')
  @Query(() => Exposure, {
    description: 'What is outstanding under running contracts, grouped and in one currency; a bank sees its own only.',
  })
  exposure(
    @Args(() => ExposureArguments) { groupBy, currency, asOf }: ExposureArguments,
    @Ctx() context: DataContext,
  ): Promise<Exposure> {
    return exposure(context, groupBy, currency, asOf ?? context.today);
  }
}
