import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { CountryExtension } from '../country/country.type.js';
import { ChargingTariffArguments } from './charging-tariff.inputs.js';
import { findTariff, listTariffsOfCountry } from './charging-tariff.service.js';
import { ChargingTariff } from './charging-tariff.type.js';
import { tariffRowIdOfParts } from './charging-tariff-key.js';

const ChargingTariffConnection = connectionType('ChargingTariff', () => ChargingTariff);

@Resolver(() => ChargingTariff)
export class ChargingTariffResolver {
  @Query(() => ChargingTariff, { nullable: true, description: 'A charging tariff by country, party and id.' })
  async chargingTariff(
    @Args(() => ChargingTariffArguments) { countryCode, partyId, id }: ChargingTariffArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChargingTariff | null> {
    return findTariff(context, tariffRowIdOfParts(countryCode, partyId, id), selectedFields(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryChargingTariffsResolver {
  @FieldResolver(() => ChargingTariffConnection, {
    nullable: true,
    description:
      "Tariffs of the operators that are registered in the country, by key. Null, with an error, while the country's data is out of reach.",
  })
  chargingTariffs(
    @Root() country: CountryExtension,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ChargingTariff>> {
    const asked = { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
    return listTariffsOfCountry(context, country.code, page, asked);
  }
}
