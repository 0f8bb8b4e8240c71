import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { addMonths } from '../../../src/subgraphs/finance/mathematics/local-dates.js';
import { type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';

const QUERY = `query ($input: AnnualPercentageRateInput!) {
  annualPercentageRate(input: $input) { percent unrounded method basis }
}`;

/** Cases with published or independently computed rates, which lie beside the repository. */
const CASES = '../shared/data/truth/apr_and_annuity_cases.json';
const hasCases = existsSync(CASES);

interface AprCase {
  id: string;
  regime: string;
  amountFinanced?: number;
  unitPeriodsPerYear?: number;
  payments?: { amount: number; t: number; f: number }[];
  basis?: string;
  flows?: { amount: number; years?: number; date?: string }[];
  expectedAprPercent: number | string;
  computed: number;
}

const cases: { aprCases: AprCase[]; annuityCases: unknown[] } = hasCases
  ? JSON.parse(readFileSync(CASES, 'utf8'))
  : { aprCases: [], annuityCases: [] };

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
}, 60_000);

afterAll(() => finance.close());

interface Rate {
  percent: string;
  unrounded: string;
  method: string;
  basis: string;
}

async function rate(input: object): Promise<Rate> {
  const { data, errors } = await finance.run(QUERY, { variables: { input } });
  expect(errors).toEqual([]);
  return (data as { annualPercentageRate: Rate }).annualPercentageRate;
}

async function refusal(input: object) {
  const { errors } = await finance.run(QUERY, { variables: { input } });
  return errors[0]?.extensions;
}

function inputOf({
  regime,
  amountFinanced,
  unitPeriodsPerYear,
  payments = [],
  flows = [],
  basis = '',
}: AprCase): object {
  if (regime.startsWith('US')) {
    return {
      method: 'US_REG_Z',
      basis: 'UNIT_PERIODS',
      unitPeriodsPerYear,
      drawdowns: [{ amount: String(amountFinanced) }],
      payments: payments.map(({ amount, t, f }) => ({ amount: String(amount), periods: t, fraction: String(f) })),
    };
  }
  const flow = ({ amount, years, date }: { amount: number; years?: number; date?: string }) => ({
    amount: String(Math.abs(amount)),
    ...(date === undefined ? { years: String(years) } : { date }),
  });
  return {
    method: 'EU_CCD',
    basis: basis.startsWith('equal') ? 'EQUAL_MONTHS' : 'CALENDAR_DAYS',
    drawdowns: flows.filter(({ amount }) => amount > 0).map(flow),
    payments: flows.filter(({ amount }) => amount < 0).map(flow),
  };
}

describe.skipIf(!hasCases)('the cases beside the repository', () => {
  it.each(cases.aprCases.map((one) => [one.id, one] as const))('%s is met to the published digit', async (_id, one) => {
    const { percent, unrounded } = await rate(inputOf(one));
    const digits = String(one.expectedAprPercent).split('.')[1]?.length ?? 0;
    expect(Number(unrounded).toFixed(digits)).toBe(Number(one.expectedAprPercent).toFixed(digits));
    expect(Number(unrounded)).toBeCloseTo(one.computed, 4);
    expect(percent).toMatch(/^\d+(\.\d{1,2})?$/);
  });
});

const level = (count: number, amount: string, first: object = {}) =>
  Array.from({ length: count }, (_, at) => ({ amount, periods: at + 1, ...first }));

