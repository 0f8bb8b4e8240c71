import type { PipelineStage } from 'mongoose';
import type { Database } from '../../../database/database.js';
import { perCountry } from '../../../database/per-country.js';
import { chargingLocationModel } from '../location/charging-location.model.js';
import { type SiteFigures, withoutDuplicates } from './linked-sites.js';
import { EVSE_EXPRESSIONS, LINKS, publicEvses, SITE_OF_LINKED } from './public-evses.js';

/** What decides which car can charge at a connector, and how fast. */
export interface PointConnector {
  /** OCPI ConnectorType, as the source wrote it. */
  readonly standard: string;
  readonly format: string | null;
  readonly powerType: string | null;
  /** V; null where unknown. */
  readonly maxVoltage: number | null;
  /** W; null where unknown. */
  readonly maxElectricPower: number | null;
}

/** Points in operation with the same connectors. */
export interface PointGroup {
  readonly points: number;
  readonly connectors: readonly PointConnector[];
}

interface GroupRow {
  readonly _id: {
    readonly country: string;
    readonly system: string;
    readonly site: string | null;
    readonly connectors: readonly PointConnector[];
  };
  readonly links: readonly string[];
  readonly points: number;
}

/**
 * Publicly accessible charge points in operation of each of many countries on a local date, grouped by their connectors: one
 * aggregation a cluster. They are the same points as those of a density: the records of one site in several sources count
 * once.
 */
export function pointGroups(
  database: Database,
  countries: readonly string[],
  asOf: string,
): Promise<(readonly PointGroup[] | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const rows = await database
      .model(chargingLocationModel, cluster)
      .aggregate<GroupRow>(groupStages(group, asOf))
      .exec();
    return new Map(group.map((country) => [country, merged(rows.filter(({ _id }) => _id.country === country))]));
  });
}

function groupStages(countries: readonly string[], asOf: string): PipelineStage[] {
  const connector = {
    standard: '$$connector.standard',
    format: { $ifNull: ['$$connector.format', null] },
    powerType: { $ifNull: ['$$connector.powerType', null] },
    maxVoltage: { $ifNull: ['$$connector.maxVoltage', null] },
    maxElectricPower: { $ifNull: ['$$connector.maxElectricPower', null] },
  };
  return [
    ...publicEvses(countries, asOf),
    {
      $project: {
        country: 1,
        system: '$provenance.source.system',
        site: SITE_OF_LINKED,
        links: LINKS,
        points: { $cond: [EVSE_EXPRESSIONS.isCounted, EVSE_EXPRESSIONS.quantity, 0] },
        connectors: { $map: { input: '$evses.connectors', as: 'connector', in: connector } },
      },
    },
    {
      $group: {
        _id: { country: '$country', system: '$system', site: '$site', connectors: '$connectors' },
        links: { $first: '$links' },
        points: { $sum: '$points' },
      },
    },
  ];
}

/** Groups of all sites together, without the sites of which another source's record counts. */
function merged(rows: readonly GroupRow[]): PointGroup[] {
  const kept = keptSites(rows);
  const groups = new Map<string, { points: number; connectors: readonly PointConnector[] }>();
  for (const { _id, points } of rows) {
    if (points === 0 || (_id.site !== null && !kept.has(_id.site))) continue;
    const key = JSON.stringify(_id.connectors);
    const group = groups.get(key) ?? { points: 0, connectors: _id.connectors };
    group.points += points;
    groups.set(key, group);
  }
  return [...groups]
    .sort(([one, { points: left }], [other, { points: right }]) => right - left || (one < other ? -1 : 1))
    .map(([, group]) => group);
}

/** Of linked sites, those that count: the choice is made by the same points and power as in a density. */
function keptSites(rows: readonly GroupRow[]): ReadonlySet<string> {
  const sites = new Map<string, SiteFigures & { points: number; watts: number }>();
  for (const { _id, links, points } of rows) {
    if (_id.site === null) continue;
    const site = sites.get(_id.site) ?? { site: _id.site, system: _id.system, links, points: 0, watts: 0 };
    site.points += points;
    site.watts += points * Math.max(0, ..._id.connectors.map(({ maxElectricPower }) => maxElectricPower ?? 0));
    sites.set(_id.site, site);
  }
  const { kept } = withoutDuplicates([...sites.values()], ({ points, watts }) => [points, watts]);
  return new Set(kept.flatMap(({ site }) => (site === null ? [] : [site])));
}
