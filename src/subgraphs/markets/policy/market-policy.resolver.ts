import { ArrayMaxSize, IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Country } from '../country/country.type.js';
import { LocalisationRule } from './localisation-rule.type.js';
import { findPolicy, listLocalisationRules, listPolicies } from './market-policy.service.js';
import { MarketPolicy } from './market-policy.type.js';
import { PolicyKind } from './policy-kind.js';

@ArgsType()
export class CountryPoliciesArguments {
  @Field(() => [PolicyKind], { nullable: true, description: 'All kinds where not given.' })
  @IsOptional()
  @ArrayMaxSize(50)
  kinds?: PolicyKind[] | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day on which the rules are in force; default today.' })
  @IsOptional()
  asOf?: string | null;
}

@ArgsType()
export class PoliciesArguments extends CountryPoliciesArguments {
  @Field(() => GraphQLCountryCode)
  country!: string;
}

@Resolver(() => Country)
export class MarketPolicyResolver {
  @Query(() => MarketPolicy, { nullable: true, description: 'A rule by its key, whether it is in force or not.' })
  policy(@Arg('id', () => ID) id: string, @Ctx() context: DataContext): Promise<MarketPolicy | null> {
    return findPolicy(context, id);
  }

  @Query(() => [MarketPolicy], { description: 'Rules in force in a country, those of its trade regions included.' })
  policies(
    @Args(() => PoliciesArguments) { country, kinds, asOf }: PoliciesArguments,
    @Ctx() context: DataContext,
  ): Promise<MarketPolicy[]> {
    return listPolicies(context, { code: country }, { kinds: kinds ?? null, asOf: asOf ?? context.today });
  }

  @FieldResolver(() => [MarketPolicy], {
    name: 'policies',
    description: 'Rules in force, those of the trade regions of the country included.',
  })
  policiesOfCountry(
    @Root() country: Country,
    @Args(() => CountryPoliciesArguments) { kinds, asOf }: CountryPoliciesArguments,
    @Ctx() context: DataContext,
  ): Promise<MarketPolicy[]> {
    return listPolicies(context, country, { kinds: kinds ?? null, asOf: asOf ?? context.today });
  }

  @FieldResolver(() => [LocalisationRule], {
    description: 'Obligations to make cars, or a share of them, in the country: those of all times, in order.',
  })
  localisationRules(@Root() country: Country, @Ctx() context: DataContext): Promise<LocalisationRule[]> {
    return listLocalisationRules(context, country);
  }
}
