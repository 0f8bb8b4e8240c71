import { Decimal } from 'decimal.js';
import { adjusted, type BusinessDayRule } from './business-days.js';
import { type DayCountConvention, type Ratio, yearRatio } from './day-count.js';
import { addMonths } from './local-dates.js';
import { fromMinorUnits, roundedRatio, toMinorUnits } from './minor-units.js';

/**
 * How a principal is repaid.
 * - ANNUITY: equal instalments of interest and principal; with a balloon, which is due with the last one.
 * - INTEREST_ONLY: interest as it falls due, the principal with the last instalment.
 * - FLAT_RATE: interest on the original principal for the whole term, in equal parts.
 * - MARK_UP: a margin agreed beforehand (murabaha), computed and paid like a flat rate; it is no interest.
 * - LEASE: equal rentals that bring the value down to a residual value, which is not paid but given back.
 */
export type RepaymentForm = 'ANNUITY' | 'INTEREST_ONLY' | 'FLAT_RATE' | 'MARK_UP' | 'LEASE';

export interface RepaymentTerms {
  readonly form: RepaymentForm;
  readonly principal: Decimal;
  readonly currency: string;
  /** Yearly, as a fraction; a flat rate or mark-up where the form says so. */
  readonly nominalRate: Decimal;
  readonly termMonths: number;
  /** Balloon of an annuity, or residual value of a lease; at most the principal. */
  readonly balloon: Decimal;
  /** Added to every instalment; no part of the debt. */
  readonly monthlyFee: Decimal;
  readonly dayCount: DayCountConvention;
  /** Day of the drawdown; instalments are due on the same day of the following months. */
  readonly startDate: string;
  readonly businessDayRule: BusinessDayRule;
  /** ISO 3166-1 alpha-2, whose weekends move due dates. */
  readonly country: string;
}

export interface Instalment {
  readonly n: number;
  readonly dueDate: string;
  readonly opening: Decimal;
  readonly interest: Decimal;
  readonly principal: Decimal;
  readonly fee: Decimal;
  /** Interest, principal and fee; for the last one of an annuity, with the balloon. */
  readonly payment: Decimal;
  readonly closing: Decimal;
}

/** The same in minor units of the currency, which are whole numbers. */
export interface MinorInstalment {
  readonly opening: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
  readonly closing: bigint;
}

export interface RepaymentTotals {
  /** The level part of all instalments but the last, without fee. */
  readonly instalment: Decimal;
  /** The last payment, without fee; with the balloon. */
  readonly lastPayment: Decimal;
  readonly totalInterest: Decimal;
  readonly totalFees: Decimal;
  /** All payments, fees included. */
  readonly totalPayable: Decimal;
}

export interface RepaymentSchedule extends RepaymentTotals {
  readonly instalments: readonly Instalment[];
}

/** A schedule in minor units, without dates and fees: all that rates and totals need. */
export interface MinorSchedule {
  readonly level: bigint;
  readonly lines: readonly MinorInstalment[];
}

/**
 * The schedule of a loan, exact to the minor unit: interest of each period is rounded half up, and what rounding leaves over
 * is in the last payment. principal + interest + fee = payment in every line, and the debt ends at nothing (of a lease, at
 * the residual value).
 */
export function repaymentSchedule(terms: RepaymentTerms): RepaymentSchedule {
  const schedule = minorSchedule(terms);
  const { currency } = terms;
  const amount = (minor: bigint) => fromMinorUnits(minor, currency);
  const fee = toMinorUnits(terms.monthlyFee, currency);
  const instalments = schedule.lines.map(
    ({ opening, interest, principal, closing }, at): Instalment => ({
      n: at + 1,
      dueDate: adjusted(addMonths(terms.startDate, at + 1), terms.businessDayRule, terms.country),
      opening: amount(opening),
      interest: amount(interest),
      principal: amount(principal),
      fee: amount(fee),
      payment: amount(interest + principal + fee),
      closing: amount(closing),
    }),
  );
  return { ...repaymentTotals(terms, schedule), instalments };
}

/** The sums of a schedule. */
export function repaymentTotals(terms: RepaymentTerms, { level, lines }: MinorSchedule): RepaymentTotals {
  const { currency } = terms;
  const fees = toMinorUnits(terms.monthlyFee, currency) * BigInt(lines.length);
  let interest = 0n;
  let principal = 0n;
  for (const line of lines) {
    interest += line.interest;
    principal += line.principal;
  }
  const last = lines.at(-1);
  return {
    instalment: fromMinorUnits(level, currency),
    lastPayment: fromMinorUnits(last === undefined ? 0n : last.interest + last.principal, currency),
    totalInterest: fromMinorUnits(interest, currency),
    totalFees: fromMinorUnits(fees, currency),
    totalPayable: fromMinorUnits(interest + principal + fees, currency),
  };
}

