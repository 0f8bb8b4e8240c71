import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { pageNear, pageNearPerCountry, withinCircle } from '../../../database/near-page.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { rowKey } from '../country/row-key.js';
import type { SearchCircle, ServicePointListRequest } from './service-point.filter.js';
import { servicePointModel } from './service-point.model.js';
import type { ServicePoint } from './service-point.type.js';
import {
  SERVICE_POINT_ALWAYS,
  SERVICE_POINT_EMBEDDED,
  SERVICE_POINT_FIELD_SOURCES,
  type ServicePointRow,
  servicePointView,
} from './service-point.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

const pointById: LoaderDefinition<DataContext, string, ServicePoint | null> = {
  name: 'service.pointById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const projection = projectionOf(fields, SERVICE_POINT_FIELD_SOURCES, SERVICE_POINT_ALWAYS, SERVICE_POINT_EMBEDDED);
    const rows = await findByKey(database, servicePointModel, ids.map(rowKey), projection);
    return rows.map((row) => (row === null || row instanceof Error ? row : servicePointView(row)));
  },
};

const pointsOfCountry: LoaderDefinition<DataContext, string, ServicePointRow[], ServicePointListRequest> = {
  name: 'service.pointsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: request, fields }, { database }) => {
    const { first, after, filter, circle } = request;
    const projection = projectionOf(fields, SERVICE_POINT_FIELD_SOURCES, SERVICE_POINT_ALWAYS, SERVICE_POINT_EMBEDDED);
    return circle === null
      ? pagePerCountry(database, servicePointModel, countries, { filter, order: BY_ID, first, after, projection })
      : pageNearPerCountry(database, servicePointModel, countries, { ...circle, filter, first, after, projection });
  },
};

const pointCountOfCountry: LoaderDefinition<DataContext, string, number, Record<string, unknown>> = {
  name: 'service.pointCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, servicePointModel, countries, filter),
};

/** The workshop of that id, or null. */
export function findPoint(context: DataContext, id: string, fields: FieldNames): Promise<ServicePoint | null> {
  return context.loaders.load(pointById, id, { arguments: undefined, fields }, context);
}

/** Workshops of one country or (null) of all: nearest first around a place, else in the order of their ids. */
export async function listPoints(
  { database }: DataContext,
  country: string | null,
  request: ServicePointListRequest,
  asked: Asked,
): Promise<Page<ServicePoint>> {
  const { first, after, filter, circle } = request;
  const projection = projectionOf(
    asked.fields,
    SERVICE_POINT_FIELD_SOURCES,
    SERVICE_POINT_ALWAYS,
    SERVICE_POINT_EMBEDDED,
  );
  const [rows, totalCount] = await Promise.all([
    circle === null
      ? pageOverall(database, servicePointModel, country, { filter, order: BY_ID, first, after, projection })
      : pageNear(database, servicePointModel, country, { ...circle, filter, first, after, projection }),
    asked.totalCount ? countOverall(database, servicePointModel, country, countedBy(filter, circle)) : null,
  ]);
  return pageOfPoints(rows, request, totalCount);
}

/** The same for a country that is one of many: all countries of the operation are read together. */
export async function listPointsOfCountry(
  context: DataContext,
  country: string,
  request: ServicePointListRequest,
  asked: Asked,
): Promise<Page<ServicePoint>> {
  const { loaders } = context;
  const counted = { arguments: countedBy(request.filter, request.circle), fields: new Set<string>() };
  const [rows, totalCount] = await Promise.all([
    loaders.load(pointsOfCountry, country, { arguments: request, fields: asked.fields }, context),
    asked.totalCount ? loaders.load(pointCountOfCountry, country, counted, context) : null,
  ]);
  return pageOfPoints(rows, request, totalCount);
}

function countedBy(filter: Readonly<Record<string, unknown>>, circle: SearchCircle | null): Record<string, unknown> {
  return allOf([filter, circle === null ? {} : withinCircle(circle)]);
}

function pageOfPoints(
  rows: readonly ServicePointRow[],
  { first, after }: ServicePointListRequest,
  totalCount: number | null,
): Page<ServicePoint> {
  return pageOf({
    rows,
    first,
    after,
    totalCount,
    view: servicePointView,
    positionOf: (row) => ('distanceMeters' in row ? [row.distanceMeters, row._id] : [row._id]),
  });
}
