import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey, type RowKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { type Near, pageNear, withinCircle } from '../../../database/near-page.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Projection, projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import {
  type CountrySwapStationsArguments,
  DEFAULT_RADIUS_KM,
  type SwapStationsArguments,
} from './swap-station.inputs.js';
import { type SwapStationRecord, swapStationModel } from './swap-station.model.js';
import type { SwapStation } from './swap-station.type.js';
import { SWAP_STATION_ALWAYS, SWAP_STATION_FIELD_SOURCES, swapStationView } from './swap-station.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

type Filter = Record<string, unknown>;

interface StationPage {
  readonly filter: Filter;
  readonly first: number;
  readonly after: string | null;
}

const stationById: LoaderDefinition<DataContext, string, SwapStation | null> = {
  name: 'infrastructure.swapStationById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const rows = await findByKey(database, swapStationModel, ids.map(stationKey), stationProjection(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : swapStationView(row)));
  },
};

const stationsOfCountry: LoaderDefinition<DataContext, string, SwapStationRecord[], StationPage> = {
  name: 'infrastructure.swapStationsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: page, fields }, { database }) =>
    pagePerCountry(database, swapStationModel, countries, {
      ...page,
      order: BY_ID,
      projection: stationProjection(fields),
    }),
};

const stationCountOfCountry: LoaderDefinition<DataContext, string, number, Filter> = {
  name: 'infrastructure.swapStationCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, swapStationModel, countries, filter),
};

/** The station of that key, or null. */
export function findSwapStation(context: DataContext, id: string, fields: FieldNames): Promise<SwapStation | null> {
  return context.loaders.load(stationById, id, { arguments: undefined, fields }, context);
}

/** Stations: nearest first where `near` is given, else in the order of their keys. */
export async function listSwapStations(
  { database }: DataContext,
  { country, near, withinKm, first, after, ...conditions }: SwapStationsArguments,
  asked: Asked,
): Promise<Page<SwapStation>> {
  const filter = stationCondition(conditions);
  const projection = stationProjection(asked.fields);
  if (!near) {
    if (withinKm !== null && withinKm !== undefined) {
      throw badUserInput('withinKm', 'needs `near`, the place around which to search');
    }
    const [rows, totalCount] = await Promise.all([
      pageOverall(database, swapStationModel, country, { filter, order: BY_ID, first, after, projection }),
      asked.totalCount ? countOverall(database, swapStationModel, country, filter) : null,
    ]);
    return pageOfStations(rows, { first, after: after ?? null }, totalCount);
  }
  const circle = { center: near, withinKm: withinKm ?? DEFAULT_RADIUS_KM };
  const [rows, totalCount] = await Promise.all([
    pageNear(database, swapStationModel, country ?? null, { ...circle, filter, first, after, projection }),
    asked.totalCount ? countOverall(database, swapStationModel, country, allOf([filter, withinCircle(circle)])) : null,
  ]);
  return pageOfStations(rows, { first, after: after ?? null }, totalCount);
}

/** Stations of a country; the same list of many countries is read at once. */
export async function listSwapStationsOfCountry(
  context: DataContext,
  country: string,
  { first, after = null, ...conditions }: CountrySwapStationsArguments,
  asked: Asked,
): Promise<Page<SwapStation>> {
  const filter = stationCondition(conditions);
  const { loaders } = context;
  const page = { arguments: { filter, first, after }, fields: asked.fields };
  const [rows, totalCount] = await Promise.all([
    loaders.load(stationsOfCountry, country, page, context),
    asked.totalCount
      ? loaders.load(stationCountOfCountry, country, { arguments: filter, fields: new Set() }, context)
      : null,
  ]);
  return pageOfStations(rows, { first, after }, totalCount);
}

function stationCondition({
  status,
  batteryType,
}: Pick<CountrySwapStationsArguments, 'status' | 'batteryType'>): Filter {
  return allOf([{ status: { $in: [...status].sort() } }, batteryType ? { batteryTypes: batteryType } : {}]);
}

function stationProjection(fields: FieldNames): Projection {
  return projectionOf(fields, SWAP_STATION_FIELD_SOURCES, SWAP_STATION_ALWAYS);
}

/** Keys begin with the country, which names the cluster to ask. */
function stationKey(id: string): RowKey {
  const country = /^([A-Z]{2}):/.exec(id)?.[1];
  return country === undefined ? { id } : { id, country };
}

function pageOfStations(
  rows: readonly (SwapStationRecord | Near<SwapStationRecord>)[],
  { first, after }: { first: number; after: string | null },
  totalCount: number | null,
): Page<SwapStation> {
  return pageOf({
    rows,
    first,
    after,
    totalCount,
    view: swapStationView,
    positionOf: (row) => ('distanceMeters' in row ? [row.distanceMeters, row._id] : [row._id]),
  });
}
