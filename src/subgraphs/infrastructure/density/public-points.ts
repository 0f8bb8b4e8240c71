import type { PipelineStage } from 'mongoose';
import type { Database } from '../../../database/database.js';
import { perCountry } from '../../../database/per-country.js';
import { chargingLocationModel } from '../location/charging-location.model.js';
import { withoutDuplicates } from './linked-sites.js';
import type { PointCounts, PointRow } from './point-counts.js';
import { EVSE_EXPRESSIONS, LINKS, publicEvses, SITE_OF_LINKED } from './public-evses.js';

export interface PublicPoints extends PointCounts {
  /** Sites left out, since another source's record of the same site is counted. */
  readonly duplicateSites: number;
  readonly bySource: readonly { readonly system: string; readonly points: number }[];
}

/**
 * Publicly accessible charge points of each of many countries on a local date: one aggregation a cluster. A record of
 * several units counts as often; the records of one site in several sources count once. Points with a status that means
 * operation count, and those without a live status where the day of first operation is known, as in registers.
 */
export function publicPoints(
  database: Database,
  countries: readonly string[],
  asOf: string,
): Promise<(PublicPoints | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const rows = await database
      .model(chargingLocationModel, cluster)
      .aggregate<PointRow>(pointStages(group, asOf))
      .exec();
    return new Map(group.map((country) => [country, foldedPoints(rows.filter((row) => row.country === country))]));
  });
}

function pointStages(countries: readonly string[], asOf: string): PipelineStage[] {
  const { isUnknown, isCommissioned, isCounted, quantity } = EVSE_EXPRESSIONS;
  const when = (condition: object, value: object | number) => ({ $sum: { $cond: [condition, value, 0] } });
  return [
    ...publicEvses(countries, asOf),
    {
      $project: {
        country: 1,
        system: '$provenance.source.system',
        site: SITE_OF_LINKED,
        links: LINKS,
        counted: isCounted,
        isCommissioned,
        isUnknown,
        isUndated: { $eq: [{ $ifNull: ['$operationalSince', null] }, null] },
        quantity,
        hasQuantity: { $gt: [quantity, 0] },
        watts: { $ifNull: [{ $max: '$evses.connectors.maxElectricPower' }, 0] },
        isDirect: { $in: ['DC', { $ifNull: ['$evses.connectors.powerType', []] }] },
      },
    },
    {
      $group: {
        _id: { country: '$country', system: '$system', site: '$site' },
        links: { $first: '$links' },
        points: when({ $eq: ['$counted', true] }, '$quantity' as never),
        dcPoints: when({ $and: ['$counted', '$isDirect'] }, '$quantity' as never),
        watts: when({ $eq: ['$counted', true] }, { $multiply: ['$quantity', '$watts'] }),
        pointsOfUnknownPower: when({ $and: ['$counted', { $eq: ['$watts', 0] }] }, '$quantity' as never),
        pointsByCommissioning: when({ $eq: ['$isCommissioned', true] }, '$quantity' as never),
        undatedPoints: when({ $and: ['$counted', '$isUndated'] }, '$quantity' as never),
        notOperationalPoints: when({ $and: [{ $not: ['$counted'] }, { $not: ['$isUnknown'] }] }, '$quantity' as never),
        pointsOfUnknownStatus: when({ $and: [{ $not: ['$counted'] }, '$isUnknown'] }, '$quantity' as never),
        recordsOfUnknownQuantity: when({ $and: ['$counted', { $not: ['$hasQuantity'] }] }, 1),
      },
    },
    {
      $replaceWith: {
        $mergeObjects: ['$$ROOT', { country: '$_id.country', system: '$_id.system', site: '$_id.site' }],
      },
    },
  ];
}

const NOTHING: PointCounts = {
  points: 0,
  dcPoints: 0,
  watts: 0,
  pointsOfUnknownPower: 0,
  pointsByCommissioning: 0,
  undatedPoints: 0,
  notOperationalPoints: 0,
  pointsOfUnknownStatus: 0,
  recordsOfUnknownQuantity: 0,
};
const COUNTS = Object.keys(NOTHING) as (keyof PointCounts)[];

function foldedPoints(rows: readonly PointRow[]): PublicPoints {
  const { kept, duplicates } = withoutDuplicates(rows, ({ points, watts }) => [points, watts]);
  const sums = { ...NOTHING };
  const bySource = new Map<string, number>();
  for (const row of kept) {
    for (const count of COUNTS) {
      sums[count] += row[count];
    }
    bySource.set(row.system, (bySource.get(row.system) ?? 0) + row.points);
  }
  return {
    ...sums,
    duplicateSites: duplicates,
    bySource: [...bySource]
      .map(([system, points]) => ({ system, points }))
      .sort((left, right) => right.points - left.points || (left.system < right.system ? -1 : 1)),
  };
}
