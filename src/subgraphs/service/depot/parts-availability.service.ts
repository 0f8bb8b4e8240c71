import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { afterCursor, BY_ID, sortOf } from '../../../database/keyset.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { decodeCursor } from '../../../kernel/paging/cursor.js';
import { type PartsAvailabilityRecord, partsAvailabilityModel } from './parts-availability.model.js';
import type { PartsAvailability } from './parts-availability.type.js';
import type { DepotPartsArguments, PartsAvailabilityArguments } from './parts-depot.inputs.js';
import { depotsOf } from './parts-depot.service.js';
import { AVAILABILITY_FIELD_SOURCES, availabilityView } from './parts-depot.view.js';

type Filter = Record<string, unknown>;

interface PartsPage {
  readonly filter: Filter;
  readonly first: number;
  readonly after: string | null;
}

/** One aggregation, which cuts the sorted parts of each depot after its page. */
const partsOfDepot: LoaderDefinition<DataContext, string, PartsAvailabilityRecord[], PartsPage> = {
  name: 'service.partsOfDepot',
  keyText: (depotId) => depotId,
  load: async (depotIds, { arguments: { filter, first, after }, fields }, { database }) => {
    const groups = await database
      .model(partsAvailabilityModel)
      .aggregate<{ _id: string; parts: PartsAvailabilityRecord[] }>([
        { $match: allOf([{ depotId: { $in: [...depotIds] } }, filter, afterCursor(BY_ID, after)]) },
        { $sort: sortOf(BY_ID) },
        { $project: projectionOf(fields, AVAILABILITY_FIELD_SOURCES, ['depotId']) },
        { $group: { _id: '$depotId', parts: { $firstN: { input: '$$ROOT', n: first + 1 } } } },
      ]);
    const byDepot = new Map(groups.map(({ _id, parts }) => [_id, parts]));
    return depotIds.map((depotId) => byDepot.get(depotId) ?? []);
  },
};

const partCountOfDepot: LoaderDefinition<DataContext, string, number, Filter> = {
  name: 'service.partCountOfDepot',
  keyText: (depotId) => depotId,
  load: async (depotIds, { arguments: filter }, { database }) => {
    const counts = await database
      .model(partsAvailabilityModel)
      .aggregate<{ _id: string; count: number }>([
        { $match: allOf([{ depotId: { $in: [...depotIds] } }, filter]) },
        { $group: { _id: '$depotId', count: { $sum: 1 } } },
      ]);
    const byDepot = new Map(counts.map(({ _id, count }) => [_id, count]));
    return depotIds.map((depotId) => byDepot.get(depotId) ?? 0);
  },
};

/** Parts of a depot in the order of their numbers; those of many depots are read at once. */
export async function listPartsOfDepot(
  context: DataContext,
  depotId: string,
  { first, after = null, inStock, dangerousGoods }: DepotPartsArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<PartsAvailability>> {
  const { loaders } = context;
  const filter = allOf([
    inStock === null || inStock === undefined ? {} : { onHand: inStock ? { $gt: 0 } : 0 },
    dangerousGoods === null || dangerousGoods === undefined ? {} : { unNumber: dangerousGoods ? { $ne: null } : null },
  ]);
  const [rows, totalCount] = await Promise.all([
    loaders.load(partsOfDepot, depotId, { arguments: { filter, first, after }, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(partCountOfDepot, depotId, { arguments: filter, fields: new Set<string>() }, context)
      : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: availabilityView, positionOf: (row) => [row._id] });
}

/** Where a part lies that a country needs: stock of the depots that deliver there, the fastest first; none on hand last. */
export async function listAvailability(
  context: DataContext,
  { partNumber, country, first, after = null }: PartsAvailabilityArguments,
  fields: FieldNames,
): Promise<Page<PartsAvailability>> {
  const passed = after === null ? null : placeOfCursor(after);
  const depots = await depotsOf(context, country, new Set<string>());
  const hours = new Map(depots.map(({ depotId, leadTimeHours }) => [depotId, leadTimeHours ?? SLOWEST]));
  const stock =
    depots.length === 0
      ? []
      : await context.database
          .model(partsAvailabilityModel)
          .find(
            { partNumber, depotId: { $in: [...hours.keys()] } } as never,
            projectionOf(fields, AVAILABILITY_FIELD_SOURCES, ['depotId', 'onHand']),
          )
          .lean<PartsAvailabilityRecord[]>();
  const placed = stock
    .map((row) => ({ row, place: [Number(row.onHand === 0), hours.get(row.depotId) ?? SLOWEST, row._id] as const }))
    .sort((left, right) => comparePlaces(left.place, right.place));
  return pageOf({
    rows: placed.filter(({ place }) => passed === null || comparePlaces(place, passed) > 0),
    first,
    after,
    totalCount: placed.length,
    view: ({ row }) => availabilityView(row),
    positionOf: ({ place }) => place,
  });
}

/** A depot of unknown lead time comes after all others. */
const SLOWEST = Number.MAX_SAFE_INTEGER;

type Place = readonly [isEmpty: number, hours: number, id: string];

function comparePlaces(left: Place, right: Place): number {
  return left[0] - right[0] || left[1] - right[1] || (left[2] < right[2] ? -1 : Number(left[2] > right[2]));
}

function placeOfCursor(after: string): Place {
  const [isEmpty, hours, id] = decodeCursor(after, 3);
  if (typeof isEmpty !== 'number' || typeof hours !== 'number' || typeof id !== 'string') {
    throw badUserInput('after', 'is not a cursor of this list');
  }
  return [isEmpty, hours, id];
}
