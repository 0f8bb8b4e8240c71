import { Decimal } from 'decimal.js';
import {
  approximateRateOf,
  exactRate,
  type NumberFlow,
  type TimedAmount,
} from '../annual-percentage-rate/rate-equation.js';
import { minorUnitDigits, roundToMinorUnit } from '../mathematics/minor-units.js';
import {
  type MinorSchedule,
  minorSchedule,
  type RepaymentForm,
  type RepaymentTerms,
  type RepaymentTotals,
  repaymentTotals,
} from '../mathematics/repayment-schedule.js';
import type { FinancingProductRecord } from '../product/financing-product.model.js';
import { STANDARD_BUSINESS_DAY_RULE } from '../product/financing-product.view.js';
import type { RateRowRecord } from '../rate-table/rate-table.model.js';
import { curveShare } from '../residual-value/residual-value.service.js';
import type { ResidualValueCurveRecord } from '../residual-value/residual-value-curve.model.js';
import { brokenRules, type IneligibilityReason, type RuleFacts } from './eligibility-rules.js';
import type { QuotableRates } from './quotable-products.js';

/** What a customer wants to finance. Amounts are in the currency of the price. */
export interface FinancingWish {
  readonly country: string;
  readonly price: Decimal;
  readonly currency: string;
  readonly downPayment: Decimal;
  /** The same as a share of what is paid for; null where the amount was given. */
  readonly downPaymentShare: Decimal | null;
  readonly termMonths: number;
  /** Balloon or residual value; null leaves it to the product. */
  readonly balloon: Decimal | null;
  /** BEV, PHEV ...; null where unknown. */
  readonly powertrain: string | null;
  readonly variantId: string | null;
  /** Band of the partner's own score; null where the customer has none. */
  readonly scoreBand: string | null;
  /** Price of the battery alone, for products that rent it; null where unknown. */
  readonly batteryPrice: Decimal | null;
  /** Distance a year; null where unknown. */
  readonly kmPerYear: number | null;
  /** Day of the drawdown. */
  readonly startDate: string;
}

export interface AnnualRate {
  /** In per cent, two decimals. */
  readonly percent: Decimal;
  readonly unrounded: Decimal;
  readonly method: 'EU_CCD' | 'US_REG_Z';
  readonly basis: 'EQUAL_MONTHS' | 'UNIT_PERIODS';
}

/** What a partner has published for a product and a car. */
export interface OfferBasis {
  readonly table: QuotableRates | null;
  readonly curve: ResidualValueCurveRecord | null;
}

/** The terms at which a product can be had. */
export interface OfferTerms {
  readonly downPayment: Decimal;
  readonly repayment: RepaymentTerms;
  readonly schedule: MinorSchedule;
  readonly totals: RepaymentTotals;
  readonly rateTableVersion: number;
  /** Of the curve that the residual value is by; null for none. */
  readonly residualValueCurveVersion: number | null;
  /** Fees at the beginning. */
  readonly upfrontFees: Decimal;
  /** Interest and all fees that the rate must include. */
  readonly totalCreditCost: Decimal;
  /** Principal and total cost of the credit (Directive (EU) 2023/2225, Article 3 (6)). */
  readonly totalPayable: Decimal;
  readonly loanToValue: Decimal;
  readonly rate: AnnualRate;
}

const ZERO = new Decimal(0);

/** Digits after the point of unrounded per cent: those that a double is sure of, and those of `annualPercentageRate`. */
const DOUBLE_DIGITS = 10;
const EXACT_DIGITS = 12;

/** The form in which each kind of product is repaid; null for kinds that are no financing. */
function formOf({ kind, aprMethod }: FinancingProductRecord): RepaymentForm | null {
  switch (kind) {
    case 'LOAN':
    case 'HIRE_PURCHASE':
      return aprMethod === 'FLAT_RATE' ? 'FLAT_RATE' : 'ANNUITY';
    case 'BALLOON_LOAN':
      return 'ANNUITY';
    case 'FINANCE_LEASE':
    case 'OPERATING_LEASE':
    case 'IJARA':
    case 'BATTERY_AS_A_SERVICE':
    case 'SUBSCRIPTION':
      return 'LEASE';
    case 'MURABAHA':
      return 'MARK_UP';
    case 'INSURANCE':
      return null;
  }
}

