import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHARGING_TARIFF_TARGET } from '../../../src/importers/charging-tariff/charging-tariff-target.js';
import { tariffDraftOf } from '../../../src/importers/charging-tariff/ocpi-tariff.js';
import type { RecordOutcome } from '../../../src/importers/pipeline/import-target.js';
import { chargingTariffModel } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

const SOURCE = { system: 'Test', recordId: null, licence: 'CC0-1.0', fetchedAt: '2026-11-24' };

const OCPI_TARIFF = {
  country_code: 'de',
  party_id: 'abc',
  id: '1',
  currency: 'EUR',
  type: 'SOMETHING_NEW',
  min_price: { before_taxes: 0.5, after_taxes: 0.55 },
  elements: [
    {
      price_components: [{ type: 'ENERGY', price: 0.25, vat: 10.0, step_size: 1 }],
      restrictions: { start_time: '09:00', end_time: '18:00', day_of_week: ['MONDAY'], min_kwh: 1.5 },
    },
  ],
  tax_included: 'N/A',
  energy_mix: { is_green_energy: true, energy_sources: [{ source: 'WATER', percentage: 100 }], supplier_name: 'Falls' },
  last_updated: '2026-11-01T10:00:00',
  fields_of_others: 1,
};

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());

function write(...tariffs: Record<string, unknown>[]): Promise<readonly RecordOutcome[]> {
  const context = { database: harness.database, dryRun: false, country: null, startedAt: new Date() };
  const records = tariffs.map((tariff, at) => ({ line: at + 1, recordId: null, value: tariffDraftOf(tariff, SOURCE) }));
  return CHARGING_TARIFF_TARGET.write(context, records);
}

describe('the import of charging tariffs', () => {
  it('keeps every fact of OCPI, words that OCPI does not know included', async () => {
    expect(await write({ ...OCPI_TARIFF, id: 'facts' })).toEqual([
      { outcome: 'created', rejections: [], warnings: [] },
    ]);
    const [row] = await harness.rows(chargingTariffModel, { _id: 'DE*ABC*facts' });
    expect(JSON.parse(JSON.stringify(row))).toMatchObject({
      _id: 'DE*ABC*facts',
      country: 'DE',
      type: 'SOMETHING_NEW',
      minPrice: { exclVat: { $numberDecimal: '0.5' }, inclVat: { $numberDecimal: '0.55' } },
      elements: [
        {
          priceComponents: [
            { type: 'ENERGY', price: { $numberDecimal: '0.25' }, vat: { $numberDecimal: '10' }, stepSize: 1 },
          ],
          restrictions: { startTime: '09:00', endTime: '18:00', dayOfWeek: ['MONDAY'], minKwh: 1.5, maxKwh: null },
        },
      ],
      taxIncluded: 'NOT_APPLICABLE',
      energyMix: { isGreenEnergy: true, energySources: [{ source: 'WATER', percentage: 100 }], supplierName: 'Falls' },
      lastUpdated: '2026-11-01T10:00:00.000Z',
    });
  });

  it('again changes nothing, nor does an older version; a newer one replaces it', async () => {
    await write(OCPI_TARIFF);
    const outcomes = [
      await write(OCPI_TARIFF),
      await write({ ...OCPI_TARIFF, currency: 'SEK', last_updated: '2026-10-01T10:00:00Z' }),
      await write({ ...OCPI_TARIFF, id: '2' }),
      await write({ ...OCPI_TARIFF, id: '2', currency: 'NOK', last_updated: '2026-11-02T10:00:00Z' }),
    ];
    expect(outcomes.map(([one]) => one?.outcome)).toEqual(['unchanged', 'unchanged', 'created', 'updated']);
    const [kept] = await harness.rows(chargingTariffModel, { _id: 'DE*ABC*1' });
    expect((kept as { currency: string }).currency).toBe('EUR');
  });

  it.each([
    ['no elements', { elements: [] }, 'elements', 'INVALID_FIELD'],
    ['no currency', { currency: undefined }, 'currency', 'MISSING_FIELD'],
    ['a currency that does not exist', { currency: 'XYZ' }, 'currency', 'UNKNOWN_CURRENCY'],
    [
      'a negative price',
      { elements: [{ price_components: [{ type: 'FLAT', price: -1 }] }] },
      'elements.0.priceComponents.0.price',
      'INVALID_FIELD',
    ],
    [
      'a price in words',
      { elements: [{ price_components: [{ type: 'FLAT', price: 'free' }] }] },
      'elements.0.priceComponents.0.price',
      'INVALID_FIELD',
    ],
    [
      'a time that does not exist',
      { elements: [{ price_components: [{ type: 'FLAT', price: 1 }], restrictions: { start_time: '25:00' } }] },
      'elements.0.restrictions.startTime',
      'INVALID_FIELD',
    ],
    [
      'a day that does not exist',
      { elements: [{ price_components: [{ type: 'FLAT', price: 1 }], restrictions: { end_date: '2026-02-30' } }] },
      'elements.0.restrictions.endDate',
      'NOT_A_DATE',
    ],
    [
      'a validity that ends before it begins',
      { start_date_time: '2026-02-01T00:00:00Z', end_date_time: '2026-01-01T00:00:00Z' },
      'endDateTime',
      'NO_VALIDITY',
    ],
    ['a star in its id', { id: 'a*b' }, 'tariffId', 'INVALID_FIELD'],
  ])('rejects %s, and writes the others', async (_case, change, field, code) => {
    const [bad, good] = await write({ ...OCPI_TARIFF, id: 'bad', ...change }, { ...OCPI_TARIFF, id: 'good' });
    expect(bad?.outcome).toBe('rejected');
    expect(bad?.rejections.map((finding) => [finding.field, finding.code])).toContainEqual([field, code]);
    expect(good?.outcome).not.toBe('rejected');
    expect(await harness.rows(chargingTariffModel, { _id: { $in: ['DE*ABC*bad', 'DE*ABC*a*b'] } })).toEqual([]);
  });
});
