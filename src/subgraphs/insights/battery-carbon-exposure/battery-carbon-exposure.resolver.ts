import { IsISO4217CurrencyCode, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { batteryCarbonExposure } from './battery-carbon-exposure.service.js';
import { BatteryCarbonExposure } from './battery-carbon-exposure.type.js';

@ArgsType()
class BatteryCarbonExposureArguments {
  @Field(() => GraphQLCurrencyCode, { defaultValue: 'EUR' })
  @IsISO4217CurrencyCode()
  currency!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the exchange rates; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class BatteryCarbonExposureResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Directive('@cost(weight: 500)')
  @Query(() => BatteryCarbonExposure, {
    description:
      'What banks have outstanding by country and battery carbon class, with the shares whose guarantee ends before the loan and whose collateral has no passport; a bank sees its own only.',
  })
  batteryCarbonExposure(
    @Args(() => BatteryCarbonExposureArguments) { currency, asOf }: BatteryCarbonExposureArguments,
    @Ctx() context: RequestContext,
  ): Promise<BatteryCarbonExposure> {
    return batteryCarbonExposure(context, currency, dayOfAnswer(context, asOf));
  }
}