/**
 * The terms of one product for a wish, or all reasons why it cannot be had.
 * @param exactly whether the unrounded rate is refined beyond what a double holds, as that of a quote that is stored
 */
export function offerTerms(
  product: FinancingProductRecord,
  { table, curve }: OfferBasis,
  wish: FinancingWish,
  exactly = false,
): OfferTerms | readonly IneligibilityReason[] {
  const reasons: IneligibilityReason[] = [];
  const because = (code: string, message: string) => reasons.push({ code, message });
  const form = formOf(product);
  if (form === null) return [{ code: 'NO_FINANCING', message: 'The product finances nothing.' }];
  if (product.currency !== wish.currency) {
    return [{ code: 'CURRENCY', message: `The product is in ${product.currency}, the price in ${wish.currency}.` }];
  }
  const rentsBattery = product.collateral === 'BATTERY';
  if (rentsBattery && wish.batteryPrice === null) {
    return [{ code: 'BATTERY_PRICE_UNKNOWN', message: 'The product finances the battery alone: give its price.' }];
  }
  const value = rentsBattery ? (wish.batteryPrice ?? ZERO) : wish.price;
  if (!value.gt(0)) return [{ code: 'NOTHING_TO_FINANCE', message: 'The battery costs nothing.' }];
  const downPayment =
    wish.downPaymentShare === null
      ? wish.downPayment
      : roundToMinorUnit(value.times(wish.downPaymentShare), wish.currency);
  const principal = roundToMinorUnit(value.minus(downPayment), wish.currency);
  if (!principal.gt(0)) return [{ code: 'NOTHING_TO_FINANCE', message: 'The down payment leaves nothing to finance.' }];
  const downPaymentShare = downPayment.div(value);
  const loanToValue = principal.div(value);
  const least = decimalOf(product.minAmount);
  const greatest = decimalOf(product.maxAmount);
  const share = { min: decimalOf(product.downPaymentShare.min), max: decimalOf(product.downPaymentShare.max) };

  if (principal.lt(least)) because('AMOUNT_TOO_LOW', `At least ${least.toFixed()} ${wish.currency} must be financed.`);
  if (principal.gt(greatest))
    because('AMOUNT_TOO_HIGH', `At most ${greatest.toFixed()} ${wish.currency} are financed.`);
  if (downPaymentShare.lt(share.min))
    because('DOWN_PAYMENT_TOO_LOW', `At least ${share.min.times(100).toFixed()} % must be paid down.`);
  if (downPaymentShare.gt(share.max))
    because('DOWN_PAYMENT_TOO_HIGH', `At most ${share.max.times(100).toFixed()} % may be paid down.`);
  const { min, max, step } = product.termMonths;
  if (wish.termMonths < min || wish.termMonths > max || (wish.termMonths - min) % step !== 0) {
    because('TERM_NOT_OFFERED', `Terms are ${min} to ${max} months in steps of ${step}.`);
  }
  const residual = wish.balloon === null ? residualByCurve(product, curve, wish, value) : null;
  const balloon = residual ?? balloonOf(product, wish, value);
  const balloonMax = product.balloonShareMax === null ? ZERO : decimalOf(product.balloonShareMax).times(value);
  if (balloon.gt(balloonMax)) {
    because(
      'BALLOON_TOO_HIGH',
      product.balloonShareMax === null
        ? 'The product has no balloon.'
        : `The balloon may be ${balloonMax.toFixed(2)} at most.`,
    );
  } else if (balloon.gt(principal)) {
    because('BALLOON_TOO_HIGH', 'The balloon is larger than what is financed.');
  }
  reasons.push(...brokenRules(product.eligibility ?? [], factsOf(wish, principal, loanToValue, downPaymentShare)));
  const row = table === null ? null : rateRow(table.rows, wish, loanToValue);
  if (table === null || row === 'NONE')
    because('NO_RATE', 'No rate is published for this term, loan-to-value ratio and customer.');
  if (row === 'SEVERAL') because('AMBIGUOUS_RATE', 'More than one rate is published for this case.');
  if (reasons.length > 0 || table === null || row === null || typeof row === 'string') return reasons;

  const fees = feesOf(product, principal, wish.currency);
  const repayment: RepaymentTerms = {
    form,
    principal,
    currency: wish.currency,
    nominalRate: decimalOf(row.nominalRate),
    termMonths: wish.termMonths,
    balloon,
    monthlyFee: fees.monthly,
    dayCount: product.dayCount,
    startDate: wish.startDate,
    businessDayRule: product.businessDayRule ?? STANDARD_BUSINESS_DAY_RULE,
    country: wish.country,
  };
  const schedule = minorSchedule(repayment);
  const totals = repaymentTotals(repayment, schedule);
  const totalCreditCost = totals.totalInterest.plus(fees.upfrontInRate).plus(fees.monthlyInRate.times(wish.termMonths));
  const rate = annualRate(product, repayment, schedule, fees, exactly);
  if (rate === null) {
    return [{ code: 'NO_ANNUAL_PERCENTAGE_RATE', message: 'Its fees leave too little of the credit for any rate.' }];
  }
  return {
    downPayment,
    repayment,
    schedule,
    totals,
    rateTableVersion: table.version,
    residualValueCurveVersion: residual === null ? null : (curve?.version ?? null),
    upfrontFees: fees.upfront,
    totalCreditCost,
    totalPayable: principal.plus(totalCreditCost),
    loanToValue,
    rate,
  };
}

