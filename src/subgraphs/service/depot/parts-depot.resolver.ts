import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { listAvailability, listPartsOfDepot } from './parts-availability.service.js';
import { PartsAvailability } from './parts-availability.type.js';
import {
  CountryDepotsArguments,
  DepotPartsArguments,
  DepotsArguments,
  PartsAvailabilityArguments,
} from './parts-depot.inputs.js';
import { findDepot, listDepots, listDepotsOfCountry } from './parts-depot.service.js';
import { PartsDepot } from './parts-depot.type.js';

const PartsDepotConnection = connectionType('PartsDepot', () => PartsDepot);
const PartsAvailabilityConnection = connectionType('PartsAvailability', () => PartsAvailability);

@Resolver(() => PartsDepot)
export class PartsDepotResolver {
  @Query(() => PartsDepot, { nullable: true, description: 'A parts depot by its depotId or global id.' })
  partsDepot(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartsDepot | null> {
    return findDepot(context, naturalKey('PartsDepot', id), selectedFields(info));
  }

  @Query(() => PartsDepotConnection, { description: 'Parts depots in the order of their keys.' })
  partsDepots(
    @Args(() => DepotsArguments) request: DepotsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<PartsDepot>> {
    return listDepots(context, request, askedOf(info));
  }

  @FieldResolver(() => PartsAvailabilityConnection, { description: 'What lies in the depot, by part number.' })
  parts(
    @Root() { depotId }: PartsDepot,
    @Args(() => DepotPartsArguments) request: DepotPartsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<PartsAvailability>> {
    return listPartsOfDepot(context, depotId, request, askedOf(info));
  }
}

@Resolver(() => PartsAvailability)
export class PartsAvailabilityResolver {
  @Query(() => PartsAvailabilityConnection, {
    description:
      'Where a part lies that is needed in a country: depots that deliver there, the fastest first; those out of stock last.',
  })
  partsAvailability(
    @Args(() => PartsAvailabilityArguments) request: PartsAvailabilityArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<PartsAvailability>> {
    return listAvailability(context, request, selectedNodeFields(info));
  }

  @FieldResolver(() => PartsDepot, { nullable: true, description: 'Null where the depot has no record.' })
  depot(
    @Root() { depotId }: PartsAvailability,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartsDepot | null> {
    return findDepot(context, depotId, selectedFields(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryPartsDepotsResolver {
  @FieldResolver(() => PartsDepotConnection, { description: 'Parts depots that deliver to the country, by key.' })
  partsDepots(
    @Root() country: CountryExtension,
    @Args(() => CountryDepotsArguments) request: CountryDepotsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<PartsDepot>> {
    return listDepotsOfCountry(context, country.code, request, selectedNodeFields(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}
