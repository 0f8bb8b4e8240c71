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

/**
 * Mark-up on a default value of iron, steel or aluminium by year of import, as a fraction: Implementing Regulation (EU) 2025/2621; 30 %
 * from 2028 on. (That of fertilisers is 1 %; they are no part of this reckoning.)
 */
export function statutoryMarkup(year: number): Decimal {
  return new Decimal(year <= 2026 ? '0.1' : year === 2027 ? '0.2' : '0.3');
}

export interface CbamObligationFacts {
  readonly massTonnes: Decimal;
  /** Embedded emissions in t CO2e per tonne of the good; a default value without its mark-up. */
  readonly specificEmissions: Decimal;
  /** Mark-up on a default value as a fraction; 0 for actual emissions. */
  readonly markup: Decimal;
  /** Benchmark of free allocation, t CO2e per tonne. */
  readonly benchmark: Decimal;
  /** Cross-sectoral correction factor of free allocation; 1 where nothing is cut. */
  readonly crossSectoralCorrectionFactor: Decimal;
  /** EUR per t CO2e. */
  readonly certificatePrice: Decimal;
  /** Carbon price paid in the country of origin, EUR for the whole mass. */
  readonly carbonPricePaid: Decimal;
}

export interface CbamObligation {
  /** t CO2e of the whole mass, with mark-up. */
  readonly embeddedEmissions: Decimal;
  readonly freeAllocation: Decimal;
  /** Certificates to surrender, t CO2e, never below zero: what is due less what the carbon price paid is worth. */
  readonly certificates: Decimal;
  /** EUR, never below zero. */
  readonly cost: Decimal;
}

/**
 * (embedded emissions - benchmark x CBAM factor x cross-sectoral correction factor) x mass x certificate price - carbon price
 * paid: Regulation (EU) 2023/956, Articles 9, 22 and 31; Implementing Regulation (EU) 2025/2620.
 */
export function cbamObligation(facts: CbamObligationFacts, year: number): CbamObligation {
  const embeddedEmissions = facts.specificEmissions.times(facts.markup.plus(1)).times(facts.massTonnes);
  const freeAllocation = facts.benchmark
    .times(cbamFactor(year))
    .times(facts.crossSectoralCorrectionFactor)
    .times(facts.massTonnes);
  const due = Decimal.max(0, embeddedEmissions.minus(freeAllocation));
  const cost = Decimal.max(0, due.times(facts.certificatePrice).minus(facts.carbonPricePaid));
  // Without a price nothing was worth anything that could be set off.
  const certificates = facts.certificatePrice.isZero() ? due : cost.div(facts.certificatePrice);
  return { embeddedEmissions, freeAllocation, certificates, cost };
}