/** A stored Decimal128 as a number to compute with. */
function decimalOf(value: { toString(): string }): Decimal {
  return new Decimal(value.toString());
}

/** Kinds whose car goes back to its owner. */
const GIVEN_BACK: ReadonlySet<string> = new Set(['FINANCE_LEASE', 'OPERATING_LEASE', 'IJARA', 'SUBSCRIPTION']);

/**
 * What the partner's curve says the car is worth at the end, where the distance is known; the product's greatest residual value
 * where that is less. Null where nothing is said, or of what is not given back.
 */
function residualByCurve(
  { kind, balloonShareMax, collateral }: FinancingProductRecord,
  curve: ResidualValueCurveRecord | null,
  { kmPerYear, termMonths, currency }: FinancingWish,
  value: Decimal,
): Decimal | null {
  if (curve === null || kmPerYear === null || !GIVEN_BACK.has(kind) || collateral === 'BATTERY') return null;
  const share = curveShare(curve, { months: termMonths, kmPerYear });
  if (share === null || balloonShareMax === null) return null;
  return roundToMinorUnit(Decimal.min(share, decimalOf(balloonShareMax)).times(value), currency);
}

/**
 * The balloon that is asked for. Where none is: an operating lease ends at the residual value that the lessor takes for
 * granted, which is the product's largest; everything else has none.
 */
function balloonOf({ kind, balloonShareMax }: FinancingProductRecord, wish: FinancingWish, value: Decimal): Decimal {
  if (wish.balloon !== null) return wish.balloon;
  return kind === 'OPERATING_LEASE' && balloonShareMax !== null
    ? roundToMinorUnit(decimalOf(balloonShareMax).times(value), wish.currency)
    : ZERO;
}

function factsOf(wish: FinancingWish, principal: Decimal, loanToValue: Decimal, downPaymentShare: Decimal): RuleFacts {
  return {
    price: wish.price.toNumber(),
    principal: principal.toNumber(),
    downPaymentShare: downPaymentShare.toNumber(),
    loanToValue: loanToValue.toNumber(),
    termMonths: wish.termMonths,
    powertrain: wish.powertrain ?? '',
    variantId: wish.variantId ?? '',
    scoreBand: wish.scoreBand ?? '',
  };
}

/** The one row that a case hits. */
function rateRow(
  rows: readonly RateRowRecord[],
  { termMonths, scoreBand, powertrain, variantId }: FinancingWish,
  loanToValue: Decimal,
): RateRowRecord | 'NONE' | 'SEVERAL' {
  const hits = rows.filter(
    (row) =>
      row.termFrom <= termMonths &&
      termMonths <= row.termTo &&
      loanToValue.gte(row.ltvFrom.toString()) &&
      loanToValue.lt(row.ltvTo.toString()) &&
      (row.scoreBand === null || row.scoreBand === scoreBand) &&
      (row.powertrain === null || row.powertrain === powertrain) &&
      (!row.variantIds?.length || (variantId !== null && row.variantIds.includes(variantId))),
  );
  const [first] = hits;
  return first === undefined ? 'NONE' : hits.length > 1 ? 'SEVERAL' : first;
}

