import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import {
  ChargingLocationArguments,
  ChargingLocationsArguments,
  LocationSearchArguments,
} from './charging-location.inputs.js';
import {
  type AskedOfList,
  findLocation,
  type LocationPage,
  listLocations,
  listLocationsOfCountry,
} from './charging-location.service.js';
import { ChargingLocation } from './charging-location.type.js';
import { rowIdOfParts } from './charging-location-key.js';
import { ChargingLocationFacets } from './search/facets.type.js';

export const ChargingLocationConnection = connectionType('ChargingLocation', () => ChargingLocation);

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
    description:
      'Charging sites: nearest first where `near` is given, in the order of the journey with `along`, else in the order of ' +
      'their keys.',
  })
  chargingLocations(
    @Args(() => ChargingLocationsArguments) request: ChargingLocationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LocationPage> {
    return listLocations(context, request, askedOf(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryChargingLocationsResolver {
  @FieldResolver(() => ChargingLocationConnection, {
    nullable: true,
    description:
      "Charging sites in the country, in the same orders. Null, with an error, while the country's data is out of reach.",
  })
  chargingLocations(
    @Root() country: CountryExtension,
    @Args(() => LocationSearchArguments) request: LocationSearchArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LocationPage> {
    return listLocationsOfCountry(context, country.code, request, askedOf(info));
  }
}

@Resolver(() => ChargingLocationConnection)
export class ChargingLocationFacetsResolver {
  @Directive('@cost(weight: 50)')
  @FieldResolver(() => ChargingLocationFacets, { description: 'Counts over the whole list, by the same conditions.' })
  facets(@Root() page: LocationPage): ChargingLocationFacets {
    return page.facets as ChargingLocationFacets;
  }
}

/** What an operation selects of a list of locations. */
export function askedOf(info: GraphQLResolveInfo): AskedOfList {
  const selected = selectedFields(info);
  return {
    fields: selectedNodeFields(info),
    list: ['nodes', 'edges', 'pageInfo'].some((field) => selected.has(field)),
    totalCount: selected.has('totalCount'),
    facets: selectedFields(info, 'facets'),
  };
}
