import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countNear, countNearPerCountry, pageNear, pageNearPerCountry } from '../../../database/near-page.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { rowKey } from '../country/row-key.js';
import { foundBy } from '../point/search/open-points.js';
import { type PointSearch, pointSearch } from '../point/search/point-search.js';
import type { CountryMobileServiceUnitsArguments } from './mobile-service-unit.inputs.js';
import { FARTHEST_RADIUS_KM, mobileServiceUnitModel } from './mobile-service-unit.model.js';
import type { MobileServiceUnit } from './mobile-service-unit.type.js';
import {
  MOBILE_UNIT_ALWAYS,
  MOBILE_UNIT_EMBEDDED,
  MOBILE_UNIT_FIELD_SOURCES,
  type MobileServiceUnitRow,
  mobileServiceUnitView,
} from './mobile-service-unit.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

interface UnitsRequest {
  readonly search: PointSearch;
  readonly first: number;
  readonly after: string | null;
  readonly totalCount: boolean;
}

interface UnitsAnswer {
  readonly rows: readonly MobileServiceUnitRow[];
  readonly totalCount: number | null;
}

const unitById: LoaderDefinition<DataContext, string, MobileServiceUnit | null> = {
  name: 'service.mobileUnitById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const rows = await findByKey(database, mobileServiceUnitModel, ids.map(rowKey), unitProjection(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : mobileServiceUnitView(row)));
  },
};

const unitsOfCountry: LoaderDefinition<DataContext, string, UnitsAnswer, UnitsRequest> = {
  name: 'service.mobileUnitsOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: request, fields }, { database }) => {
    const { search, first, after } = request;
    const { condition: filter } = await foundBy(database, mobileServiceUnitModel, countries, {
      ...search,
      circle: null,
    });
    const page = { filter, first, after, projection: unitProjection(fields) };
    const reach = reachOf(search);
    const [rows, counts] = await Promise.all([
      reach === null
        ? pagePerCountry(database, mobileServiceUnitModel, countries, { ...page, order: BY_ID })
        : pageNearPerCountry(database, mobileServiceUnitModel, countries, { ...page, ...reach }),
      !request.totalCount
        ? null
        : reach === null
          ? countPerCountry(database, mobileServiceUnitModel, countries, filter)
          : countNearPerCountry(database, mobileServiceUnitModel, countries, { filter, ...reach }),
    ]);
    return rows.map((own, index) => {
      const count = counts?.[index] ?? null;
      if (own instanceof Error) return own;
      return count instanceof Error ? count : { rows: own, totalCount: count };
    });
  },
};

/** The unit of that id, or null. */
export function findMobileUnit(
  context: DataContext,
  id: string,
  fields: FieldNames,
): Promise<MobileServiceUnit | null> {
  return context.loaders.load(unitById, id, { arguments: undefined, fields }, context);
}

/**
 * Units of one country or (null) of all, in the order of their keys; with `near` those that drive as far as the place, the
 * one with the nearest base first.
 */
export async function listMobileUnits(
  { database, today }: DataContext,
  country: string | null,
  { first, after = null, ...request }: CountryMobileServiceUnitsArguments,
  asked: Asked,
): Promise<Page<MobileServiceUnit>> {
  const search = pointSearch(request, today);
  const countries = country === null ? null : [country];
  const { condition: filter } = await foundBy(database, mobileServiceUnitModel, countries, { ...search, circle: null });
  const page = { filter, first, after, projection: unitProjection(asked.fields) };
  const reach = reachOf(search);
  const [rows, totalCount] = await Promise.all([
    reach === null
      ? pageOverall(database, mobileServiceUnitModel, country, { ...page, order: BY_ID })
      : pageNear(database, mobileServiceUnitModel, country, { ...page, ...reach }),
    !asked.totalCount
      ? null
      : reach === null
        ? countOverall(database, mobileServiceUnitModel, country, filter)
        : countNear(database, mobileServiceUnitModel, country, { filter, ...reach }),
  ]);
  return pageOfUnits({ rows, totalCount }, { first, after });
}

/** The same for a country that is one of many: all countries of the operation are read together. */
export async function listMobileUnitsOfCountry(
  context: DataContext,
  country: string,
  { first, after = null, ...request }: CountryMobileServiceUnitsArguments,
  { fields, totalCount }: Asked,
): Promise<Page<MobileServiceUnit>> {
  const search = pointSearch(request, context.today);
  const answer = await context.loaders.load(
    unitsOfCountry,
    country,
    { arguments: { search, first, after, totalCount }, fields },
    context,
  );
  return pageOfUnits(answer, { first, after });
}

/** The place that a unit must reach; each unit has a radius of its own. */
function reachOf({ circle }: PointSearch) {
  return circle === null
    ? null
    : { center: circle.center, withinKm: FARTHEST_RADIUS_KM, ownRadiusKm: 'radiusKm' as const };
}

function unitProjection(fields: FieldNames) {
  return projectionOf(fields, MOBILE_UNIT_FIELD_SOURCES, MOBILE_UNIT_ALWAYS, MOBILE_UNIT_EMBEDDED);
}

function pageOfUnits(
  { rows, totalCount }: UnitsAnswer,
  { first, after }: { first: number; after: string | null },
): Page<MobileServiceUnit> {
  return pageOf({
    rows,
    first,
    after,
    totalCount,
    view: mobileServiceUnitView,
    positionOf: (row) => ('distanceMeters' in row ? [row.distanceMeters, row._id] : [row._id]),
  });
}