describe('annualPercentageRate', () => {
  it('is that of 12 CFR 1026, Appendix J, (c)(1)(i): 5,000 in 24 months at 230', async () => {
    expect(
      await rate({
        method: 'US_REG_Z',
        basis: 'UNIT_PERIODS',
        drawdowns: [{ amount: '5000' }],
        payments: level(24, '230'),
        unitPeriodsPerYear: 12,
      }),
    ).toMatchObject({ percent: '9.69', method: 'US_REG_Z', basis: 'UNIT_PERIODS' });
  });

  it.each([
    // Appendix J (c): dates of advance, first payment and the interval, with the published rate.
    ['(c)(1)(iii)', 24, '1978-02-23', [24, '219.17', '1978-03-01', 'half'], '10.34'],
    ['(c)(1)(v)', 52, '1978-03-20', [30, '17.60', '1978-04-21', 7], '14.96'],
    ['(c)(3)(ii)', 26, '1978-04-03', [19, '9.50', '1978-04-11', 14], '12.22'],
  ] as const)(
    'counts unit-periods between dates as %s does',
    async (id, unitPeriodsPerYear, advance, [count, amount, first, step], percent) => {
      const later = (days: number) => new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
      const half = (at: number) => {
        const month = 2 + Math.floor(at / 2);
        const year = 1978 + Math.floor(month / 12);
        return `${year}-${String((month % 12) + 1).padStart(2, '0')}-${at % 2 === 0 ? '01' : '16'}`;
      };
      const payments = Array.from({ length: count }, (_, at) => ({
        amount,
        date: step === 'half' ? half(at) : later(at * step),
      }));
      if (id === '(c)(3)(ii)') payments.push({ amount: '30' as never, date: later(19 * 14) });
      const drawn = { '(c)(1)(iii)': '5000', '(c)(1)(v)': '500', '(c)(3)(ii)': '200' }[id];
      const answer = await rate({
        method: 'US_REG_Z',
        basis: 'UNIT_PERIODS',
        unitPeriodsPerYear,
        drawdowns: [{ amount: drawn, date: advance }],
        payments,
      });
      expect(answer.percent).toBe(percent);
    },
  );

  // All further examples of Appendix J, (c)(1) to (c)(5), by the dates that they name.
  it.each<[string, number | null, string, string, [number, string, string, number][], string]>([
    ['(c)(1)(ii)', 12, '6000', '1978-02-10', [[36, '200', '1978-04-01', 1]], '11.82'],
    ['(c)(1)(iv)', 4, '10000', '1978-05-23', [[40, '385', '1978-10-01', 3]], '8.97'],
    [
      '(c)(2)(i)',
      12,
      '5000',
      '1978-01-10',
      [
        [1, '250', '1978-02-10', 1],
        [23, '230', '1978-03-10', 1],
      ],
      '10.08',
    ],
    [
      '(c)(3)(i)',
      12,
      '5000',
      '1978-01-10',
      [
        [23, '230', '1978-02-10', 1],
        [1, '280', '1980-01-10', 1],
      ],
      '10.5',
    ],
    [
      '(c)(4)(i)',
      12,
      '5000',
      '1978-01-10',
      [
        [1, '250', '1978-02-10', 1],
        [22, '230', '1978-03-10', 1],
        [1, '280', '1980-01-10', 1],
      ],
      '10.9',
    ],
    [
      '(c)(4)(ii)',
      6,
      '8000',
      '1978-01-10',
      [
        [1, '449.36', '1978-03-01', 1],
        [18, '465', '1978-05-01', 2],
        [1, '200', '1981-05-01', 2],
      ],
      '7.3',
    ],
    // The term of a single payment is its unit-period: 255 days.
    ['(c)(5)(i)', null, '1000', '1978-01-03', [[1, '1080', '1978-09-15', 1]], '11.45'],
  ])('is that of Appendix J, %s', async (_id, unitPeriodsPerYear, amount, date, streams, percent) => {
    const answer = await rate({
      method: 'US_REG_Z',
      basis: 'UNIT_PERIODS',
      unitPeriodsPerYear,
      drawdowns: [{ amount, date }],
      payments: streams.flatMap(([count, payment, first, months]) =>
        Array.from({ length: count }, (_, at) => ({ amount: payment, date: addMonths(first, at * months) })),
      ),
    });
    expect(answer.percent).toBe(percent);
  });

  it.each<[string, object, number]>([
    // Appendix J, (b)(5)(vi): 12 over the months; (vii): 365 over the days; (b)(4)(iii): a year at most.
    ['six months', { date: '2026-07-15' }, 0.1 * 2],
    ['100 days', { days: 100 }, 0.1 * 3.65],
    ['45 days', { date: '2026-03-01' }, (0.1 * 365) / 45],
    ['a year', { date: '2027-01-15' }, 0.1],
  ])('takes the term of a single payment for its unit-period: %s', async (_what, when, expected) => {
    const drawdown = 'date' in when ? { amount: '1000', date: '2026-01-15' } : { amount: '1000' };
    const answer = await rate({
      method: 'US_REG_Z',
      basis: 'UNIT_PERIODS',
      drawdowns: [drawdown],
      payments: [{ amount: '1100', ...when }],
    });
    expect(Number(answer.unrounded)).toBeCloseTo(expected * 100, 9);
  });

  it('counts the days of an odd first year over 365, and of weeks over their days', async () => {
    // (b)(5)(v)(B): 35 days to the first of five yearly payments. The root is found by bisection, apart from the code.
    const yearly = await rate({
      method: 'US_REG_Z',
      basis: 'UNIT_PERIODS',
      unitPeriodsPerYear: 1,
      drawdowns: [{ amount: '1000', date: '2023-10-26' }],
      payments: Array.from({ length: 5 }, (_, at) => ({ amount: '500', date: `${2023 + at}-11-30` })),
    });
    let [low, high] = [0, 2];
    for (let step = 0; step < 100; step++) {
      const i = (low + high) / 2;
      const value = [0, 1, 2, 3, 4].reduce((sum, t) => sum + 500 / ((1 + (35 / 365) * i) * (1 + i) ** t), 0);
      if (value > 1000) low = i;
      else high = i;
    }
    expect(Number(yearly.unrounded)).toBeCloseTo(low * 100, 8);
    // (c)(1)(v) again, by days: 32 of them to the first payment are 4 weeks and 4 days.
    const weekly = await rate({
      method: 'US_REG_Z',
      basis: 'UNIT_PERIODS',
      unitPeriodsPerYear: 52,
      drawdowns: [{ amount: '500' }],
      payments: Array.from({ length: 30 }, (_, at) => ({ amount: '17.60', days: 32 + 7 * at })),
    });
    expect(weekly.percent).toBe('14.96');
  });

  it('is 12.7 for 1,000 paid back as 1,100 after 292 days: days alone are over 365 with every basis', async () => {
    for (const basis of ['EQUAL_MONTHS', 'CALENDAR_DAYS', 'UNIT_PERIODS']) {
      const { unrounded } = await rate({
        method: 'EU_CCD',
        basis,
        drawdowns: [{ amount: '1000' }],
        payments: [{ amount: '1100', days: 292 }],
      });
      expect(Number(unrounded)).toBeCloseTo((1.1 ** 1.25 - 1) * 100, 9);
    }
  });

  it('is that of plain arithmetic: 1,000 that become 1,200 in a year cost 20 %', async () => {
    for (const when of [{ years: '1' }, { days: 365 }, { date: '2027-11-24' }]) {
      const drawdown = 'date' in when ? { amount: '1000', date: '2026-11-24' } : { amount: '1000' };
      const answer = await rate({
        method: 'EU_CCD',
        basis: 'CALENDAR_DAYS',
        drawdowns: [drawdown],
        payments: [{ amount: '1200', ...when }],
      });
      expect(answer).toEqual({ percent: '20', unrounded: '20', method: 'EU_CCD', basis: 'CALENDAR_DAYS' });
    }
    const equal = await rate({
      method: 'EU_CCD',
      basis: 'EQUAL_MONTHS',
      drawdowns: [{ amount: '1000', date: '2024-01-31' }],
      payments: [{ amount: '1200', date: '2025-01-31' }],
    });
    expect(equal.unrounded).toBe('20');
  });

  it('counts days of a leap year over 366 with equal months, after the remarks of the directive', async () => {
    // One whole month back to 2024-03-20, 15 days before it; the year that ends there has 366 days.
    const answer = await rate({
      method: 'EU_CCD',
      basis: 'EQUAL_MONTHS',
      drawdowns: [{ amount: '1000', date: '2024-03-05' }],
      payments: [{ amount: '1010', date: '2024-04-20' }],
    });
    const years = 1 / 12 + 15 / 366;
    expect(Number(answer.unrounded)).toBeCloseTo((1.01 ** (1 / years) - 1) * 100, 9);
  });

  it('takes several drawdowns, zero and negative rates', async () => {
    const zero = await rate({
      method: 'EU_CCD',
      basis: 'EQUAL_MONTHS',
      drawdowns: [{ amount: '600' }, { amount: '600', periods: 6 }],
      payments: level(12, '100'),
    });
    expect(Number(zero.unrounded)).toBeCloseTo(0, 9);
    const negative = await rate({
      method: 'EU_CCD',
      basis: 'CALENDAR_DAYS',
      drawdowns: [{ amount: '1000' }],
      payments: [{ amount: '900', years: '1' }],
    });
    expect(negative.percent).toBe('-10');
  });

  it('finds very high rates', async () => {
    // 2 % in a day: 1.02^365 - 1.
    const { unrounded } = await rate({
      method: 'EU_CCD',
      basis: 'CALENDAR_DAYS',
      drawdowns: [{ amount: '1000', date: '2026-01-01' }],
      payments: [{ amount: '1020', date: '2026-01-02' }],
    });
    expect(Number(unrounded) / ((1.02 ** 365 - 1) * 100)).toBeCloseTo(1, 9);
  });
});

