import type { Decimal } from 'decimal.js';

/** What a car is moved by; EREV is a plug-in hybrid whose engine only charges the battery. */
export const POWERTRAINS = ['BEV', 'EREV', 'PHEV', 'HEV', 'ICE', 'FCEV'] as const;
export type CarPowertrain = (typeof POWERTRAINS)[number];

/** A car on its way into a country, as the levies see it.  */
export interface ImportedCar {
  readonly country: string;
  /** Customs value (cost, insurance, freight), in `currency`. */
  readonly cif: Decimal;
  readonly currency: string;
  readonly originCountry: string | null;
  /** Trade regions of which the origin is a member on the day. */
  readonly originTradeRegions: readonly string[];
  /** Name of the exporter group or maker; null where nobody said. */
  readonly exporterGroup: string | null;
  /** The same as names are compared; empty where nobody said. */
  readonly exporterName: string;
  readonly powertrain: CarPowertrain;
  readonly assemblyForm: string;
  readonly batteryKwh: Decimal | null;
  /** Before value added tax, in any currency; null where the caller gave none. */
  readonly retailPrice: { readonly amount: Decimal; readonly currency: string } | null;
  readonly conditions: readonly string[];
}

/**
 * Harmonised System headings under which a powertrain is declared (2017 and later editions). A battery car with a range
 * extender is declared by its plug and engine, but trade remedies on battery cars name it too.
 */
const HEADINGS: Readonly<Record<CarPowertrain, readonly string[]>> = {
  BEV: ['8703.80'],
  FCEV: ['8703.80', '8703.90'],
  EREV: ['8703.60', '8703.70', '8703.80'],
  PHEV: ['8703.60', '8703.70'],
  HEV: ['8703.40', '8703.50'],
  ICE: ['8703.21', '8703.22', '8703.23', '8703.24', '8703.31', '8703.32', '8703.33', '8703.90'],
};

/** True where one of the headings of the powertrain lies under one of the codes. */
export function isUnderHeading(powertrain: CarPowertrain, hsCodes: readonly string[]): boolean {
  return HEADINGS[powertrain].some((heading) =>
    hsCodes.some((code) => heading.startsWith(code) || code.startsWith(heading)),
  );
}

/** Names compared without case, punctuation and the words that companies add to theirs. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(group|co|ltd|inc|auto|automobile|motor|motors|company|corporation)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "in quota" and "IN_QUOTA" are the same condition. */
export function plainCondition(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}
