import { IsISO31661Alpha2, IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Directive, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import { accountOf, balancesOfCountry, importedUnits } from './localisation-balance.service.js';
import { LocalisationAccount, LocalisationBalance } from './localisation-balance.type.js';

@ArgsType()
export class LocalisationBalanceArguments {
  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;

  @Field(() => String, { description: 'Slug of the maker, e.g. "byd".' })
  @Matches(/^[a-z0-9_]{1,60}$/, { message: 'must be the slug of a maker such as byd' })
  maker!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
  @IsOptional()
  asOf?: string | null;
}

@Resolver(() => LocalisationBalance)
export class LocalisationBalanceResolver {
  @Query(() => LocalisationBalance, {
    description: 'Cars imported under an incentive against the local production due for them.',
  })
  localisationBalance(
    @Args(() => LocalisationBalanceArguments) { country, maker, asOf }: LocalisationBalanceArguments,
    @Ctx() { today }: DataContext,
  ): LocalisationBalance {
    return { country: { code: country }, maker, asOf: asOf ?? today };
  }

  @FieldResolver(() => Int, { description: 'Cars imported under an incentive, up to the end of the year of the day.' })
  importedUnits(@Root() balance: LocalisationBalance, @Ctx() context: DataContext): Promise<number> {
    return importedUnits(context, balance);
  }

  @Directive(
    '@requires(fields: "country { localisationRules { policyId ratioLocalPerImported localContentShare validFrom validTo } }")',
  )
  @FieldResolver(() => LocalisationAccount)
  account(@Root() balance: LocalisationBalance, @Ctx() context: DataContext): Promise<LocalisationAccount> {
    return accountOf(context, balance);
  }
}

@Resolver(() => CountryExtension)
export class CountryLocalisationBalancesResolver {
  @FieldResolver(() => [LocalisationBalance], {
    nullable: true,
    description:
      "Of every maker that imported cars under an incentive, by slug. Null, with an error, while the country's data cannot be reached.",
  })
  localisationBalances(
    @Root() country: CountryExtension,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
    asOf: string | null | undefined,
    @Ctx() context: DataContext,
  ): Promise<LocalisationBalance[]> {
    return balancesOfCountry(context, { code: country.code } as CountryExtension, asOf ?? context.today);
  }
}
