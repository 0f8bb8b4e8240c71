import type { DataContext } from '../../../../database/data-context.js';
import type { Database } from '../../../../database/database.js';
import { allOf } from '../../../../database/filters.js';
import { withinCircle } from '../../../../database/near-page.js';
import { badUserInput } from '../../../../kernel/errors/tripod-error.js';
import { boxCondition } from '../bounding-box.js';
import { locationCondition } from '../charging-location.filter.js';
import { DEFAULT_RADIUS_KM, type LocationSearchArguments } from '../charging-location.inputs.js';
import { openSites } from './open-sites.js';
import { polygonCondition } from './polygon.inputs.js';
import { corridorCondition } from './route.inputs.js';
import type { VehicleFacts } from './usable-connectors.js';
import { vehicleFacts } from './vehicle-facts.js';

type Filter = Record<string, unknown>;

/** What a list, its length and its facets have in common. */
export interface LocationSearch extends Omit<LocationSearchArguments, 'first' | 'after'> {
  /** Of the car that `filter.variantId` names. */
  readonly vehicle: VehicleFacts | null;
}

/** The circle of a search by distance. */
export function circleOf({ near, withinKm }: LocationSearch): Parameters<typeof withinCircle>[0] | null {
  return near ? { center: near, withinKm: withinKm ?? DEFAULT_RADIUS_KM } : null;
}

/** The search that arguments describe. BAD_USER_INPUT where they contradict each other, or name a car that does not exist. */
export async function searchOf(
  context: DataContext,
  { first: _first, after: _after, ...search }: LocationSearchArguments,
  vehicle: VehicleFacts | null = null,
): Promise<LocationSearch> {
  if (!search.near && search.withinKm !== null && search.withinKm !== undefined) {
    throw badUserInput('withinKm', 'needs `near`, the place around which to search');
  }
  if (search.near && search.along) {
    throw badUserInput('along', 'cannot be combined with `near`: a list has one order');
  }
  const variantId = search.filter?.variantId ?? null;
  if (variantId !== null && vehicle !== null) {
    throw badUserInput('filter.variantId', 'cannot be combined with the list of another vehicle variant');
  }
  return { ...search, vehicle: variantId === null ? vehicle : await vehicleFacts(context, variantId) };
}

/**
 * MongoDB filter for the sites that a search finds, in these countries or (null) in all. The circle of `near` is left to
 * those who read by distance; of a route's corridor it finds a little more than belongs to it.
 */
export async function conditionOf(
  database: Database,
  countries: readonly string[] | null,
  search: LocationSearch,
): Promise<Filter> {
  const condition = allOf([
    locationCondition(search.filter, search.vehicle),
    search.boundingBox ? boxCondition(search.boundingBox) : {},
    search.polygon ? polygonCondition(search.polygon) : {},
    search.along ? corridorCondition(search.along) : {},
  ]);
  const openAt = search.filter?.openAt ?? null;
  if (openAt === null) return condition;
  const place = countries === null ? {} : { country: { $in: [...countries] } };
  const circle = circleOf(search);
  const among = allOf([place, condition, circle === null ? {} : withinCircle(circle)]);
  const open = await openSites(database, countries, among, openAt, search.filter?.unknownHours ?? false);
  return allOf([condition, open]);
}
