import { Decimal128 } from 'bson';
import type { AssemblyBaseRecord } from '../../../src/subgraphs/supply/base/assembly-base.model.js';
import type { SupplyClusterRecord } from '../../../src/subgraphs/supply/cluster/supply-cluster.model.js';
import type { SupplyRouteRecord } from '../../../src/subgraphs/supply/route/supply-route.model.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

/** Countries that cars reach by road or rail from each other. */
const ON_LAND: readonly string[] = ['AE SA OM KW QA BH', 'AT BE DE ES FR HU IT NL SE', 'BR AR CL', 'TH MY LA'];

/** Generated routes from the countries of bases to those that they serve. */
export function buildSupplyRoutes(bases: readonly AssemblyBaseRecord[]): SupplyRouteRecord[] {
  const routes = new Map<string, SupplyRouteRecord>();
  for (const { country: from, servesCountries } of bases) {
    for (const to of servesCountries) {
      if (from === to) continue;
      const onLand = ON_LAND.some((group) => group.split(' ').includes(from) && group.split(' ').includes(to));
      const mode = onLand ? 'ROAD' : 'SEA';
      const _id = `${from}:${to}:${mode}`;
      const random = createRandomStream(`route:${_id}`);
      routes.set(_id, {
        _id,
        from,
        to,
        mode,
        days: onLand ? random.integer(3, 9) : random.integer(18, 48),
        cost: {
          amount: Decimal128.fromString(String(onLand ? random.integer(250, 700) : random.integer(700, 2200))),
          currency: 'USD',
        },
        provenance: synthetic(_id),
      });
    }
  }
  return [...routes.values()];
}

const PART_FAMILIES = ['BATTERY', 'DRIVETRAIN', 'BODY', 'ELECTRONICS', 'INTERIOR'] as const;

/** Name of the cluster, UN M49 region, countries whose bases it supplies. */
const CLUSTERS: readonly (readonly [clusterId: string, region: string, countries: string])[] = [
  ['central-europe', '150', 'AT DE ES HU'],
  ['eastern-seaboard', '035', 'TH'],
  ['java', '035', 'ID'],
  ['pearl-river-delta', '030', 'CN'],
  ['south-america', '005', 'BR'],
];

/** Generated clusters of makers of parts. */
export function buildSupplyClusters(): SupplyClusterRecord[] {
  return CLUSTERS.map(([clusterId, region, countries]) => {
    const random = createRandomStream(`cluster:${clusterId}`);
    return {
      _id: clusterId,
      clusterId,
      name: `Demo cluster ${clusterId} (synthetic)`,
      region,
      members: PART_FAMILIES.map((partFamily, at) => ({
        company: `Demo supplier ${clusterId} ${at + 1} (synthetic)`,
        partFamily,
        share: Decimal128.fromString((0.3 + 0.6 * random.next()).toFixed(2)),
      })),
      countries: countries.split(' '),
      provenance: synthetic(clusterId),
    };
  });
}
