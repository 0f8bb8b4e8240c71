import { fittingStandards } from '../../../kernel/ocpi/connector-fit.js';

/** Charge points with the same connectors, as the graph tells them. */
export interface PointGroupReading {
  readonly points: number;
  readonly connectors: readonly {
    readonly standard: string;
    readonly powerType: string | null;
    /** V; null where unknown. */
    readonly maxVoltage: number | null;
    /** Null where unknown. */
    readonly maxPowerKW: number | null;
  }[];
}

/** What of a car decides where it can charge by direct current, and how fast. */
export interface ChargingCar {
  readonly ports: readonly string[];
  /** V: 400 or 800; null where unknown. */
  readonly architectureVoltage: number | null;
  /** Null where unknown. */
  readonly dcMaxKW: number | null;
}

/** Points, and the sum of their power in kW. */
export interface PowerSum {
  points: number;
  kW: number;
}

export interface UsablePower {
  /** With a DC connector: each with its best one. */
  readonly direct: PowerSum;
  /** Of them, with a DC connector that fits a port of the car without an adapter. */
  readonly fitting: PowerSum;
  /** Of them, with a voltage that reaches that of the battery, or is unknown. */
  readonly usable: PowerSum;
  /** Of the usable ones, those of which no voltage is known. */
  readonly ofUnknownVoltage: PowerSum;
  /** Of the fitting ones, those whose voltage is too low. */
  readonly ofLowVoltage: PowerSum;
  /** Of `usable`, what the car itself can take; null where its power is unknown. */
  readonly takenKW: number | null;
  /** By DC connector, most power first. A point with two of them is in both: these must not be added up. */
  readonly byStandard: readonly (PowerSum & { readonly standard: string; readonly fits: boolean })[];
  /** Sum over all connectors, AC too: what counting connectors instead of points would give. */
  readonly connectorsKW: number;
}

/**
 * Public power by direct current that a car can use. A point charges one car at a time (Regulation (EU) 2023/1804, Article 2):
 * it counts once, with the best of its connectors in question, so that power is never counted twice. Points of unknown power
 * add none.
 */
export function usablePower(groups: readonly PointGroupReading[], car: ChargingCar): UsablePower {
  const plugs = new Set(fittingStandards(car.ports));
  const sums = { direct: sum(), fitting: sum(), usable: sum(), ofUnknownVoltage: sum(), ofLowVoltage: sum() };
  const byStandard = new Map<string, PowerSum>();
  let taken = 0;
  let connectorsKW = 0;
  for (const { points, connectors } of groups) {
    for (const { maxPowerKW } of connectors) connectorsKW += points * (maxPowerKW ?? 0);
    const direct = connectors.filter(({ powerType }) => powerType === 'DC');
    if (direct.length === 0) continue;
    add(sums.direct, points, direct);
    for (const standard of new Set(direct.map((connector) => connector.standard))) {
      const own = byStandard.get(standard) ?? sum();
      byStandard.set(standard, own);
      add(
        own,
        points,
        direct.filter((connector) => connector.standard === standard),
      );
    }
    const fitting = direct.filter(({ standard }) => plugs.has(standard));
    if (fitting.length === 0) continue;
    add(sums.fitting, points, fitting);
    const usable = fitting.filter(({ maxVoltage }) => reaches(maxVoltage, car.architectureVoltage));
    if (usable.length === 0) {
      add(sums.ofLowVoltage, points, fitting);
      continue;
    }
    add(sums.usable, points, usable);
    if (usable.every(({ maxVoltage }) => maxVoltage === null)) add(sums.ofUnknownVoltage, points, usable);
    taken += points * Math.min(best(usable), car.dcMaxKW ?? 0);
  }
  return {
    ...sums,
    takenKW: car.dcMaxKW === null ? null : taken,
    byStandard: [...byStandard]
      .map(([standard, power]) => ({ standard, ...power, fits: plugs.has(standard) }))
      .sort((one, other) => other.kW - one.kW || (one.standard < other.standard ? -1 : 1)),
    connectorsKW,
  };
}

/** A car of unknown voltage is taken for one of 400 V, which every DC point reaches. */
function reaches(maxVoltage: number | null, architectureVoltage: number | null): boolean {
  return maxVoltage === null || architectureVoltage === null || maxVoltage >= architectureVoltage;
}

function sum(): PowerSum {
  return { points: 0, kW: 0 };
}

function add(to: PowerSum, points: number, connectors: PointGroupReading['connectors']): void {
  to.points += points;
  to.kW += points * best(connectors);
}

function best(connectors: PointGroupReading['connectors']): number {
  return Math.max(0, ...connectors.map(({ maxPowerKW }) => maxPowerKW ?? 0));
}
