import type { Database } from '../../../../database/database.js';
import { unreachableCause } from '../../../../database/unavailable.js';
import { chargingLocationModel } from '../charging-location.model.js';
import { isOpenAt, type Schedule } from './opening-hours.js';

type Filter = Record<string, unknown>;

/**
 * MongoDB filter for sites that are open at an instant. Which hours mean that is reckoned here, once for all sites that have
 * the same: one command a cluster asks for the different hours among the sites that meet everything else. A cluster that is
 * down has no say; the list itself will tell.
 *
 * @param condition everything else
 * @param unknownHours whether sites count whose hours are not known or cannot be read
 */
export async function openSites(
  database: Database,
  countries: readonly string[] | null,
  condition: Filter,
  at: Date,
  unknownHours: boolean,
): Promise<Filter> {
  const clusters =
    countries === null ? database.clusters.names : [...database.clusters.groupByCluster(countries).keys()];
  const schedules = await Promise.all(clusters.map((cluster) => schedulesOf(database, cluster, condition)));
  const open = schedules.flat().filter((schedule) => isOpenAt(schedule, at) ?? unknownHours);
  // An empty $or is refused; nothing has no id.
  return { $or: [...alternatives(open), { _id: { $in: [] } }] };
}

async function schedulesOf(database: Database, cluster: string, condition: Filter): Promise<Schedule[]> {
  const hours = {
    openingHours: '$openingHours',
    openingTimes: '$openingTimes',
    timeZone: '$timeZone',
    country: '$country',
  };
  try {
    const groups = await database
      .model(chargingLocationModel, cluster)
      .aggregate<{ _id: Partial<Schedule> }>([{ $match: condition }, { $group: { _id: hours } }]);
    return groups.map(({ _id }) => ({ openingHours: null, openingTimes: null, ..._id }) as Schedule);
  } catch (error) {
    if (unreachableCause(error) === null) throw error;
    return [];
  }
}

/** Sites with hours as text by zone and country, so that a country is a few branches; those with OCPI hours by all of them. */
function alternatives(open: readonly Schedule[]): Filter[] {
  const texts = new Map<string, { timeZone: string; country: string; openingHours: Set<string | null> }>();
  const branches: Filter[] = [];
  for (const { openingHours, openingTimes, timeZone, country } of open) {
    if (openingTimes !== null) {
      branches.push({ country, timeZone, openingHours, openingTimes });
      continue;
    }
    const key = `${country} ${timeZone}`;
    const known = texts.get(key);
    if (known === undefined) texts.set(key, { timeZone, country, openingHours: new Set([openingHours]) });
    else known.openingHours.add(openingHours);
  }
  const ofTexts = [...texts.values()].map(({ openingHours, ...place }) => ({
    ...place,
    openingTimes: null,
    openingHours: { $in: [...openingHours] },
  }));
  return [...ofTexts, ...branches];
}
