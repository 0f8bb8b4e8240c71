import { Decimal } from 'decimal.js';

/** What is outstanding under contracts of one country, carbon class and state of the guarantee, as the graph tells it. */
export interface ExposureGroupReading {
  readonly country: string;
  /** Null where the collateral has no passport that says one. */
  readonly batteryCarbonClass: string | null;
  /** COVERED, GAP where the guarantee ends before the loan, UNKNOWN. */
  readonly guaranteeGap: string;
  readonly contracts: number;
  readonly outstanding: { readonly amount: string };
}

/** Amounts in the currency that was asked for. */
export interface CarbonExposure {
  contracts: number;
  outstanding: Decimal;
  /** Of it, under contracts whose battery guarantee ends before the loan. */
  guaranteeEndsBefore: Decimal;
  /** Of it, under contracts of which nobody knows when the guarantee ends. */
  guaranteeUnknown: Decimal;
  /** Of it, under contracts whose collateral has no passport that says a class. */
  withoutPassport: Decimal;
}

export interface CountryExposure extends CarbonExposure {
  readonly country: string;
  /** In the order of the classes; without one last. */
  readonly classes: readonly (CarbonExposure & { readonly batteryCarbonClass: string | null })[];
}

export interface FoldedExposure extends CarbonExposure {
  /** Largest first. */
  readonly countries: readonly CountryExposure[];
}

/** Sums groups by country, and by country and carbon class. */
export function foldExposure(groups: readonly ExposureGroupReading[]): FoldedExposure {
  const total = nothing();
  const byCountry = new Map<string, { sum: CarbonExposure; classes: Map<string | null, CarbonExposure> }>();
  for (const group of groups) {
    const entry = byCountry.get(group.country) ?? { sum: nothing(), classes: new Map<string | null, CarbonExposure>() };
    byCountry.set(group.country, entry);
    const ofClass = entry.classes.get(group.batteryCarbonClass) ?? nothing();
    entry.classes.set(group.batteryCarbonClass, ofClass);
    for (const sum of [total, entry.sum, ofClass]) add(sum, group);
  }
  const countries = [...byCountry].map(([country, { sum, classes }]) => ({
    country,
    ...sum,
    classes: [...classes]
      .map(([batteryCarbonClass, ofClass]) => ({ batteryCarbonClass, ...ofClass }))
      .sort((one, other) => (classRank(one.batteryCarbonClass) < classRank(other.batteryCarbonClass) ? -1 : 1)),
  }));
  countries.sort(
    (one, other) => other.outstanding.comparedTo(one.outstanding) || (one.country < other.country ? -1 : 1),
  );
  return { ...total, countries };
}

function classRank(batteryCarbonClass: string | null): string {
  return batteryCarbonClass === null ? '1' : `0${batteryCarbonClass}`;
}

function nothing(): CarbonExposure {
  const zero = new Decimal(0);
  return {
    contracts: 0,
    outstanding: zero,
    guaranteeEndsBefore: zero,
    guaranteeUnknown: zero,
    withoutPassport: zero,
  };
}

function add(sum: CarbonExposure, { contracts, outstanding, guaranteeGap, batteryCarbonClass }: ExposureGroupReading) {
  sum.contracts += contracts;
  sum.outstanding = sum.outstanding.plus(outstanding.amount);
  if (guaranteeGap === 'GAP') sum.guaranteeEndsBefore = sum.guaranteeEndsBefore.plus(outstanding.amount);
  if (guaranteeGap === 'UNKNOWN') sum.guaranteeUnknown = sum.guaranteeUnknown.plus(outstanding.amount);
  if (batteryCarbonClass === null) sum.withoutPassport = sum.withoutPassport.plus(outstanding.amount);
}
