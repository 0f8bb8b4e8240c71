import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { CountriesArguments } from './country.inputs.js';
import { findCountry, listCountries } from './country.service.js';
import { Country } from './country.type.js';

const CountryConnection = connectionType('Country', () => Country);

@Resolver(() => Country)
export class CountryResolver {
  @Query(() => Country, { nullable: true, description: 'A country by its ISO 3166-1 alpha-2 code.' })
  country(
    @Arg('code', () => GraphQLCountryCode) code: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Country | null> {
    return findCountry(context, code, selectedFields(info));
  }

  @Query(() => CountryConnection, { description: 'Countries in the order of their codes.' })
  countries(
    @Args(() => CountriesArguments) { filter, ...page }: CountriesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Country>> {
    const fields = selectedNodeFields(info);
    return listCountries(context, filter, page, { fields, totalCount: selectedFields(info).has('totalCount') });
  }
}
