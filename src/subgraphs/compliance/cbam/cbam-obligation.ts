import { Decimal } from 'decimal.js';

/**
 * CBAM factor: the share of the benchmark that is still allocated free of charge in the Union, by year. Directive
 * 2003/87/EC, Article 10a(1a), as amended by Directive (EU) 2023/959.
 */
const CBAM_FACTORS: Readonly<Record<number, string>> = {
  2026: '0.975',
  2027: '0.95',
  2028: '0.9',
  2029: '0.775',
  2030: '0.515',
  2031: '0.39',
  2032: '0.265',
  2033: '0.14',
};

export const FIRST_CBAM_YEAR = 2026;

/** Importers whose goods of a year weigh no more are exempt: Regulation (EU) 2025/2083, single mass-based threshold. */
export const CBAM_THRESHOLD_TONNES = new Decimal(50);

/** The share of free allocation in a year from {@link FIRST_CBAM_YEAR} on; 0 from 2034. */
export function cbamFactor(year: number): Decimal {
  return new Decimal(CBAM_FACTORS[year] ?? 0);
}

export interface CbamObligationFacts {
  readonly massTonnes: Decimal;
  /** Embedded emissions in t CO2e per tonne of the good; a default value without its mark-up. */
  readonly specificEmissions: Decimal;
  /** Mark-up on a default value as a fraction; 0 for actual emissions. */
  readonly markup: Decimal;
  /** Benchmark of free allocation, t CO2e per tonne. */
  readonly benchmark: Decimal;
  /** EUR per t CO2e. */
  readonly certificatePrice: Decimal;
  /** Carbon price paid in the country of origin, EUR for the whole mass. */
  readonly carbonPricePaid: Decimal;
}

export interface CbamObligation {
  /** t CO2e of the whole mass, with mark-up. */
  readonly embeddedEmissions: Decimal;
  readonly freeAllocation: Decimal;
  /** EUR, never below zero. */
  readonly cost: Decimal;
}

/**
 * (embedded emissions - benchmark x CBAM factor) x mass x certificate price - carbon price paid: Regulation (EU)
 * 2023/956, Articles 9, 22 and 31.
 */
export function cbamObligation(facts: CbamObligationFacts, year: number): CbamObligation {
  const embeddedEmissions = facts.specificEmissions.times(facts.markup.plus(1)).times(facts.massTonnes);
  const freeAllocation = facts.benchmark.times(cbamFactor(year)).times(facts.massTonnes);
  const due = Decimal.max(0, embeddedEmissions.minus(freeAllocation));
  const cost = Decimal.max(0, due.times(facts.certificatePrice).minus(facts.carbonPricePaid));
  return { embeddedEmissions, freeAllocation, cost };
}
