import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedExchangeRate,
  changedOffer,
  changedPolicies,
  changedRateTable,
  changedTariffs,
} from '../../../src/subgraphs/insights/explain-change/changed-inputs.js';
import { ownershipParts } from '../../../src/subgraphs/insights/explain-change/ownership-parts.js';

const provenance = { confidence: 'HIGH', source: { system: 'law' }, conflicts: [] };

const policy = (policyId: string) => ({
  policyId,
  kind: 'VAT',
  scope: 'all cars',
  validFrom: null,
  validTo: '2026-01-01',
  provenance,
});

const offer = (amount: string, lines: Record<string, string>) => ({
  offerId: 'NO:car',
  listPriceInclVat: { amount, currency: 'NOK' },
  provenance,
  landedCost: {
    lines: Object.entries(lines).map(([policyId, of]) => ({
      policy: { policyId },
      amount: { amount: of, currency: 'NOK' },
    })),
  },
});

describe('changed inputs', () => {
  it('are policies that began, ended, or move the landed cost by what they are reckoned from', () => {
    const changes = changedPolicies(
      [policy('ended'), policy('same'), policy('moved')],
      [policy('same'), policy('moved'), policy('began')],
      {
        before: offer('100', { ended: '10', same: '5', moved: '25' }),
        after: offer('100', { same: '5', moved: '27.5' }),
      },
    );
    expect(changes.map(({ key, before, after }) => [key, before !== null, after !== null])).toEqual([
      ['began', false, true],
      ['ended', true, false],
      ['moved', true, true],
    ]);
    // A rule without a line costs nothing by itself.
    expect(changes.map(({ landedCostEffect }) => landedCostEffect?.amount.toString() ?? null)).toEqual([
      null,
      '-10',
      '2.5',
    ]);
  });

  it('are regular tariffs that begin or end in between, the end being exclusive', () => {
    const tariff = (tariffId: string, startDateTime: string | null, endDateTime: string | null, type = 'REGULAR') => ({
      countryCode: 'NO',
      partyId: 'ABC',
      tariffId,
      type,
      startDateTime,
      endDateTime,
      provenance,
    });
    const changes = changedTariffs(
      [
        tariff('always', null, null),
        tariff('old', null, '2026-01-01T00:00:00Z'),
        tariff('new', '2026-01-01T00:00:00Z', null),
        tariff('between', '2025-08-01T00:00:00Z', '2025-09-01T00:00:00Z'),
        tariff('ad hoc', null, '2026-01-01T00:00:00Z', 'AD_HOC_PAYMENT'),
        tariff('ends at noon', null, '2026-11-24T12:00:00Z'),
      ],
      '2025-06-30',
      '2026-11-24',
    );
    expect(changes.map(({ key, before, after }) => [key, before !== null, after !== null])).toEqual([
      ['NO*ABC*old', true, false],
      ['NO*ABC*new', false, true],
      ['NO*ABC*ends at noon', true, false],
    ]);
  });

  it('are offers, rate tables and exchange rates that are others', () => {
    expect(changedOffer(offer('100', {}), offer('100', {}))).toEqual([]);
    expect(changedOffer(offer('100', {}), offer('90', {}))[0]).toMatchObject({ before: '100 NOK', after: '90 NOK' });
    expect(changedOffer(null, offer('90', {}))[0]).toMatchObject({ before: null, after: '90 NOK' });
    const product = (version: number) => ({ productId: 'loan', rateTable: { version, validFrom: null, provenance } });
    expect(changedRateTable({ before: product(1), after: product(1) })).toEqual([]);
    expect(changedRateTable({ before: product(1), after: product(2) })[0]).toMatchObject({
      before: 'loan, version 1',
      after: 'loan, version 2',
    });
    const rate = (of: string) => ({ rate: of, date: '2026-01-02', provenance });
    expect(changedExchangeRate('NOK', 'EUR', { before: rate('0.1'), after: rate('0.1') })).toEqual([]);
    expect(changedExchangeRate('NOK', 'EUR', { before: null, after: rate('0.1') })).toHaveLength(1);
  });
});

describe('parts of a total', () => {
  const money = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => ({ amount: new Decimal(cents).div(100) }));

  it('add up to it, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.record({
          listPrice: money,
          incentives: money,
          energy: money,
          service: money,
          residualValue: money,
          total: money,
        }),
        (cost) => {
          const parts = ownershipParts(cost);
          const sum = Object.values(parts ?? {}).reduce((all, part) => all.plus(part), new Decimal(0));
          expect(sum.equals(cost.total.amount)).toBe(true);
          expect(parts?.INCENTIVES.lte(0) && parts.RESIDUAL_VALUE.lte(0)).toBe(true);
        },
      ),
    );
  });

  it('are none of an unknown total', () => {
    const zero = { amount: new Decimal(0) };
    const cost = { listPrice: null, incentives: null, energy: zero, service: zero, residualValue: null, total: null };
    expect(ownershipParts(cost)).toBeNull();
  });
});
