import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { ChargingLocationsArguments, LocationSearchArguments } from './charging-location.inputs.js';
import { chargingLocationModel } from './charging-location.model.js';
import type { ChargingLocation } from './charging-location.type.js';
import {
  changedLocationView,
  LOCATION_ALWAYS,
  LOCATION_EMBEDDED,
  LOCATION_FIELD_SOURCES,
  locationView,
} from './charging-location.view.js';
import {
  type AskedOfSites,
  askSitesOverall,
  askSitesPerCountry,
  type FoundRow,
  type SitesAnswer,
} from './search/ask-sites.js';
import { type ChangedRow, listChanges } from './search/changes-list.js';
import { askedFacets } from './search/facets.js';
import type { ChargingLocationFacets } from './search/facets.type.js';
import { type LocationSearch, searchOf } from './search/location-search.js';
import type { VehicleFacts } from './search/usable-connectors.js';

/** What an operation selects of a list. */
export interface AskedOfList {
  /** Fields of the locations. */
  readonly fields: FieldNames;
  /** Whether any location, or anything of the page, is asked for. */
  readonly list: boolean;
  readonly totalCount: boolean;
  readonly facets: FieldNames;
}

/** A page of a list, with the facets of the whole list where they are asked for. */
export interface LocationPage extends Page<ChargingLocation> {
  readonly facets: ChargingLocationFacets | null;
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

const sitesOfCountry: LoaderDefinition<
  DataContext,
  string,
  SitesAnswer,
  { search: LocationSearch; asked: AskedOfSites }
> = {
  name: 'infrastructure.sitesOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { search, asked }, fields }, { database }) =>
    askSitesPerCountry(database, countries, search, asked, locationProjection(fields)),
};

/** One reading for all who ask the same: cars with the same ports and voltage. */
const sitesOverall: typeof sitesOfCountry = {
  name: 'infrastructure.sitesOverall',
  keyText: () => '',
  load: async ([_all], { arguments: { search, asked }, fields }, { database }) => [
    await askSitesOverall(database, search, asked, locationProjection(fields)),
  ],
};

/** The published location with that stored `_id`, or null. */
export function findLocation(
  context: DataContext,
  rowId: string,
  fields: FieldNames,
): Promise<ChargingLocation | null> {
  return context.loaders.load(locationByRowId, rowId, { arguments: undefined, fields }, context);
}

/**
 * Published locations, of one country or of all: nearest first where `near` is given, in the order of the journey with
 * `along`, else in the order of their keys.
 *
 * @param vehicle takes only those where this car can charge
 */
export async function listLocations(
  context: DataContext,
  { country, updatedSince, ...request }: ChargingLocationsArguments,
  asked: AskedOfList,
  vehicle: VehicleFacts | null = null,
): Promise<LocationPage> {
  if (updatedSince) {
    refuseBeside(request, asked, vehicle);
    return listChangedLocations(context, country ?? null, updatedSince, request, asked);
  }
  return listBy(context, country ? sitesOfCountry : sitesOverall, country ?? '', request, asked, vehicle);
}

/** With conditions a mirror would never learn of sites that have ceased to meet them. */
function refuseBeside(
  { filter, near, withinKm, boundingBox, polygon, along }: LocationSearchArguments,
  { totalCount, facets }: AskedOfList,
  vehicle: VehicleFacts | null,
): void {
  const others = { filter, near, withinKm, boundingBox, polygon, along };
  const [given] = Object.entries(others).find(([, value]) => value !== null && value !== undefined) ?? [];
  if (given !== undefined || vehicle !== null) {
    throw badUserInput('updatedSince', `can be combined with \`country\` only, not with \`${given ?? 'a vehicle'}\``);
  }
  if (totalCount || facets.size > 0) {
    throw badUserInput('updatedSince', 'gives a list that goes on, without `totalCount` and `facets`');
  }
}

async function listChangedLocations(
  { database }: DataContext,
  country: string | null,
  updatedSince: Date,
  { first, after = null }: LocationSearchArguments,
  asked: AskedOfList,
): Promise<LocationPage> {
  const projection = locationProjection(new Set([...asked.fields, ...KEYS]));
  const rows = await listChanges(database, country, { updatedSince, first, after, projection });
  const page = pageOf<ChangedRow, ChargingLocation>({
    rows,
    first,
    after,
    view: changedLocationView,
    positionOf: ({ position }) => position,
  });
  return Object.assign(page, { facets: null });
}

/** Told of every changed location. */
const KEYS = ['countryCode', 'partyId', 'locationId', 'country', 'lastUpdated'];

/** Published locations of a country; the same list of many countries is read at once. */
export function listLocationsOfCountry(
  context: DataContext,
  country: string,
  request: LocationSearchArguments,
  asked: AskedOfList,
): Promise<LocationPage> {
  return listBy(context, sitesOfCountry, country, request, asked, null);
}

async function listBy(
  context: DataContext,
  loader: typeof sitesOfCountry,
  key: string,
  request: LocationSearchArguments,
  asked: AskedOfList,
  vehicle: VehicleFacts | null,
): Promise<LocationPage> {
  const search = await searchOf(context, request, vehicle);
  const batch = { arguments: { search, asked: askedOfSites(request, asked) }, fields: asked.fields };
  return pageOfAnswer(await context.loaders.load(loader, key, batch, context), request, search);
}

/** Stored fields to read for the asked fields of a location. */
export function locationProjection(fields: FieldNames): Record<string, 1> {
  return projectionOf(fields, LOCATION_FIELD_SOURCES, LOCATION_ALWAYS, LOCATION_EMBEDDED);
}

function askedOfSites(
  { first, after = null }: LocationSearchArguments,
  { list, totalCount, facets }: AskedOfList,
): AskedOfSites {
  return { page: list ? { first, after } : null, totalCount, facets: askedFacets(facets) };
}

function pageOfAnswer(
  { rows, totalCount, facets }: SitesAnswer,
  { first, after }: LocationSearchArguments,
  search: LocationSearch,
): LocationPage {
  const page = pageOf<FoundRow, ChargingLocation>({
    rows,
    first,
    after,
    totalCount,
    view: locationView,
    positionOf: (row) => positionOf(row, search),
  });
  return Object.assign(page, { facets });
}

function positionOf(row: FoundRow, { near, along }: LocationSearch): (string | number)[] {
  if (near && 'distanceMeters' in row) return [row.distanceMeters, row._id];
  return along && 'alongKm' in row ? [row.alongKm, row._id] : [row._id];
}
