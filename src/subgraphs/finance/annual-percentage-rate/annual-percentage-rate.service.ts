import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { AnnualPercentageRateInput, CashFlowInput } from './annual-percentage-rate.inputs.js';
import { annualPercentageRate, firstDate } from './annual-percentage-rate.js';
import type { AnnualPercentageRate } from './annual-percentage-rate.type.js';
import type { NoRate } from './rate-equation.js';

const REASONS: Readonly<Record<NoRate, string>> = {
  NO_SOLUTION: 'no rate makes drawdowns and payments equal: the borrower must both get and pay, at different times',
  SEVERAL_SOLUTIONS: 'more than one rate makes drawdowns and payments equal: the flows change direction more than once',
  OUT_OF_RANGE: 'the rate lies beyond -99.9999 % or 100,000,000 % for a unit of time',
};

/** Ways to say when, by the fields that say it. */
const WAYS = ['date', 'days', 'years', 'periods'] as const;

/**
 * The annual percentage rate of a credit, so that anyone can verify a quote. BAD_USER_INPUT with the place for flows that
 * are contradictory, and with the reason where the equation has no answer or several.
 */
export function rateOf(input: AnnualPercentageRateInput): AnnualPercentageRate {
  checkBasis(input);
  for (const [at, flow] of input.drawdowns.entries()) checkFlow(flow, `drawdowns[${at}]`, input);
  for (const [at, flow] of input.payments.entries()) checkFlow(flow, `payments[${at}]`, input);
  const start = firstDate(input.drawdowns);
  input.payments.forEach((flow, at) => {
    if (flow.date && start !== null && flow.date < start) {
      throw badUserInput(`payments[${at}].date`, 'lies before the first drawdown');
    }
    if (flow.date && start === null) {
      throw badUserInput(`payments[${at}].date`, 'needs a drawdown with a date to count from');
    }
  });
  const rate = annualPercentageRate({ ...input, unitPeriodsPerYear: input.unitPeriodsPerYear ?? null });
  if (typeof rate === 'string') {
    throw badUserInput('payments', REASONS[rate], { reason: rate });
  }
  return { ...rate, method: input.method, basis: input.basis };
}

function checkBasis({ method, basis }: AnnualPercentageRateInput): void {
  if (method === 'US_REG_Z' && basis === 'CALENDAR_DAYS') {
    throw badUserInput('basis', 'Regulation Z counts unit-periods: UNIT_PERIODS, or EQUAL_MONTHS for months');
  }
}

function checkFlow(
  flow: CashFlowInput,
  place: string,
  { basis, method, unitPeriodsPerYear }: AnnualPercentageRateInput,
): void {
  if (flow.amount.isNegative()) throw badUserInput(`${place}.amount`, 'must not be negative');
  const ways = WAYS.filter((way) => flow[way] !== null && flow[way] !== undefined);
  const hasFraction = flow.fraction !== null && flow.fraction !== undefined;
  if (ways.length > 1 || (hasFraction && ways.some((way) => way !== 'periods'))) {
    const said = [...ways, ...(hasFraction ? ['fraction'] : [])];
    throw badUserInput(`${place}.${said.at(-1)}`, `says when in a second way, beside ${said.slice(0, -1).join(', ')}`);
  }
  if (flow.years?.isNegative()) throw badUserInput(`${place}.years`, 'must not be negative');
  if (hasFraction && (flow.fraction?.isNegative() || flow.fraction?.gte(1))) {
    throw badUserInput(`${place}.fraction`, 'must be at least 0 and less than 1');
  }
  const [way] = ways;
  if (basis === 'CALENDAR_DAYS' && (way === 'periods' || hasFraction)) {
    throw badUserInput(`${place}.${way ?? 'fraction'}`, 'calendar days are given as date, days or years');
  }
  if (basis === 'EQUAL_MONTHS' && (unitPeriodsPerYear ?? 12) !== 12) {
    throw badUserInput('unitPeriodsPerYear', 'equal months are twelve a year');
  }
  if (method === 'US_REG_Z' && way === 'years') {
    throw badUserInput(`${place}.years`, 'Regulation Z counts unit-periods: give periods with fraction, or date');
  }
}
