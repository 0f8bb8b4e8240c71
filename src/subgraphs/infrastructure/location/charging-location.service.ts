import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { type Near, pageNear, withinCircle } from '../../../database/near-page.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { boxCondition } from './bounding-box.js';
import { locationCondition } from './charging-location.filter.js';
import {
  type ChargingLocationFilter,
  type ChargingLocationsArguments,
  type CountryChargingLocationsArguments,
  DEFAULT_RADIUS_KM,
} from './charging-location.inputs.js';
import { type ChargingLocationRecord, chargingLocationModel } from './charging-location.model.js';
import type { ChargingLocation } from './charging-location.type.js';
import { LOCATION_ALWAYS, LOCATION_EMBEDDED, LOCATION_FIELD_SOURCES, locationView } from './charging-location.view.js';

interface Asked {
  fields: FieldNames;
  totalCount: boolean;
}

interface LocationPage {
  filter: ChargingLocationFilter | null;
  first: number;
  after: string | null;
}

const locationByRowId: LoaderDefinition<DataContext, string, ChargingLocation | null> = {
  name: 'infrastructure.locationByRowId',
  keyText: (rowId) => rowId,
  load: async (rowIds, { fields }, { database }) => {
    // The key names the party's country, which need not be the one where the site stands: every cluster is asked.
    const keys = rowIds.map((id) => ({ id }));
    const rows = await findByKey(database, chargingLocationModel, keys, locationProjection(fields));
    return rows.map((row) => (row instanceof Error ? row : row?.publish === true ? locationView(row) : null));
  },
};

const locationsOfCountry: LoaderDefinition<DataContext, string, ChargingLocationRecord[], LocationPage> = {
  name: 'infrastructure.locationsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { filter, first, after }, fields }, { database }) =>
    pagePerCountry(database, chargingLocationModel, countries, {
      filter: locationCondition(filter),
      order: BY_ID,
      first,
      after,
      projection: locationProjection(fields),
    }),
};

const locationCountOfCountry: LoaderDefinition<DataContext, string, number, Pick<LocationPage, 'filter'>> = {
  name: 'infrastructure.locationCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { filter } }, { database }) =>
    countPerCountry(database, chargingLocationModel, countries, locationCondition(filter)),
};

/** The published location with that stored `_id`, or null. */
export function findLocation(
  context: DataContext,
  rowId: string,
  fields: FieldNames,
): Promise<ChargingLocation | null> {
  return context.loaders.load(locationByRowId, rowId, { arguments: undefined, fields }, context);
}

/** Published locations: nearest first where `near` is given, else in the order of their keys. */
export async function listLocations(
  context: DataContext,
  { near, withinKm, ...request }: ChargingLocationsArguments,
  asked: Asked,
): Promise<Page<ChargingLocation>> {
  const condition = allOf([
    locationCondition(request.filter),
    request.boundingBox ? boxCondition(request.boundingBox) : {},
  ]);
  if (near) {
    const circle = { center: near, withinKm: withinKm ?? DEFAULT_RADIUS_KM };
    return listNear(context, { ...request, condition, circle }, asked);
  }
  if (withinKm !== null && withinKm !== undefined) {
    throw badUserInput('withinKm', 'needs `near`, the place around which to search');
  }
  return listByKey(context, { ...request, condition }, asked);
}

/** Published locations of a country; the same list of many countries is read at once. */
export async function listLocationsOfCountry(
  context: DataContext,
  country: string,
  request: CountryChargingLocationsArguments,
  asked: Asked,
): Promise<Page<ChargingLocation>> {
  const { first, after = null, filter = null } = request;
  const page = { filter, first, after };
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(locationsOfCountry, country, { arguments: page, fields: asked.fields }, context),
    asked.totalCount
      ? context.loaders.load(locationCountOfCountry, country, { arguments: { filter }, fields: new Set() }, context)
      : null,
  ]);
  return pageOf<ChargingLocationRecord, ChargingLocation>({
    rows,
    first,
    after,
    totalCount,
    view: locationView,
    positionOf: (row) => [row._id],
  });
}

/** Stored fields to read for the asked fields of a location. */
export function locationProjection(fields: FieldNames): Record<string, 1> {
  return projectionOf(fields, LOCATION_FIELD_SOURCES, LOCATION_ALWAYS, LOCATION_EMBEDDED);
}

interface ListRequest extends Pick<ChargingLocationsArguments, 'country' | 'first' | 'after'> {
  condition: Record<string, unknown>;
}

async function listByKey(
  { database }: DataContext,
  { country, condition, first, after }: ListRequest,
  asked: Asked,
): Promise<Page<ChargingLocation>> {
  const projection = locationProjection(asked.fields);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, chargingLocationModel, country, {
      filter: condition,
      order: BY_ID,
      first,
      after,
      projection,
    }),
    asked.totalCount ? countOverall(database, chargingLocationModel, country, condition) : null,
  ]);
  return pageOf<ChargingLocationRecord, ChargingLocation>({
    rows,
    first,
    after,
    totalCount,
    view: locationView,
    positionOf: (row) => [row._id],
  });
}

async function listNear(
  { database }: DataContext,
  { country, condition, first, after, circle }: ListRequest & { circle: Parameters<typeof withinCircle>[0] },
  asked: Asked,
): Promise<Page<ChargingLocation>> {
  const projection = locationProjection(asked.fields);
  const [rows, totalCount] = await Promise.all([
    pageNear(database, chargingLocationModel, country ?? null, {
      ...circle,
      filter: condition,
      first,
      after,
      projection,
    }),
    asked.totalCount
      ? countOverall(database, chargingLocationModel, country, allOf([condition, withinCircle(circle)]))
      : null,
  ]);
  return pageOf<Near<ChargingLocationRecord>, ChargingLocation>({
    rows,
    first,
    after,
    totalCount,
    view: locationView,
    positionOf: (row) => [row.distanceMeters, row._id],
  });
}
