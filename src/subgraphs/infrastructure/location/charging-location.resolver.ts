import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import {
  ChargingLocationArguments,
  ChargingLocationsArguments,
  CountryChargingLocationsArguments,
} from './charging-location.inputs.js';
import { findLocation, listLocations, listLocationsOfCountry } from './charging-location.service.js';
import { ChargingLocation } from './charging-location.type.js';
import { rowIdOfParts } from './charging-location-key.js';

const ChargingLocationConnection = connectionType('ChargingLocation', () => ChargingLocation);

@Resolver(() => ChargingLocation)
export class ChargingLocationResolver {
  @Query(() => ChargingLocation, { nullable: true, description: 'A charging site by country, party and id.' })
  async chargingLocation(
    @Args(() => ChargingLocationArguments) { countryCode, partyId, id }: ChargingLocationArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChargingLocation | null> {
    return findLocation(context, rowIdOfParts(countryCode, partyId, id), selectedFields(info));
  }

  @Query(() => ChargingLocationConnection, {
    description: 'Charging sites: nearest first where `near` is given, else in the order of their keys.',
  })
  chargingLocations(
    @Args(() => ChargingLocationsArguments) request: ChargingLocationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ChargingLocation>> {
    return listLocations(context, request, askedOf(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryChargingLocationsResolver {
  @FieldResolver(() => ChargingLocationConnection, {
    nullable: true,
    description:
      "Charging sites in the country, by key. Null, with an error, while the country's data is out of reach.",
  })
  chargingLocations(
    @Root() country: CountryExtension,
    @Args(() => CountryChargingLocationsArguments) request: CountryChargingLocationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ChargingLocation>> {
    return listLocationsOfCountry(context, country.code, request, askedOf(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}
