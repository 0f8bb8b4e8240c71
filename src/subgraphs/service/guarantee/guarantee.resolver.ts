import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { GuaranteeArguments, GuaranteeProgrammesArguments } from './guarantee.inputs.js';
import { bestProgrammes, guaranteeOf, legalMinimaOf, termsOf } from './guarantee.service.js';
import { Guarantee, GuaranteeTerm } from './guarantee.type.js';
import { listProgrammes } from './guarantee-programme.service.js';
import { GuaranteeProgramme } from './guarantee-programme.type.js';

const GuaranteeProgrammeConnection = connectionType('GuaranteeProgramme', () => GuaranteeProgramme);

/** The places that a country lies in: what decides which programmes reach it. */
const PLACES = 'region { code } subregion { code } tradeRegions { code validFrom validTo }';

@Resolver(() => CountryExtension)
export class CountryGuaranteeResolver {
  @Directive(`@requires(fields: "${PLACES}")`)
  @FieldResolver(() => GuaranteeProgrammeConnection, {
    description:
      'Programmes in force that reach the country, most specific first: subdivision, country, trade region, sub-region, region, world.',
  })
  guaranteeProgrammes(
    @Root() country: CountryExtension,
    @Args(() => GuaranteeProgrammesArguments)
    { first, after, component, maker, subdivision, asOf }: GuaranteeProgrammesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<GuaranteeProgramme>> {
    return listProgrammes(
      context,
      country,
      {
        first,
        after: after ?? null,
        component: component ?? null,
        maker: maker ?? null,
        subdivision: subdivision ?? null,
        asOf: asOf ?? context.today,
      },
      selectedNodeFields(info),
    );
  }
}

@Resolver(() => Guarantee)
export class GuaranteeResolver {
  @Query(() => Guarantee, { description: 'What is guaranteed on a vehicle variant in a country on a day.' })
  guarantee(
    @Args(() => GuaranteeArguments) { country, variantId, subdivision, asOf }: GuaranteeArguments,
    @Ctx() context: DataContext,
  ): Guarantee {
    return guaranteeOf(country, variantId, subdivision ?? null, asOf ?? context.today);
  }

  @Directive(`@requires(fields: "country { ${PLACES} }")`)
  @FieldResolver(() => [GuaranteeProgramme], {
    description:
      "Per component the programme that counts: the maker's own before one for every make, then the most specific, then the longest. Legal minima are listed apart.",
  })
  best(
    @Root() guarantee: Guarantee,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GuaranteeProgramme[]> {
    return bestProgrammes(context, guarantee, selectedFields(info));
  }

  @Directive(`@requires(fields: "country { ${PLACES} }")`)
  @FieldResolver(() => [GuaranteeProgramme], { description: 'What the law grants, most specific first.' })
  legalMinima(
    @Root() guarantee: Guarantee,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GuaranteeProgramme[]> {
    return legalMinimaOf(context, guarantee, selectedFields(info));
  }

  @Directive(`@requires(fields: "country { ${PLACES} }")`)
  @FieldResolver(() => [GuaranteeTerm], {
    description: 'Per component the programme that counts, with what the law grants beside it.',
  })
  terms(
    @Root() guarantee: Guarantee,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GuaranteeTerm[]> {
    const fields = new Set([...selectedFields(info, 'programme'), ...selectedFields(info, 'legalMinimum')]);
    return termsOf(context, guarantee, fields);
  }
}
