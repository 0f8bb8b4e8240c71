import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { SupplyClustersArguments } from './supply-cluster.inputs.js';
import { clustersSupplying, findCluster, listClusters } from './supply-cluster.service.js';
import { SupplyCluster } from './supply-cluster.type.js';

const SupplyClusterConnection = connectionType('SupplyCluster', () => SupplyCluster);

@Resolver(() => SupplyCluster)
export class SupplyClusterResolver {
  @Query(() => SupplyCluster, { nullable: true, description: 'A cluster by its clusterId.' })
  supplyCluster(@Arg('id', () => ID) id: string, @Ctx() context: DataContext): Promise<SupplyCluster | null> {
    return findCluster(context, id);
  }

  @Query(() => SupplyClusterConnection, {
    description: 'Makers of parts by the clusters that they form, by clusterId.',
  })
  supplyClusters(
    @Args(() => SupplyClustersArguments) request: SupplyClustersArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<SupplyCluster>> {
    return listClusters(context, request, { totalCount: selectedFields(info).has('totalCount') });
  }
}

@Resolver(() => CountryExtension)
export class CountrySupplyClustersResolver {
  @FieldResolver(() => [SupplyCluster], { description: 'Makers of parts that supply the bases of the country.' })
  supplyClusters(@Root() { code }: CountryExtension, @Ctx() context: DataContext): Promise<SupplyCluster[]> {
    return clustersSupplying(context, code);
  }
}
