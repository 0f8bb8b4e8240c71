import type { FleetStatisticRecord } from '../../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import { sourcedFrom } from '../provenance.js';
import { ENERGY_AGENCY, type EnergyAgencyFigure } from './energy-agency-table.js';

/** Cars in stock and sold, by country, year and powertrain. The agency rounds its figures to two or three digits. */
export function buildFleetStatistics(figures: readonly EnergyAgencyFigure[]): FleetStatisticRecord[] {
  const records = new Map<string, FleetStatisticRecord>();
  for (const { country, parameter, mode, powertrain, year, value } of figures) {
    if (mode !== 'Cars' || (parameter !== 'EV stock' && parameter !== 'EV sales')) continue;
    const id = `${country}:${year}:${powertrain}`;
    const record = records.get(id) ?? {
      _id: id,
      country,
      year,
      powertrain,
      stock: null,
      sales: null,
      provenance: sourcedFrom(ENERGY_AGENCY, null, 'MEDIUM'),
    };
    if (parameter === 'EV stock') record.stock = Math.round(value);
    else record.sales = Math.round(value);
    records.set(id, record);
  }
  return [...records.values()];
}

/** Public charging points of the latest year of the table, by country. */
export function publicChargingPoints(
  figures: readonly EnergyAgencyFigure[],
): ReadonlyMap<string, { slow: number; fast: number }> {
  const points = figures.filter((figure) => figure.parameter === 'EV charging points');
  const latest = Math.max(...points.map((figure) => figure.year));
  const counts = new Map<string, { slow: number; fast: number }>();
  for (const { country, powertrain, year, value } of points) {
    if (year !== latest) continue;
    const count = counts.get(country) ?? { slow: 0, fast: 0 };
    if (powertrain === 'Publicly available fast') count.fast = Math.round(value);
    else count.slow = Math.round(value);
    counts.set(country, count);
  }
  return counts;
}