describe('annualPercentageRate refuses', () => {
  const credit = {
    method: 'EU_CCD',
    basis: 'CALENDAR_DAYS',
    drawdowns: [{ amount: '1000' }],
    payments: [{ amount: '1100', years: '1' }],
  };

  it.each<[string, object, string]>([
    [
      'two ways of saying when',
      {
        payments: [
          { amount: '1', years: '1' },
          { amount: '1', years: '1', days: 3 },
        ],
      },
      'payments[1].years',
    ],
    ['a fraction beside days', { payments: [{ amount: '1', days: 3, fraction: '0.5' }] }, 'payments[0].fraction'],
    ['negative amounts', { drawdowns: [{ amount: '-5' }] }, 'drawdowns[0].amount'],
    ['periods of calendar days', { payments: [{ amount: '1', periods: 3 }] }, 'payments[0].periods'],
    ['a date without a beginning', { payments: [{ amount: '1', date: '2027-01-01' }] }, 'payments[0].date'],
    [
      'a payment before the credit',
      { drawdowns: [{ amount: '9', date: '2027-01-01' }], payments: [{ amount: '10', date: '2026-01-01' }] },
      'payments[0].date',
    ],
    ['calendar days under Regulation Z', { method: 'US_REG_Z' }, 'basis'],
    [
      'a fraction of one',
      { basis: 'UNIT_PERIODS', payments: [{ amount: '1', periods: 1, fraction: '1' }] },
      'payments[0].fraction',
    ],
    [
      'periods that nobody counts',
      { basis: 'UNIT_PERIODS', unitPeriodsPerYear: 7, payments: [{ amount: '1', periods: 1 }] },
      'input.unitPeriodsPerYear',
    ],
    ['no payment at all', { payments: [] }, 'input.payments'],
  ])('%s', async (_what, change, field) => {
    expect(await refusal({ ...credit, ...change })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it.each<[string, object, string]>([
    ['flows at one time', { payments: [{ amount: '1100' }] }, 'NO_SOLUTION'],
    ['payments of nothing', { payments: [{ amount: '0', years: '1' }] }, 'NO_SOLUTION'],
    // 1000 - 2500 v + 1540 v^2 has the roots v = 1/1.1 and v = 1/1.4.
    [
      'an equation with two rates',
      { drawdowns: [{ amount: '1000' }, { amount: '1540', years: '2' }], payments: [{ amount: '2500', years: '1' }] },
      'SEVERAL_SOLUTIONS',
    ],
    ['a rate beyond all bounds', { payments: [{ amount: '1000000000000', days: 1 }] }, 'OUT_OF_RANGE'],
  ])('%s, and says why', async (_what, change, reason) => {
    expect(await refusal({ ...credit, ...change })).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });
});
