import { Decimal } from 'decimal.js';

/**
 * An amount at a time: positive for what the borrower gets, negative for what the borrower pays. The time is in the unit of
 * the equation: years, or unit-periods with a fraction of one.
 */
export interface TimedAmount {
  readonly amount: Decimal;
  /** Whole and broken time for compound discounting. */
  readonly time: Decimal;
  /** Part of a unit-period that is discounted by simple interest (Regulation Z); 0 elsewhere. */
  readonly fraction: Decimal;
}

/** Why an equation has no answer. */
export type NoRate = 'NO_SOLUTION' | 'SEVERAL_SOLUTIONS' | 'OUT_OF_RANGE';

/** Digits with which roots are refined: many more than are ever shown. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });

/** Rates per unit of time from -99.9999 % to 100,000,000 %: ln(1 + rate). */
const LOWEST = Math.log(1e-6);
const HIGHEST = Math.log(1 + 1e6);
/** Points at which the sign of the equation is looked at where it may have several roots. */
const SAMPLES = 2_000;
const STEPS = 200;

/** The same in doubles. */
export interface NumberFlow {
  readonly amount: number;
  readonly time: number;
  readonly fraction: number;
}

/**
 * The rate r per unit of time for which sum of amount / ((1 + fraction r) (1 + r)^time) = 0, as a double: bracketed by
 * signs, then Newton steps that never leave the bracket.
 */
export function approximateRate(flows: readonly TimedAmount[]): number | NoRate {
  return approximateRateOf(
    flows.map(({ amount, time, fraction }) => ({
      amount: amount.toNumber(),
      time: time.toNumber(),
      fraction: fraction.toNumber(),
    })),
  );
}

/** The same for flows in doubles. */
export function approximateRateOf(flows: readonly NumberFlow[]): number | NoRate {
  const terms = flows.filter(({ amount }) => amount !== 0);
  if (!isInOrder(terms)) terms.sort((one, other) => whenOf(one) - whenOf(other));
  const bracket = bracketOf(terms);
  return typeof bracket === 'string' ? bracket : Math.expm1(rootIn(terms, bracket));
}

/** The same rate, refined in decimal arithmetic to more than 30 digits. */
export function exactRate(flows: readonly TimedAmount[]): Decimal | NoRate {
  const start = approximateRate(flows);
  if (typeof start === 'string') return start;
  let rate = new Exact(start);
  for (let step = 0; step < 4; step++) {
    let value = new Exact(0);
    let slope = new Exact(0);
    const growth = rate.plus(1);
    for (const { amount, time, fraction } of flows) {
      const simple = new Exact(fraction).times(rate).plus(1);
      const discounted = new Exact(amount).div(simple.times(growth.pow(new Exact(time))));
      value = value.plus(discounted);
      // d/dr of 1 / ((1 + f r) (1 + r)^t) = -(that) (f / (1 + f r) + t / (1 + r)).
      slope = slope.minus(discounted.times(new Exact(fraction).div(simple).plus(new Exact(time).div(growth))));
    }
    if (slope.isZero()) break;
    const change = value.div(slope);
    rate = rate.minus(change);
    if (change.abs().lt('1e-34')) break;
  }
  return new Decimal(rate.toString());
}

function whenOf({ time, fraction }: NumberFlow): number {
  return time + fraction;
}

function isInOrder(terms: readonly NumberFlow[]): boolean {
  return terms.every((term, at) => at === 0 || whenOf(terms[at - 1] as NumberFlow) <= whenOf(term));
}

/** ln(1 + rate) on both sides of the only root. */
function bracketOf(terms: readonly NumberFlow[]): readonly [number, number] | NoRate {
  const changes = signChanges(terms);
  if (changes === 0) return 'NO_SOLUTION';
  const low = sign(valueAt(terms, LOWEST));
  const high = sign(valueAt(terms, HIGHEST));
  // Descartes' rule, which holds for real exponents too: one change of sign, one root.
  if (changes === 1) return low === high ? 'OUT_OF_RANGE' : [LOWEST, HIGHEST];
  const brackets: [number, number][] = [];
  let before = LOWEST;
  let signBefore = low;
  for (let at = 1; at <= SAMPLES; at++) {
    const here = LOWEST + ((HIGHEST - LOWEST) * at) / SAMPLES;
    const signHere = sign(valueAt(terms, here));
    if (signHere !== signBefore && signHere !== 0) {
      if (signBefore !== 0) brackets.push([before, here]);
      signBefore = signHere;
    }
    before = here;
  }
  if (brackets.length > 1) return 'SEVERAL_SOLUTIONS';
  return brackets[0] ?? 'NO_SOLUTION';
}

/** Changes of sign from the earliest amount to the latest; amounts at the same time count as their sum. */
function signChanges(terms: readonly NumberFlow[]): number {
  let changes = 0;
  let last = 0;
  for (let at = 0; at < terms.length; ) {
    const { time, fraction } = terms[at] as NumberFlow;
    let total = 0;
    for (; at < terms.length && terms[at]?.time === time && terms[at]?.fraction === fraction; at++) {
      total += (terms[at] as NumberFlow).amount;
    }
    // Cents that cancel leave rubble in doubles.
    const here = Math.abs(total) < 1e-9 ? 0 : Math.sign(total);
    if (here !== 0 && last !== 0 && here !== last) changes++;
    if (here !== 0) last = here;
  }
  return changes;
}

/** The equation's value at y = ln(1 + rate), scaled by a positive factor so that nothing overflows. */
function valueAt(terms: readonly NumberFlow[], y: number): number {
  const reference = y < 0 ? latest(terms) : 0;
  const rate = Math.expm1(y);
  let value = 0;
  for (const { amount, time, fraction } of terms) {
    value += (amount * Math.exp((reference - time) * y)) / (1 + fraction * rate);
  }
  return value;
}

/** Greatest time of flows that are in order; a whole time may lie before a broken one of the period before. */
function latest(terms: readonly NumberFlow[]): number {
  return (terms.at(-1)?.time ?? 0) + 1;
}

function rootIn(terms: readonly NumberFlow[], [from, to]: readonly [number, number]): number {
  let low = from;
  let high = to;
  const signLow = sign(valueAt(terms, low));
  // Rates of credit are small: that is where the search begins.
  let y = Math.min(Math.max(0.05, low), high);
  for (let step = 0; step < STEPS && high - low > 1e-15 * Math.max(1, Math.abs(y)); step++) {
    const { value, slope } = valueAndSlope(terms, y);
    if (value === 0) return y;
    if (sign(value) === signLow) low = y;
    else high = y;
    const newton = y - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === y) return y;
    if (Math.abs(next - y) < 1e-16 * Math.max(1, Math.abs(y))) return next;
    y = next;
  }
  return y;
}

/** Unscaled around small rates, where nothing overflows; Newton needs the true slope only there. */
function valueAndSlope(terms: readonly NumberFlow[], y: number): { value: number; slope: number } {
  const rate = Math.expm1(y);
  const growth = 1 + rate;
  const reference = y < 0 ? latest(terms) : 0;
  let value = 0;
  let slope = 0;
  for (const { amount, time, fraction } of terms) {
    const simple = 1 + fraction * rate;
    const discounted = (amount * Math.exp((reference - time) * y)) / simple;
    value += discounted;
    slope += discounted * (reference - time - (fraction * growth) / simple);
  }
  return { value, slope };
}

function sign(value: number): number {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}
