import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { CountryServiceNetworksArguments, ServiceNetworksArguments } from './service-network.inputs.js';
import { findNetwork, listNetworks, listNetworksOfCountry } from './service-network.service.js';
import { ServiceNetwork } from './service-network.type.js';

const ServiceNetworkConnection = connectionType('ServiceNetwork', () => ServiceNetwork);

@Resolver(() => ServiceNetwork)
export class ServiceNetworkResolver {
  @Query(() => ServiceNetwork, { nullable: true, description: 'A network by its networkId or global id.' })
  serviceNetwork(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceNetwork | null> {
    return findNetwork(context, naturalKey('ServiceNetwork', id), selectedFields(info));
  }

  @Query(() => ServiceNetworkConnection, { description: 'Networks of workshops in the order of their keys.' })
  serviceNetworks(
    @Args(() => ServiceNetworksArguments) { country, ...request }: ServiceNetworksArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ServiceNetwork>> {
    return listNetworks(context, country ?? null, request, askedOf(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryServiceNetworksResolver {
  @FieldResolver(() => ServiceNetworkConnection, {
    nullable: true,
    description: "In the order of their keys. Null, with an error, while the country's data cannot be reached.",
  })
  serviceNetworks(
    @Root() country: CountryExtension,
    @Args(() => CountryServiceNetworksArguments) request: CountryServiceNetworksArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ServiceNetwork>> {
    return listNetworksOfCountry(context, country.code, request, askedOf(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}
