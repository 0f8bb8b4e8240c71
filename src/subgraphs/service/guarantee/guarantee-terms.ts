import {
  bestPerComponent,
  compareKilometres,
  compareMerits,
  type GuaranteedCar,
  type GuaranteePlace,
  legalMinima,
  type RankedProgramme,
} from './programme-ranking.js';

/** What counts for one component of a car: what somebody promises, and what the law grants beside it. */
export interface ComponentTerms<Programme> {
  readonly component: RankedProgramme['component'];
  /** Null where only the law grants something. */
  readonly programme: Programme | null;
  /** The most specific legal minimum; null where the law grants nothing that is on file. */
  readonly legalMinimum: Programme | null;
  /** Whether the law grants more years or kilometres than the programme; null where one of them is missing. */
  readonly lawGrantsMore: boolean | null;
}

/** Terms for every component on which anything is guaranteed, in the order of the components' names. */
export function termsPerComponent<Programme extends RankedProgramme>(
  programmes: readonly Programme[],
  place: GuaranteePlace,
  car: GuaranteedCar,
): ComponentTerms<Programme>[] {
  const promised = new Map(bestPerComponent(programmes, place, car).map((one) => [one.component, one]));
  const granted = new Map<RankedProgramme['component'], Programme>();
  for (const minimum of legalMinima(programmes, place, car)) {
    const rival = granted.get(minimum.component);
    if (rival === undefined || compareMerits(minimum, rival, place) < 0) granted.set(minimum.component, minimum);
  }
  return [...new Set([...promised.keys(), ...granted.keys()])].sort().map((component) => {
    const programme = promised.get(component) ?? null;
    const legalMinimum = granted.get(component) ?? null;
    return {
      component,
      programme,
      legalMinimum,
      lawGrantsMore: programme === null || legalMinimum === null ? null : isLonger(legalMinimum, programme),
    };
  });
}

function isLonger(law: RankedProgramme, programme: RankedProgramme): boolean {
  return law.years > programme.years || compareKilometres(law.km, programme.km) < 0;
}
