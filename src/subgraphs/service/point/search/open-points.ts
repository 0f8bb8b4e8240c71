import type { Database } from '../../../../database/database.js';
import { allOf } from '../../../../database/filters.js';
import type { ModelDefinition } from '../../../../database/model-definition.js';
import { withinCircle } from '../../../../database/near-page.js';
import { unreachableCause } from '../../../../database/unavailable.js';
import { isOpenByHours, type PlaceHours } from '../../../../kernel/opening-hours/opening-hours.js';
import { localDateAt } from '../../../../kernel/opening-hours/wall-clock.js';
import { type PointSearch, pointCondition } from './point-search.js';

type Filter = Record<string, unknown>;

/** Workshops, and what else has capabilities, a status and hours. */
interface PlaceRecord extends PlaceHours {
  readonly capabilities: readonly unknown[];
  readonly status: string;
}

/** What a search asks of the database. */
export interface FoundBy {
  /** Everything but the circle. */
  readonly condition: Filter;
  /** The day on which certificates count in each time zone that differs from the search's own. */
  readonly dayOfZone: ReadonlyMap<string, string>;
}

/**
 * The condition that a search makes, in these countries or (null) in all. Without `openAt` nothing is read. With it one
 * command a cluster asks for the different hours among the workshops that meet everything else; which of them mean "open" is
 * reckoned here, once for all workshops that have the same. A cluster that is down has no say; the list itself will tell.
 */
export async function foundBy(
  database: Database,
  definition: ModelDefinition<PlaceRecord>,
  countries: readonly string[] | null,
  search: PointSearch,
): Promise<FoundBy> {
  if (search.openAt === null) {
    return { condition: pointCondition(search, search.asOf), dayOfZone: new Map() };
  }
  const at = new Date(search.openAt);
  const clusters =
    countries === null ? database.clusters.names : [...database.clusters.groupByCluster(countries).keys()];
  const among = allOf([
    countries === null ? {} : { country: { $in: [...countries] } },
    { status: { $in: search.statuses }, openingHours: { $ne: null } },
    search.circle === null ? {} : withinCircle(search.circle),
  ]);
  const found = await Promise.all(clusters.map((cluster) => hoursAmong(database, definition, cluster, among)));
  const places = new Map<string, OpenPlace>();
  for (const hours of found.flat()) {
    const day = localDateAt(at, hours.timeZone);
    if (day === null || isOpenByHours(hours, at) !== true) continue;
    const key = `${hours.country} ${hours.timeZone}`;
    const known = places.get(key) ?? { ...hours, day: search.localDay ? day : search.asOf, texts: [] };
    known.texts.push(hours.openingHours);
    places.set(key, known);
  }
  const branches = [...places.values()].map(({ country, timeZone, day, texts }) =>
    allOf([{ country, timeZone, openingHours: { $in: texts } }, pointCondition(search, day)]),
  );
  return {
    // An empty $or is refused; nothing has no id.
    condition: { $or: branches.length > 0 ? branches : [{ _id: { $in: [] } }] },
    dayOfZone: new Map([...places.values()].map(({ timeZone, day }) => [timeZone, day])),
  };
}

/** A country and time zone with the hours that are open there. */
interface OpenPlace extends PlaceHours {
  readonly day: string;
  readonly texts: (string | null)[];
}

async function hoursAmong(
  database: Database,
  definition: ModelDefinition<PlaceRecord>,
  cluster: string,
  condition: Filter,
): Promise<PlaceHours[]> {
  const hours = { openingHours: '$openingHours', timeZone: '$timeZone', country: '$country' };
  try {
    const groups = await database
      .model(definition, cluster)
      .aggregate<{ _id: PlaceHours }>([{ $match: condition }, { $group: { _id: hours } }]);
    return groups.map(({ _id }) => _id);
  } catch (error) {
    if (unreachableCause(error) === null) throw error;
    return [];
  }
}
