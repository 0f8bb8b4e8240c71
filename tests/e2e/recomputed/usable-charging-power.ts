import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { FleetStatisticRecord } from '../../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import { seedRows } from '../../support/seed-rows.js';

export interface ExpectedPower {
  readonly direct: number;
  readonly fitting: number;
  readonly usable: number;
  readonly lowVoltage: number;
  readonly taken: number;
  /** AC and DC: each point once, with its best connector. */
  readonly all: number;
  readonly allConnectors: number;
}

const IN_OPERATION = new Set(['AVAILABLE', 'BLOCKED', 'CHARGING', 'RESERVED']);

/** kW for a car of 800 V with a CCS 2 port that takes `dcMaxKW`, by a pass over the sites of the seed files. */
export function expectedPower(country: string, asOf: string, dcMaxKW: number): ExpectedPower {
  const sum = { direct: 0, fitting: 0, usable: 0, lowVoltage: 0, taken: 0, all: 0, allConnectors: 0 };
  for (const site of seedRows<ChargingLocationRecord>('charging_locations')) {
    if (site.country !== country || !site.publish || site.access === 'PRIVATE') continue;
    const since = site.operationalSince ?? null;
    if (since !== null && since > asOf) continue;
    for (const { status, quantity, connectors } of site.evses) {
      const told = status !== 'UNKNOWN' && status !== null;
      if (told ? !IN_OPERATION.has(status) : since === null) continue;
      const times = (quantity ?? 0) / 1000;
      const best = (watts: readonly (number | null)[]) => times * Math.max(0, ...watts.map((one) => one ?? 0));
      sum.all += best(connectors.map(({ maxElectricPower }) => maxElectricPower));
      for (const { maxElectricPower } of connectors) sum.allConnectors += times * (maxElectricPower ?? 0);
      const direct = connectors.filter(({ powerType }) => powerType === 'DC');
      sum.direct += best(direct.map(({ maxElectricPower }) => maxElectricPower));
      const fitting = direct.filter(({ standard }) => ['IEC_62196_T2_COMBO', 'IEC_62196_T2'].includes(standard));
      sum.fitting += best(fitting.map(({ maxElectricPower }) => maxElectricPower));
      const usable = fitting.filter(({ maxVoltage }) => maxVoltage === null || maxVoltage >= 800);
      sum.usable += best(usable.map(({ maxElectricPower }) => maxElectricPower));
      if (usable.length === 0) sum.lowVoltage += best(fitting.map(({ maxElectricPower }) => maxElectricPower));
      sum.taken += best(usable.map(({ maxElectricPower }) => Math.min(maxElectricPower ?? 0, dcMaxKW * 1000)));
    }
  }
  return sum;
}

/** kW by Regulation (EU) 2023/1804, Article 3 (1), for the latest fleet on file. */
export function expectedAfirKW(country: string, asOf: string): number {
  const fleet = seedRows<FleetStatisticRecord>('fleet_statistics').filter(
    (row) => row.country === country && row.stock !== null && `${row.year}-12-31` <= asOf,
  );
  const year = Math.max(...fleet.filter(({ powertrain }) => powertrain === 'BEV').map((row) => row.year));
  const stock = (powertrain: string) =>
    fleet.find((row) => row.year === year && row.powertrain === powertrain)?.stock ?? 0;
  return 1.3 * stock('BEV') + 0.8 * stock('PHEV');
}
