/** A line of fleet statistics as the graph tells it. */
export interface FleetReading {
  readonly year: number;
  readonly powertrain: string;
  readonly stock: number | null;
  readonly provenance: { readonly confidence: string; readonly source: { readonly system: string } };
}

/** Cars with a plug and a traction battery: those that need a high-voltage workshop. */
const PLUG_IN: ReadonlySet<string> = new Set(['BEV', 'PHEV']);

export interface PlugInFleet {
  readonly year: number;
  readonly vehicles: number;
  readonly lines: readonly FleetReading[];
}

/** The latest year up to that of `asOf` for which a stock is stated; null where there is none. */
export function plugInFleet(fleet: readonly FleetReading[], asOf: string): PlugInFleet | null {
  const stated = fleet.filter(
    ({ year, powertrain, stock }) => stock !== null && PLUG_IN.has(powertrain) && year <= Number(asOf.slice(0, 4)),
  );
  if (stated.length === 0) return null;
  const year = Math.max(...stated.map((line) => line.year));
  const lines = stated.filter((line) => line.year === year);
  return { year, vehicles: lines.reduce((sum, { stock }) => sum + (stock ?? 0), 0), lines };
}

/**
 * Shares a national fleet out to towns by their inhabitants: an estimate, for no open register counts electric cars by town
 * for every country. Cars of the countryside fall to the towns, so that the whole fleet is shared out.
 */
export function vehiclesPerTown(vehicles: number, populations: readonly number[]): number[] {
  const inhabitants = populations.reduce((sum, population) => sum + population, 0);
  return populations.map((population) => (inhabitants === 0 ? 0 : (vehicles * population) / inhabitants));
}
