import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { rowKey } from '../country/row-key.js';
import type { CountryServiceNetworksArguments } from './service-network.inputs.js';
import { type ServiceNetworkRecord, serviceNetworkModel } from './service-network.model.js';
import type { ServiceNetwork } from './service-network.type.js';
import { SERVICE_NETWORK_ALWAYS, SERVICE_NETWORK_FIELD_SOURCES, serviceNetworkView } from './service-network.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

type Filter = Readonly<Record<string, unknown>>;

interface NetworkPage {
  readonly filter: Filter;
  readonly first: number;
  readonly after: string | null;
}

const networkById: LoaderDefinition<DataContext, string, ServiceNetwork | null> = {
  name: 'service.networkById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const projection = projectionOf(fields, SERVICE_NETWORK_FIELD_SOURCES, SERVICE_NETWORK_ALWAYS);
    const rows = await findByKey(database, serviceNetworkModel, ids.map(rowKey), projection);
    return rows.map((row) => (row === null || row instanceof Error ? row : serviceNetworkView(row)));
  },
};

const networksOfCountry: LoaderDefinition<DataContext, string, ServiceNetworkRecord[], NetworkPage> = {
  name: 'service.networksOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { filter, first, after }, fields }, { database }) =>
    pagePerCountry(database, serviceNetworkModel, countries, {
      filter,
      order: BY_ID,
      first,
      after,
      projection: projectionOf(fields, SERVICE_NETWORK_FIELD_SOURCES, SERVICE_NETWORK_ALWAYS),
    }),
};

const networkCountOfCountry: LoaderDefinition<DataContext, string, number, Filter> = {
  name: 'service.networkCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, serviceNetworkModel, countries, filter),
};

/** The network of that id, or null. */
export function findNetwork(context: DataContext, id: string, fields: FieldNames): Promise<ServiceNetwork | null> {
  return context.loaders.load(networkById, id, { arguments: undefined, fields }, context);
}

/** The networks of those ids, in their order; ids of no network are left out. */
export async function findNetworks(
  context: DataContext,
  ids: readonly string[],
  fields: FieldNames,
): Promise<ServiceNetwork[]> {
  const networks = await Promise.all(ids.map((id) => findNetwork(context, id, fields)));
  return networks.filter((network) => network !== null);
}

/** Networks of one country or (null) of all, in the order of their ids. */
export async function listNetworks(
  { database }: DataContext,
  country: string | null,
  { first, after = null, kinds }: CountryServiceNetworksArguments,
  asked: Asked,
): Promise<Page<ServiceNetwork>> {
  const filter = ofKinds(kinds);
  const projection = projectionOf(asked.fields, SERVICE_NETWORK_FIELD_SOURCES, SERVICE_NETWORK_ALWAYS);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, serviceNetworkModel, country, { filter, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, serviceNetworkModel, country, filter) : null,
  ]);
  return pageOfNetworks(rows, { first, after }, totalCount);
}

/** The same for a country that is one of many: all countries of the operation are read together. */
export async function listNetworksOfCountry(
  context: DataContext,
  country: string,
  { first, after = null, kinds }: CountryServiceNetworksArguments,
  asked: Asked,
): Promise<Page<ServiceNetwork>> {
  const { loaders } = context;
  const filter = ofKinds(kinds);
  const [rows, totalCount] = await Promise.all([
    loaders.load(networksOfCountry, country, { arguments: { filter, first, after }, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(networkCountOfCountry, country, { arguments: filter, fields: new Set<string>() }, context)
      : null,
  ]);
  return pageOfNetworks(rows, { first, after }, totalCount);
}

function ofKinds(kinds: CountryServiceNetworksArguments['kinds']): Filter {
  return kinds ? { kind: { $in: [...kinds].sort() } } : {};
}

function pageOfNetworks(
  rows: readonly ServiceNetworkRecord[],
  page: { first: number; after: string | null },
  totalCount: number | null,
): Page<ServiceNetwork> {
  return pageOf<ServiceNetworkRecord, ServiceNetwork>({
    rows,
    ...page,
    totalCount,
    view: serviceNetworkView,
    positionOf: (row) => [row._id],
  });
}
