import type { GuaranteeProgrammeRecord } from './guarantee-programme.model.js';

/** The places that a country lies in, on one day. */
export interface GuaranteePlace {
  readonly country: string;
  /** ISO 3166-2, where the car is to be registered; null or missing where that does not matter. */
  readonly subdivision?: string | null;
  readonly tradeRegions: readonly string[];
  /** UN M49 codes; null for territories that UN M49 leaves out. */
  readonly subregion: string | null;
  readonly region: string | null;
}

/** What programmes are compared by. */
export type RankedProgramme = Pick<
  GuaranteeProgrammeRecord,
  | '_id'
  | 'country'
  | 'subdivision'
  | 'tradeRegion'
  | 'region'
  | 'maker'
  | 'modelYearFrom'
  | 'modelYearTo'
  | 'component'
  | 'legalMinimum'
  | 'years'
  | 'km'
>;

/** A car that a programme may cover. */
export interface GuaranteedCar {
  /** Slug of the maker. */
  readonly maker: string;
  /** Null where it is not known: programmes bound to model years do not cover it then. */
  readonly modelYear: number | null;
}

/** How far a programme reaches; the smaller, the more specific. */
const REACH = { subdivision: -1, country: 0, tradeRegion: 1, subregion: 2, region: 3, world: 4 } as const;
export type Reach = (typeof REACH)[keyof typeof REACH];

/** How specifically a programme reaches a place; null where it does not. */
export function reachOf(programme: RankedProgramme, place: GuaranteePlace): Reach | null {
  const { country, subdivision = null, tradeRegion, region } = programme;
  if (country !== null && subdivision !== null) {
    return subdivision === place.subdivision ? REACH.subdivision : null;
  }
  if (country !== null) {
    return country === place.country ? REACH.country : null;
  }
  if (tradeRegion !== null) {
    return place.tradeRegions.includes(tradeRegion) ? REACH.tradeRegion : null;
  }
  if (region === null) {
    return REACH.world;
  }
  if (region === place.subregion) {
    return REACH.subregion;
  }
  return region === place.region ? REACH.region : null;
}

/** Sort key of a programme within the list of a place: reach, component, `_id`. */
export type ProgrammePosition = readonly [reach: Reach, component: string, id: string];

/** Position of a programme in the list of a place that it reaches. */
export function positionIn(place: GuaranteePlace, programme: RankedProgramme): ProgrammePosition {
  return [reachOf(programme, place) ?? REACH.world, programme.component, programme._id];
}

/** Negative where `left` comes first. */
export function comparePositions(
  left: readonly [number, string, string],
  right: readonly [number, string, string],
): number {
  return left[0] - right[0] || compareTexts(left[1], right[1]) || compareTexts(left[2], right[2]);
}

/** The programmes that reach a place, most specific first, then by component and `_id`. */
export function programmesReaching<Programme extends RankedProgramme>(
  programmes: readonly Programme[],
  place: GuaranteePlace,
): Programme[] {
  return programmes
    .filter((programme) => reachOf(programme, place) !== null)
    .sort((left, right) => comparePositions(positionIn(place, left), positionIn(place, right)));
}

/**
 * For each component the one programme that counts for a maker's car: the maker's own before one for every make, then
 * the most specific one (subdivision, country, trade region, sub-region, region, world), then the longest in years and
 * kilometres.
 * Legal minima are no programme of anybody and never the best. In the order of the components' names.
 */
export function bestPerComponent<Programme extends RankedProgramme>(
  programmes: readonly Programme[],
  place: GuaranteePlace,
  car: GuaranteedCar,
): Programme[] {
  const best = new Map<string, Programme>();
  for (const programme of programmes) {
    if (!programme.legalMinimum && covers(programme, car) && reachOf(programme, place) !== null) {
      const rival = best.get(programme.component);
      if (rival === undefined || compareMerits(programme, rival, place) < 0) {
        best.set(programme.component, programme);
      }
    }
  }
  return [...best.values()].sort((left, right) => compareTexts(left.component, right.component));
}

/** What the law grants on a maker's car in a place, most specific first. */
export function legalMinima<Programme extends RankedProgramme>(
  programmes: readonly Programme[],
  place: GuaranteePlace,
  car: GuaranteedCar,
): Programme[] {
  return programmesReaching(
    programmes.filter((programme) => programme.legalMinimum && covers(programme, car)),
    place,
  );
}

/** A programme with model years is for cars of [modelYearFrom, modelYearTo) only. */
function covers(programme: RankedProgramme, { maker, modelYear }: GuaranteedCar): boolean {
  const { modelYearFrom = null, modelYearTo = null } = programme;
  const ofMaker = programme.maker === null || programme.maker === maker;
  if (!ofMaker || (modelYearFrom === null && modelYearTo === null)) return ofMaker;
  return modelYear !== null && (modelYearFrom ?? 0) <= modelYear && (modelYearTo === null || modelYear < modelYearTo);
}

/** Negative where `left` is the better one for its maker's car. */
export function compareMerits(left: RankedProgramme, right: RankedProgramme, place: GuaranteePlace): number {
  return (
    Number(left.maker === null) - Number(right.maker === null) ||
    (reachOf(left, place) ?? REACH.world) - (reachOf(right, place) ?? REACH.world) ||
    right.years - left.years ||
    compareKilometres(left.km, right.km) ||
    compareTexts(left._id, right._id)
  );
}

/** Null is no limit, and so the longest. */
export function compareKilometres(left: number | null, right: number | null): number {
  if (left === right) {
    return 0;
  }
  return left === null || (right !== null && left > right) ? -1 : 1;
}

function compareTexts(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
