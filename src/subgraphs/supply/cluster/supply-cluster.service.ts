import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { SupplyClustersArguments } from './supply-cluster.inputs.js';
import { type SupplyClusterRecord, supplyClusterModel } from './supply-cluster.model.js';
import type { SupplyCluster } from './supply-cluster.type.js';

const NOTHING = { arguments: undefined, fields: new Set<string>() };

const clusterById: LoaderDefinition<DataContext, string, SupplyCluster | null> = {
  name: 'supply.clusterById',
  keyText: (clusterId) => clusterId,
  load: async (clusterIds, _request, { database }) => {
    const keys = clusterIds.map((id) => ({ id }));
    const rows = await findByKey(database, supplyClusterModel, keys, {});
    return rows.map((row) => (row === null || row instanceof Error ? row : clusterView(row)));
  },
};

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

/** The cluster of that id, or null. */
export function findCluster(context: DataContext, clusterId: string): Promise<SupplyCluster | null> {
  return context.loaders.load(clusterById, clusterId, NOTHING, context);
}

/** Clusters that supply the bases of a country; those of many countries are read at once. */
export function clustersSupplying(context: DataContext, country: string): Promise<SupplyCluster[]> {
  return context.loaders.load(clustersOfCountry, country, NOTHING, context);
}

/** Clusters in the order of their ids. */
export async function listClusters(
  { database }: DataContext,
  { first, after, country, region }: SupplyClustersArguments,
  asked: { totalCount: boolean },
): Promise<Page<SupplyCluster>> {
  const filter = { ...(country ? { countries: country } : {}), ...(region ? { region } : {}) };
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, supplyClusterModel, null, { filter, order: BY_ID, first, after, projection: WHOLE }),
    asked.totalCount ? countOverall(database, supplyClusterModel, null, filter) : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: clusterView, positionOf: (row) => [row._id] });
}

/** A cluster is a few lines: it is read as a whole. */
const WHOLE = { clusterId: 1, name: 1, region: 1, members: 1, countries: 1, provenance: 1 } as const;

function clusterView(record: SupplyClusterRecord): SupplyCluster {
  return {
    ...record,
    countries: record.countries.map((code) => ({ code })),
    provenance: provenanceView(record.provenance),
  };
}
