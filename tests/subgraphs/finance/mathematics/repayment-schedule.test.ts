import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approximateRate } from '../../../../src/subgraphs/finance/annual-percentage-rate/rate-equation.js';
import { minorUnitDigits } from '../../../../src/subgraphs/finance/mathematics/minor-units.js';
import {
  type RepaymentTerms,
  repaymentSchedule,
} from '../../../../src/subgraphs/finance/mathematics/repayment-schedule.js';

const terms = (change: Partial<RepaymentTerms> = {}): RepaymentTerms => ({
  form: 'ANNUITY',
  principal: new Decimal(30_000),
  currency: 'EUR',
  nominalRate: new Decimal('0.0499'),
  termMonths: 48,
  balloon: new Decimal(0),
  monthlyFee: new Decimal(0),
  dayCount: '30E_360',
  startDate: '2026-01-31',
  businessDayRule: 'NONE',
  country: 'DE',
  ...change,
});

const text = (amount: Decimal | undefined) => amount?.toFixed(2);

describe('a repayment schedule', () => {
  // 30,000 at 4.99 % over 48 months; the figures are those of a spreadsheet, rounded to the cent in every line.
  it.each([
    [0, '690.74', '690.92', '3155.70'],
    [12_000, '464.35', '12464.15', '4288.60'],
  ])('of an annuity with a balloon of %i', (balloon, instalment, last, interest) => {
    const schedule = repaymentSchedule(terms({ balloon: new Decimal(balloon) }));
    expect(text(schedule.instalment)).toBe(instalment);
    expect(text(schedule.lastPayment)).toBe(last);
    expect(text(schedule.totalInterest)).toBe(interest);
    expect(schedule.instalments.at(-1)?.closing.toNumber()).toBe(0);
  });

  it('at a rate of zero divides the principal', () => {
    const schedule = repaymentSchedule(
      terms({ nominalRate: new Decimal(0), principal: new Decimal(1000), termMonths: 3 }),
    );
    expect(schedule.instalments.map(({ payment }) => text(payment))).toEqual(['333.33', '333.33', '333.34']);
    expect(schedule.totalInterest.toNumber()).toBe(0);
  });

  it('of interest only repays the principal at the end', () => {
    const schedule = repaymentSchedule(
      terms({
        form: 'INTEREST_ONLY',
        principal: new Decimal(12_000),
        nominalRate: new Decimal('0.05'),
        termMonths: 12,
      }),
    );
    expect(text(schedule.instalment)).toBe('50.00');
    expect(text(schedule.lastPayment)).toBe('12050.00');
    expect(text(schedule.totalInterest)).toBe('600.00');
  });

  it.each(['FLAT_RATE', 'MARK_UP'] as const)('at a %s charges the original principal for the whole term', (form) => {
    // 500,000 baht at 2.79 % flat over 60 months: 69,750 in all, 9,495.83 a month.
    const schedule = repaymentSchedule(
      terms({
        form,
        currency: 'THB',
        principal: new Decimal(500_000),
        nominalRate: new Decimal('0.0279'),
        termMonths: 60,
      }),
    );
    expect(text(schedule.totalInterest)).toBe('69750.00');
    expect(text(schedule.instalment)).toBe('9495.83');
    expect(text(schedule.totalPayable)).toBe('569750.00');
  });

  it('of a lease ends at the residual value, which nobody pays', () => {
    const schedule = repaymentSchedule(terms({ form: 'LEASE', balloon: new Decimal(12_000) }));
    expect(text(schedule.instalment)).toBe('464.35');
    expect(text(schedule.instalments.at(-1)?.closing)).toBe('12000.00');
    expect(text(schedule.lastPayment)).toBe('464.15');
  });

  it('has due dates at ends of months, moved to business days', () => {
    const dates = (change: Partial<RepaymentTerms>) =>
      repaymentSchedule(terms({ termMonths: 4, ...change })).instalments.map(({ dueDate }) => dueDate);
    expect(dates({})).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
    // 28 February 2026 is a Saturday, 31 May a Sunday.
    expect(dates({ businessDayRule: 'FOLLOWING' })).toEqual(['2026-03-02', '2026-03-31', '2026-04-30', '2026-06-01']);
    expect(dates({ businessDayRule: 'MODIFIED_FOLLOWING' })).toEqual([
      '2026-02-27',
      '2026-03-31',
      '2026-04-30',
      '2026-05-29',
    ]);
    // In Egypt, Friday and Saturday are free, Sunday is not.
    expect(dates({ businessDayRule: 'FOLLOWING', country: 'EG' })).toEqual([
      '2026-03-01',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
    expect(dates({ startDate: '2024-01-31' })[0]).toBe('2024-02-29');
  });

  it('counts days as its convention says', () => {
    const interest = (dayCount: RepaymentTerms['dayCount']) =>
      text(
        repaymentSchedule(
          terms({
            dayCount,
            startDate: '2024-01-15',
            principal: new Decimal(100_000),
            nominalRate: new Decimal('0.06'),
            termMonths: 12,
          }),
        ).instalments[0]?.interest,
      );
    expect(interest('30E_360')).toBe('500.00');
    expect(interest('ACT_360')).toBe('516.67');
    expect(interest('ACT_365')).toBe('509.59');
    // 31 days of a leap year over 366.
    expect(interest('ACT_ACT')).toBe('508.20');
  });

  it('rounds to the minor unit of the currency', () => {
    const inCurrency = (currency: string) =>
      repaymentSchedule(terms({ currency, principal: new Decimal(1_000_000), termMonths: 7 })).instalment.toFixed();
    expect(minorUnitDigits('JPY')).toBe(0);
    expect(inCurrency('JPY')).toMatch(/^\d+$/);
    expect(inCurrency('KWD')).toMatch(/^\d+\.\d{1,3}$/);
  });
});

const anyTerms = fc.record({
  form: fc.constantFrom('ANNUITY', 'INTEREST_ONLY', 'FLAT_RATE', 'MARK_UP', 'LEASE' as const),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'USD', 'THB', 'BHD'),
  principalMinor: fc.integer({ min: 10_000, max: 2_000_000_000 }),
  rateBasisPoints: fc.integer({ min: 0, max: 6_000 }),
  termMonths: fc.integer({ min: 1, max: 120 }),
  balloonPercent: fc.integer({ min: 0, max: 90 }),
  monthlyFeeMinor: fc.integer({ min: 0, max: 5_000 }),
  dayCount: fc.constantFrom('30E_360', 'ACT_360', 'ACT_365', 'ACT_ACT' as const),
  startDay: fc.integer({ min: 0, max: 3_650 }),
  businessDayRule: fc.constantFrom('NONE', 'FOLLOWING', 'MODIFIED_FOLLOWING' as const),
  country: fc.constantFrom('DE', 'AE', 'EG', 'SA'),
});

describe('every one of 10,000 random products', () => {
  it('adds up to the cent, and pays the rate that it states', () => {
    fc.assert(
      fc.property(anyTerms, (drawn) => {
        const scale = 10 ** minorUnitDigits(drawn.currency);
        const principal = new Decimal(drawn.principalMinor).div(scale);
        const hasBalloon = drawn.form === 'ANNUITY' || drawn.form === 'LEASE';
        const balloon = hasBalloon
          ? principal.times(drawn.balloonPercent).div(100).toDecimalPlaces(minorUnitDigits(drawn.currency))
          : new Decimal(0);
        const schedule = repaymentSchedule({
          ...drawn,
          form: drawn.form as RepaymentTerms['form'],
          dayCount: drawn.dayCount as RepaymentTerms['dayCount'],
          businessDayRule: drawn.businessDayRule as RepaymentTerms['businessDayRule'],
          principal,
          balloon,
          nominalRate: new Decimal(drawn.rateBasisPoints).div(10_000),
          monthlyFee: new Decimal(drawn.monthlyFeeMinor).div(scale),
          startDate: new Date(Date.UTC(2020, 0, 1) + drawn.startDay * 86_400_000).toISOString().slice(0, 10),
        });
        const { instalments } = schedule;
        const total = (pick: (line: (typeof instalments)[number]) => Decimal) =>
          instalments.reduce((sum, line) => sum.plus(pick(line)), new Decimal(0));
        const residual = drawn.form === 'LEASE' ? balloon : new Decimal(0);
        const holds =
          instalments.length === drawn.termMonths &&
          instalments.every(
            (line) =>
              line.interest.plus(line.principal).plus(line.fee).eq(line.payment) &&
              line.opening.minus(line.principal).eq(line.closing) &&
              line.payment.decimalPlaces() <= minorUnitDigits(drawn.currency),
          ) &&
          instalments.every((line, at) => at === 0 || (instalments[at - 1] as typeof line).closing.eq(line.opening)) &&
          (instalments[0] as (typeof instalments)[number]).opening.eq(principal) &&
          (instalments.at(-1) as (typeof instalments)[number]).closing.eq(residual) &&
          total((line) => line.principal)
            .plus(residual)
            .eq(principal) &&
          total((line) => line.interest).eq(schedule.totalInterest) &&
          total((line) => line.payment).eq(schedule.totalPayable) &&
          total((line) => line.interest)
            .plus(total((line) => line.principal))
            .plus(schedule.totalFees)
            .eq(schedule.totalPayable);
        if (!holds) return false;
        // Without fees, equal months and compound interest, the rate of the flows is (1 + r/12)^12 - 1, but for rounding.
        const compound = drawn.dayCount === '30E_360' && ['ANNUITY', 'LEASE', 'INTEREST_ONLY'].includes(drawn.form);
        if (!compound || drawn.monthlyFeeMinor > 0 || drawn.principalMinor < 1_000_000 || drawn.rateBasisPoints === 0)
          return true;
        const rate = approximateRate([
          { amount: principal, time: new Decimal(0), fraction: new Decimal(0) },
          ...instalments.map(({ n, payment }) => ({
            amount: payment.neg(),
            time: new Decimal(n).div(12),
            fraction: new Decimal(0),
          })),
          { amount: residual.neg(), time: new Decimal(drawn.termMonths).div(12), fraction: new Decimal(0) },
        ]);
        const stated = (1 + drawn.rateBasisPoints / 120_000) ** 12 - 1;
        return typeof rate === 'number' && Math.abs(rate - stated) < 5e-4;
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);
});
