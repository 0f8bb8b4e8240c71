import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { rowKey } from '../country/row-key.js';
import { type AskedOfPoints, askPointsOverall, askPointsPerCountry, type PointsAnswer } from './search/ask-points.js';
import { askedFacets } from './search/point-facets.js';
import type { ServicePointFacets } from './search/point-facets.type.js';
import { type PointSearch, pointSearch } from './search/point-search.js';
import type { CountryServicePointsArguments } from './service-point.inputs.js';
import { servicePointModel } from './service-point.model.js';
import type { ServicePoint } from './service-point.type.js';
import {
  SERVICE_POINT_ALWAYS,
  SERVICE_POINT_EMBEDDED,
  SERVICE_POINT_FIELD_SOURCES,
  servicePointView,
} from './service-point.view.js';

/** What an operation selects of a list. */
export interface AskedOfList {
  /** Fields of the workshops. */
  readonly fields: FieldNames;
  /** Whether any workshop, or anything of the page, is asked for. */
  readonly list: boolean;
  readonly totalCount: boolean;
  readonly facets: FieldNames;
}

/** A page of a list, with the facets of the whole list where they are asked for. */
export interface ServicePointPage extends Page<ServicePoint> {
  readonly facets: ServicePointFacets | null;
}

const pointById: LoaderDefinition<DataContext, string, ServicePoint | null> = {
  name: 'service.pointById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const rows = await findByKey(database, servicePointModel, ids.map(rowKey), pointProjection(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : servicePointView(row)));
  },
};

const pointsOfCountry: LoaderDefinition<
  DataContext,
  string,
  PointsAnswer,
  { search: PointSearch; asked: AskedOfPoints }
> = {
  name: 'service.pointsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { search, asked }, fields }, { database }) =>
    askPointsPerCountry(database, countries, search, asked, pointProjection(fields)),
};

/** The workshop of that id, or null. */
export function findPoint(context: DataContext, id: string, fields: FieldNames): Promise<ServicePoint | null> {
  return context.loaders.load(pointById, id, { arguments: undefined, fields }, context);
}

/** Workshops of one country or (null) of all: nearest first around a place, else in the order of their ids. */
export async function listPoints(
  { database, today }: DataContext,
  country: string | null,
  request: CountryServicePointsArguments,
  asked: AskedOfList,
): Promise<ServicePointPage> {
  const search = pointSearch(request, today);
  const answer = await askPointsOverall(
    database,
    country,
    search,
    askedOfPoints(request, asked),
    pointProjection(asked.fields),
  );
  return pageOfPoints(answer, request);
}

/** The same for a country that is one of many: all countries of the operation are read together. */
export async function listPointsOfCountry(
  context: DataContext,
  country: string,
  request: CountryServicePointsArguments,
  asked: AskedOfList,
): Promise<ServicePointPage> {
  const search = pointSearch(request, context.today);
  const answer = await context.loaders.load(
    pointsOfCountry,
    country,
    { arguments: { search, asked: askedOfPoints(request, asked) }, fields: asked.fields },
    context,
  );
  return pageOfPoints(answer, request);
}

function askedOfPoints({ first, after = null }: CountryServicePointsArguments, asked: AskedOfList): AskedOfPoints {
  return {
    page: asked.list ? { first, after } : null,
    totalCount: asked.totalCount,
    facets: askedFacets(asked.facets),
  };
}

function pageOfPoints(
  { rows, totalCount, facets }: PointsAnswer,
  { first, after = null }: CountryServicePointsArguments,
): ServicePointPage {
  const page = pageOf({
    rows,
    first,
    after,
    totalCount,
    view: servicePointView,
    positionOf: (row) => ('distanceMeters' in row ? [row.distanceMeters, row._id] : [row._id]),
  });
  return Object.assign(page, { facets });
}

function pointProjection(fields: FieldNames) {
  return projectionOf(fields, SERVICE_POINT_FIELD_SOURCES, SERVICE_POINT_ALWAYS, SERVICE_POINT_EMBEDDED);
}
