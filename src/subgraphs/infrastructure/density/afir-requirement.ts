import { FleetPowertrain, type FleetStatisticReference } from '../country/country.type.js';

/**
 * Total power output in kW that publicly accessible recharging points must provide for each car of the registered fleet:
 * Regulation (EU) 2023/1804 (AFIR), Article 3 (1).
 */
const KW_PER_BEV = 1.3;
const KW_PER_PHEV = 0.8;

/** The fleet that a density is held against. */
export interface Fleet {
  /** The stock is that of the end of this year. */
  readonly year: number;
  readonly bev: number;
  /** Null where no figure is known for the year. */
  readonly phev: number | null;
  readonly sources: readonly string[];
}

/** The latest fleet whose year has ended on the local date `asOf`; null where no stock of battery-electric cars is known. */
export function fleetOn(asOf: string, statistics: readonly FleetStatisticReference[]): Fleet | null {
  const known = statistics.filter(({ year, stock }) => stock !== null && `${year}-12-31` <= asOf);
  const [latest] = known
    .filter(({ powertrain }) => powertrain === FleetPowertrain.BEV)
    .sort((left, right) => right.year - left.year);
  if (latest === undefined || latest.stock === null) {
    return null;
  }
  const phev = known.find(({ year, powertrain }) => year === latest.year && powertrain === FleetPowertrain.PHEV);
  const sources = [latest, ...(phev ? [phev] : [])].map(({ provenance }) => provenance.source.system);
  return { year: latest.year, bev: latest.stock, phev: phev?.stock ?? null, sources: [...new Set(sources)] };
}

/** kW that AFIR asks for; null where the number of plug-in hybrids is not known. */
export function afirRequiredKW({ bev, phev }: Fleet): number | null {
  return phev === null ? null : (bev * KW_PER_BEV * 10 + phev * KW_PER_PHEV * 10) / 10;
}
