/** An offer that a change of a policy hits. */
export interface HitCar {
  readonly maker: string | null;
  readonly model: string | null;
  readonly country: string;
  readonly originCountry: string;
  readonly assemblyForm: string;
}

/** A base of a maker. */
export interface Base {
  readonly baseId: string;
  readonly maker: string;
  readonly country: string;
  /** CBU, CKD, SKD; TRANSIT where cars only pass through. */
  readonly form: string;
  /** Empty for all of the maker's. */
  readonly models: readonly string[];
  readonly startOfProduction: string | null;
  readonly annualCapacity: number | null;
  /** Planned in the four quarters from the day on. */
  readonly plannedUnits: number;
  readonly servesCountries: readonly string[];
}

/** How the cars of an offer could come instead. */
export interface WayAround {
  readonly baseId: string;
  /** As what they would cross the border; null where they are made in the country. */
  readonly imported: { readonly originCountry: string; readonly assemblyForm: string } | null;
  /** Cars a year that are not planned yet; null where the capacity is not known. */
  readonly spareCapacity: number | null;
}

/**
 * Bases of the maker from which its cars could come in another way: made in the country, as kits of the same origin that are put
 * together there, or whole from another country where they are put together, which then is their origin. Where cars only
 * pass through, their origin stays. Whether a way avoids a policy is reckoned by the landed cost on it.
 */
export function waysAround(car: HitCar, bases: readonly Base[], asOf: string): WayAround[] {
  return bases
    .filter(
      (base) =>
        base.maker === car.maker &&
        base.form !== 'TRANSIT' &&
        (base.startOfProduction === null || base.startOfProduction <= asOf) &&
        (base.models.length === 0 || (car.model !== null && base.models.includes(`${car.maker}/${car.model}`))) &&
        (base.country === car.country || base.servesCountries.includes(car.country)),
    )
    .flatMap((base): WayAround[] => {
      const { baseId, annualCapacity, plannedUnits } = base;
      const imported = importedFrom(base, car);
      const isPresent =
        imported !== null && imported.originCountry === car.originCountry && imported.assemblyForm === car.assemblyForm;
      const spareCapacity = annualCapacity === null ? null : Math.max(0, annualCapacity - plannedUnits);
      return isPresent ? [] : [{ baseId, imported, spareCapacity }];
    });
}

function importedFrom({ country, form }: Base, car: HitCar): WayAround['imported'] {
  if (country !== car.country) return { originCountry: country, assemblyForm: 'CBU' };
  return form === 'CBU' ? null : { originCountry: car.originCountry, assemblyForm: form };
}

/** The quarter of a day and the third one after it: "2026-Q4", "2027-Q3". */
export function fourQuartersFrom(asOf: string): { readonly fromQuarter: string; readonly toQuarter: string } {
  const [year = 0, month = 1] = asOf.split('-').map(Number);
  const name = (index: number) => `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
  const index = year * 4 + Math.floor((month - 1) / 3);
  return { fromQuarter: name(index), toQuarter: name(index + 3) };
}