interface Fees {
  readonly upfront: Decimal;
  readonly upfrontInRate: Decimal;
  readonly monthly: Decimal;
  readonly monthlyInRate: Decimal;
}

function feesOf({ fees }: FinancingProductRecord, principal: Decimal, currency: string): Fees {
  const sums = { upfront: ZERO, upfrontInRate: ZERO, monthly: ZERO, monthlyInRate: ZERO };
  for (const { code, amount, rate, inApr } of fees) {
    const fee = roundToMinorUnit(
      amount === null ? principal.times(rate === null ? 0 : rate.toString()) : decimalOf(amount),
      currency,
    );
    if (code === 'ORIGINATION' || code === 'DOCUMENT') {
      sums.upfront = sums.upfront.plus(fee);
      if (inApr) sums.upfrontInRate = sums.upfrontInRate.plus(fee);
    } else if (code === 'MONTHLY') {
      sums.monthly = sums.monthly.plus(fee);
      if (inApr) sums.monthlyInRate = sums.monthlyInRate.plus(fee);
    }
  }
  return sums;
}

/**
 * The annual percentage rate of an offer: fees at the beginning lessen what the borrower gets, monthly ones are paid with the
 * instalments. A lease counts the residual value as given back at the end, which makes its rate comparable with loans.
 * Products that state a nominal or flat rate get the rate of the directive too: only that can be compared. Null where no rate
 * solves the equation: fees at the beginning may be more than the credit.
 */
function annualRate(
  { aprMethod }: FinancingProductRecord,
  { principal, currency, balloon, form }: RepaymentTerms,
  { lines }: MinorSchedule,
  { upfrontInRate, monthlyInRate }: Fees,
  exactly: boolean,
): AnnualRate | null {
  const isUnitPeriods = aprMethod === 'US_REG_Z';
  const perYear = isUnitPeriods ? 1 : 12;
  const scale = 10 ** minorUnitDigits(currency);
  const monthly = monthlyInRate.toNumber();
  const flows: NumberFlow[] = [{ amount: principal.minus(upfrontInRate).toNumber(), time: 0, fraction: 0 }];
  lines.forEach(({ interest, principal: repaid }, at) => {
    flows.push({ amount: -(Number(interest + repaid) / scale + monthly), time: (at + 1) / perYear, fraction: 0 });
  });
  if (form === 'LEASE') flows.push({ amount: -balloon.toNumber(), time: lines.length / perYear, fraction: 0 });
  const approximate = approximateRateOf(flows);
  const factor = isUnitPeriods ? 1_200 : 100;
  const method = isUnitPeriods ? 'US_REG_Z' : 'EU_CCD';
  const basis = isUnitPeriods ? 'UNIT_PERIODS' : 'EQUAL_MONTHS';
  if (typeof approximate === 'string') return null;
  const percent = approximate * factor;
  const fromHalf = Math.abs(percent * 100 - Math.floor(percent * 100) - 0.5);
  const certain = !exactly && fromHalf > 1e-7 ? new Decimal(percent) : exactPercent(flows, factor);
  return {
    percent: certain.toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
    unrounded: certain.toDecimalPlaces(exactly ? EXACT_DIGITS : DOUBLE_DIGITS, Decimal.ROUND_HALF_UP),
    method,
    basis,
  };
}

function exactPercent(flows: readonly NumberFlow[], factor: number): Decimal {
  const timed: TimedAmount[] = flows.map(({ amount, time }) => ({
    amount: new Decimal(amount),
    time: factor === 100 ? new Decimal(Math.round(time * 12)).div(12) : new Decimal(time),
    fraction: ZERO,
  }));
  const rate = exactRate(timed);
  return typeof rate === 'string' ? ZERO : rate.times(factor);
}
