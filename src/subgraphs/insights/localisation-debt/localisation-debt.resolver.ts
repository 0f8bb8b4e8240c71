import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { localisationDebt } from './localisation-debt.service.js';
import { LocalisationDebt } from './localisation-debt.type.js';

@ArgsType()
class LocalisationDebtArguments {
  @Field(() => [GraphQLCountryCode], { description: 'At most 60.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(60)
  @ArrayUnique()
  countries!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver()
export class LocalisationDebtResolver {
  @Directive('@cost(weight: 500)')
  @Query(() => [LocalisationDebt], {
    description:
      'Cars that makers imported under an incentive against the local production due for them, with the forecast by production plans and the bank guarantees at risk; in the order of the countries.',
  })
  localisationDebt(
    @Args(() => LocalisationDebtArguments) { countries, asOf }: LocalisationDebtArguments,
    @Ctx() context: RequestContext,
  ): Promise<LocalisationDebt[]> {
    return localisationDebt(context, countries, dayOfAnswer(context, asOf));
  }
}