/** The lines of a schedule in whole numbers: exact, and cheap enough for a thousand offers in one request. */
export function minorSchedule(terms: RepaymentTerms): MinorSchedule {
  const { currency, termMonths, form } = terms;
  const principal = toMinorUnits(terms.principal, currency);
  const balloon = toMinorUnits(terms.balloon, currency);
  const rate = scaledRate(terms.nominalRate);
  const periods = periodRatios(terms);
  const isFlat = form === 'FLAT_RATE' || form === 'MARK_UP';
  const flatInterest = isFlat ? roundedRatio(principal * rate * BigInt(termMonths), RATE_SCALE * 12n) : null;
  const level =
    flatInterest === null
      ? levelInstalment(terms, periods, principal, balloon)
      : roundedRatio(principal + flatInterest, BigInt(termMonths));
  const residual = form === 'LEASE' ? balloon : 0n;
  const flatPart = flatInterest === null ? 0n : roundedRatio(flatInterest, BigInt(termMonths));

  const lines: MinorInstalment[] = [];
  let opening = principal;
  let flatLeft = flatInterest ?? 0n;
  for (let at = 0; at < termMonths; at++) {
    const last = at === termMonths - 1;
    const { numerator, denominator } = periods[at] as Ratio;
    let interest: bigint;
    if (flatInterest === null) {
      interest = roundedRatio(opening * rate * numerator, RATE_SCALE * denominator);
    } else {
      interest = last ? flatLeft : flatPart;
      flatLeft -= interest;
    }
    const repaid = last ? opening - residual : form === 'INTEREST_ONLY' ? 0n : level - interest;
    const closing = opening - repaid;
    lines.push({ opening, interest, principal: repaid, closing });
    opening = closing;
  }
  return { level, lines };
}

/** Rates have at most 18 digits after the point (the Decimal of the graph). */
const RATE_SCALE = 10n ** 18n;

function scaledRate(rate: Decimal): bigint {
  return BigInt(rate.times('1e18').toFixed(0));
}

const TWELFTH: Ratio = { numerator: 1n, denominator: 12n };

/** Offers of one preview all have the same dates, and four conventions at most. */
const MAXIMUM_REMEMBERED = 64;
const remembered = new Map<string, readonly Ratio[]>();

/** What each period is of a year. Under 30E/360 every month is a twelfth, whatever the day. */
function periodRatios({ dayCount, startDate, termMonths }: RepaymentTerms): readonly Ratio[] {
  const key = dayCount === '30E_360' ? `${termMonths}` : `${dayCount} ${startDate} ${termMonths}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const ratios = Array.from({ length: termMonths }, (_, at) =>
    dayCount === '30E_360' ? TWELFTH : yearRatio(dayCount, addMonths(startDate, at), addMonths(startDate, at + 1)),
  );
  if (remembered.size >= MAXIMUM_REMEMBERED) remembered.clear();
  remembered.set(key, ratios);
  return ratios;
}

const Precise = Decimal.clone({ precision: 50 });

/**
 * The level instalment in minor units. Of an annuity with the discount factors v(k) of its periods:
 * a = (P - B v(n)) / (v(1) + ... + v(n)), which for equal periods is the textbook (P - B (1+i)^-n) i / (1 - (1+i)^-n), and
 * needs no division by a rate of zero. Doubles decide unless they lie so near to half a unit that only more digits can.
 */
function levelInstalment(
  { form, nominalRate, termMonths }: RepaymentTerms,
  periods: readonly Ratio[],
  principal: bigint,
  balloon: bigint,
): bigint {
  if (form === 'INTEREST_ONLY') {
    const { numerator, denominator } = periods[0] ?? TWELFTH;
    return roundedRatio(principal * scaledRate(nominalRate) * numerator, RATE_SCALE * denominator);
  }
  if (nominalRate.isZero()) return roundedRatio(principal - balloon, BigInt(termMonths));
  const rate = nominalRate.toNumber();
  let factor = 1;
  let factors = 0;
  for (const { numerator, denominator } of periods) {
    factor /= 1 + (rate * Number(numerator)) / Number(denominator);
    factors += factor;
  }
  const level = (Number(principal) - Number(balloon) * factor) / factors;
  const fromHalf = Math.abs(level - Math.floor(level) - 0.5);
  return fromHalf > Math.max(1e-6, Math.abs(level) * 1e-10)
    ? BigInt(Math.round(level))
    : preciseLevel(nominalRate, periods, principal, balloon);
}

function preciseLevel(rate: Decimal, periods: readonly Ratio[], principal: bigint, balloon: bigint): bigint {
  let factor = new Precise(1);
  let factors = new Precise(0);
  for (const { numerator, denominator } of periods) {
    factor = factor.div(new Precise(rate).times(numerator.toString()).div(denominator.toString()).plus(1));
    factors = factors.plus(factor);
  }
  const level = new Precise(principal.toString()).minus(factor.times(balloon.toString())).div(factors);
  return BigInt(level.toFixed(0, Decimal.ROUND_HALF_UP));
}
