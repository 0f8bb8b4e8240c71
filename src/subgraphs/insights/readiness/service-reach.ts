import { PlaceIndex, type Places } from '../geography/place-index.js';

export interface InhabitedPlaces extends Places {
  readonly populations: readonly number[];
}

export interface ServiceReach {
  /** Share of the inhabitants of towns, and so of the cars that are shared out by them, within reach of a workshop. */
  readonly share: number;
  /** The same after every further workshop, each in the town where it helps most. */
  readonly shareWithMore: readonly number[];
}

/**
 * Share of cars within reach of a workshop, and what more workshops in well chosen towns would change. They are placed one by
 * one where most is gained: the greedy choice, at least 1 - 1/e of the best one (Nemhauser, Wolsey and Fisher 1978).
 */
export function serviceReach(
  towns: InhabitedPlaces,
  workshops: Places,
  withinKm: number,
  more: number,
): ServiceReach | null {
  const inhabitants = towns.populations.reduce((sum, population) => sum + population, 0);
  if (inhabitants === 0) return null;
  const index = new PlaceIndex(workshops);
  const latitude = (at: number) => towns.latitudes[at] as number;
  const longitude = (at: number) => towns.longitudes[at] as number;
  const uncovered = new Set(
    [...towns.populations.keys()].filter((at) => index.nearest(latitude(at), longitude(at), withinKm) === null),
  );
  const population = (ats: Iterable<number>) => {
    let sum = 0;
    for (const at of ats) if (uncovered.has(at)) sum += towns.populations[at] as number;
    return sum;
  };
  const left = [...uncovered];
  const gaps = new PlaceIndex({ latitudes: left.map(latitude), longitudes: left.map(longitude) });
  const served = new Map(
    left.map((at) => [at, gaps.within(latitude(at), longitude(at), withinKm).map((gap) => left[gap] as number)]),
  );
  const share = () => 1 - population(uncovered) / inhabitants;
  const now = share();
  const shareWithMore: number[] = [];
  for (let placed = 0; placed < more; placed += 1) {
    let best: readonly number[] = [];
    let gain = 0;
    for (const towns of served.values()) {
      const cars = population(towns);
      if (cars > gain) [best, gain] = [towns, cars];
    }
    for (const at of best) uncovered.delete(at);
    shareWithMore.push(share());
  }
  return { share: now, shareWithMore };
}
