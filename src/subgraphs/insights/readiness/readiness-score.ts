/** The legs of a score, each 0 to 1; null where it is unknown. */
export interface ReadinessLegs {
  readonly service: number | null;
  readonly finance: number | null;
  readonly infrastructure: number | null;
}

/** A leg of nothing does not bring the whole score to nothing: gaps of countries with a missing leg stay comparable. */
const LEAST_LEG = 0.01;

/**
 * 100 times the geometric mean of the legs that are known, each held within 0.01 and 1: unlike the arithmetic mean it
 * punishes a missing leg (as the Human Development Index does since 2010). Null where no leg is known.
 */
export function readinessScore({ service, finance, infrastructure }: ReadinessLegs): number | null {
  const known = [service, finance, infrastructure].filter((leg) => leg !== null);
  if (known.length === 0) return null;
  const logarithms = known.map((leg) => Math.log(Math.min(1, Math.max(LEAST_LEG, leg))));
  return 100 * Math.exp(logarithms.reduce((sum, logarithm) => sum + logarithm, 0) / known.length);
}
