/** A guarantee, as the graph tells it. */
export interface GuaranteeReading {
  readonly programmeId: string;
  readonly component: string;
  readonly years: number;
  /** Whichever comes first; null for no limit. */
  readonly km: number | null;
  readonly legalMinimum: boolean;
  readonly provenance: { readonly confidence: string; readonly source: { readonly system: string } };
}

/** Until when a component is covered. */
export interface ComponentCover {
  readonly component: string;
  readonly programmeId: string;
  /** Whole months from the first registration. */
  readonly months: number;
  readonly legalMinimum: boolean;
  readonly provenance: GuaranteeReading['provenance'];
}

const WHOLE_CAR = 'VEHICLE';

/**
 * Per component, the guarantee that covers it longest for a car that is driven so much: years or kilometres, whichever end
 * first. The maker's guarantee and what the law grants stand side by side, so that the longer one counts.
 */
export function guaranteeCover(guarantees: readonly GuaranteeReading[], kmPerYear: number): ComponentCover[] {
  const longest = new Map<string, ComponentCover>();
  for (const { component, programmeId, years, km, legalMinimum, provenance } of guarantees) {
    const byDistance = km === null || kmPerYear === 0 ? Number.POSITIVE_INFINITY : (km * 12) / kmPerYear;
    const months = Math.floor(Math.min(years * 12, byDistance));
    const known = longest.get(component);
    if (known === undefined || months > known.months) {
      longest.set(component, { component, programmeId, months, legalMinimum, provenance });
    }
  }
  return [...longest.values()].sort((one, other) => (one.component < other.component ? -1 : 1));
}

/** Months in which repairs of the whole car cost its owner nothing. */
export function repairsCoveredMonths(cover: readonly ComponentCover[]): number {
  return cover.find(({ component }) => component === WHOLE_CAR)?.months ?? 0;
}
