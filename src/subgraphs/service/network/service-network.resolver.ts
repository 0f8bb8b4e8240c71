import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { CountryExtension } from '../country/country.type.js';
import { listNetworks } from './service-network.service.js';
import { ServiceNetwork } from './service-network.type.js';

const ServiceNetworkConnection = connectionType('ServiceNetwork', () => ServiceNetwork);

@Resolver(() => CountryExtension)
export class CountryServiceNetworksResolver {
  @FieldResolver(() => ServiceNetworkConnection, {
    nullable: true,
    description: "In the order of their keys. Null, with an error, while the country's data cannot be reached.",
  })
  serviceNetworks(
    @Root() country: CountryExtension,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ServiceNetwork>> {
    const asked = { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
    return listNetworks(context, country.code, { first, after: after ?? null }, asked);
  }
}
