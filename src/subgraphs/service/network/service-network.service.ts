import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countPerCountry, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { rowKey } from '../country/row-key.js';
import { type ServiceNetworkRecord, serviceNetworkModel } from './service-network.model.js';
import type { ServiceNetwork } from './service-network.type.js';
import { SERVICE_NETWORK_ALWAYS, SERVICE_NETWORK_FIELD_SOURCES, serviceNetworkView } from './service-network.view.js';

interface NetworkListArguments {
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

const networksOfCountry: LoaderDefinition<DataContext, string, ServiceNetworkRecord[], NetworkListArguments> = {
  name: 'service.networksOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { first, after }, fields }, { database }) =>
    pagePerCountry(database, serviceNetworkModel, countries, {
      filter: {},
      order: BY_ID,
      first,
      after,
      projection: projectionOf(fields, SERVICE_NETWORK_FIELD_SOURCES, SERVICE_NETWORK_ALWAYS),
    }),
};

const networkCountOfCountry: LoaderDefinition<DataContext, string, number> = {
  name: 'service.networkCountOfCountry',
  keyText: (country) => country,
  load: (countries, _request, { database }) => countPerCountry(database, serviceNetworkModel, countries, {}),
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

/** Networks of a country in the order of their ids. */
export async function listNetworks(
  context: DataContext,
  country: string,
  request: NetworkListArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<ServiceNetwork>> {
  const { loaders } = context;
  const [rows, totalCount] = await Promise.all([
    loaders.load(networksOfCountry, country, { arguments: request, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(networkCountOfCountry, country, { arguments: undefined, fields: new Set<string>() }, context)
      : null,
  ]);
  return pageOf<ServiceNetworkRecord, ServiceNetwork>({
    rows,
    ...request,
    totalCount,
    view: serviceNetworkView,
    positionOf: (row) => [row._id],
  });
}
