import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { CountrySwapStationsArguments, SwapStationsArguments } from './swap-station.inputs.js';
import { findSwapStation, listSwapStations, listSwapStationsOfCountry } from './swap-station.service.js';
import { SwapStation } from './swap-station.type.js';

const SwapStationConnection = connectionType('SwapStation', () => SwapStation);

@Resolver(() => SwapStation)
export class SwapStationResolver {
  @Query(() => SwapStation, { nullable: true, description: 'A battery swap station by its global id or its key.' })
  swapStation(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SwapStation | null> {
    return findSwapStation(context, naturalKey('SwapStation', id), selectedFields(info));
  }

  @Query(() => SwapStationConnection, {
    description: 'Battery swap stations: nearest first where `near` is given, else in the order of their keys.',
  })
  swapStations(
    @Args(() => SwapStationsArguments) request: SwapStationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<SwapStation>> {
    return listSwapStations(context, request, askedOf(info));
  }
}

@Resolver(() => CountryExtension)
export class CountrySwapStationsResolver {
  @FieldResolver(() => SwapStationConnection, {
    nullable: true,
    description:
      "Battery swap stations in the country, by key. Null, with an error, while the country's data is out of reach.",
  })
  swapStations(
    @Root() country: CountryExtension,
    @Args(() => CountrySwapStationsArguments) request: CountrySwapStationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<SwapStation>> {
    return listSwapStationsOfCountry(context, country.code, request, askedOf(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}
