import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { CountryExtension } from '../country/country.type.js';
import { type SupplyClusterRecord, supplyClusterModel } from './supply-cluster.model.js';
import { SupplyCluster } from './supply-cluster.type.js';

const clustersOfCountry: LoaderDefinition<DataContext, string, SupplyCluster[]> = {
  name: 'supply.clustersOfCountry',
  keyText: (country) => country,
  load: async (countries, _request, { database }) => {
    const rows = await database
      .model(supplyClusterModel)
      .find({ countries: { $in: [...countries] } })
      .sort({ _id: 1 })
      .lean<SupplyClusterRecord[]>();
    return countries.map((country) => rows.filter((row) => row.countries.includes(country)).map(clusterView));
  },
};

function clusterView(record: SupplyClusterRecord): SupplyCluster {
  return {
    ...record,
    countries: record.countries.map((code) => ({ code })),
    provenance: provenanceView(record.provenance),
  };
}

@Resolver(() => CountryExtension)
export class CountrySupplyClustersResolver {
  @FieldResolver(() => [SupplyCluster], { description: 'Makers of parts that supply the bases of the country.' })
  supplyClusters(@Root() { code }: CountryExtension, @Ctx() context: DataContext): Promise<SupplyCluster[]> {
    return context.loaders.load(clustersOfCountry, code, { arguments: undefined, fields: new Set<string>() }, context);
  }
}
