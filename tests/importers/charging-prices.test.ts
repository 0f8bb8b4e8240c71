import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { chargingTariffModel } from '../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { at } from '../support/subgraph-harness.js';
import { type ImportHarness, startImportHarness } from './import-harness.js';

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))}/charging/`;

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
  await harness.database.model(chargingTariffModel).deleteMany({});
});

const MAPPING = {
  name: 'test-prices',
  target: 'charging',
  source: { system: 'Test register', licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    partyId: { constant: 'TST' },
    locationId: 'id',
    country: 'country',
    address: 'id',
    city: 'id',
    timeZone: { constant: 'Europe/Berlin' },
    priceText: 'price',
    tariff: { column: 'price', transform: { price: { currency: 'EUR' } } },
    evses: { list: [{ connectors: { list: [{ standard: { constant: 'IEC_62196_T2' } }] } }] },
  },
};

const PRICE = `query ($id: ID!) { chargingPrice(input: { connector: { countryCode: "DE", partyId: "TST", locationId: $id },
  startAt: "2024-05-06T10:00:00Z", energyKwh: 20, minutes: 60 }) { currency totalInclVat { amount } totalExclVat { amount } } }`;

const price = (id: string) => harness.run(PRICE, { variables: { id } });
const take = (...rows: string[]) => harness.importText(['id|country|price', ...rows].join('\n'), MAPPING);

describe('a price in words', () => {
  it('prices a session at every connector of its site, tax included where the law says so', async () => {
    await take('A|DE|0,39 €/kWh, Grundgebühr 0,99 €');
    // 20 * 0.39 + 0.99.
    expect(at(await price('A'), 'chargingPrice')).toMatchObject({
      currency: 'EUR',
      totalInclVat: { amount: '8.79' },
      totalExclVat: null,
    });
  });

  it('is one tariff for all sites of a party that have it, and another tariff where it is another', async () => {
    expect(await take('A|DE|0,39 €/kWh', 'B|DE|0.39 EUR/kWh', 'C|DE|2 €/h')).toMatchObject({ created: 3, warnings: 0 });
    const tariffs = await harness.rows(chargingTariffModel);
    expect(tariffs).toMatchObject([
      { partyId: 'TST', currency: 'EUR', taxIncluded: 'YES', provenance: { source: { system: 'Test register' } } },
      { partyId: 'TST', currency: 'EUR' },
    ]);
    const named = (await harness.rows(chargingLocationModel)).map(({ evses }) => evses[0]?.connectors[0]?.tariffIds);
    expect(named[0]).toEqual(named[1]);
    expect(new Set(named.flat())).toEqual(new Set(tariffs.map(({ tariffId }) => tariffId)));
    expect(await take('A|DE|0,39 €/kWh', 'B|DE|0.39 EUR/kWh', 'C|DE|2 €/h')).toMatchObject({ unchanged: 3 });
    expect(await take('C|DE|3 €/h')).toMatchObject({ updated: 1 });
    expect(at(await price('C'), 'chargingPrice', 'totalInclVat')).toEqual({ amount: '3' });
  });

  it('that is not understood stays a text, and prices nothing', async () => {
    expect(await take('A|DE|Parkgebühren', 'B|DE|ca. 5 € je nach Tarif')).toMatchObject({ created: 2 });
    expect(await harness.rows(chargingTariffModel)).toEqual([]);
    expect(await harness.rows(chargingLocationModel)).toMatchObject([
      { priceText: 'Parkgebühren', evses: [{ connectors: [{ tariffIds: [] }] }] },
      { priceText: 'ca. 5 € je nach Tarif' },
    ]);
    expect((await price('A')).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'connector' });
  });

  it('does not replace a tariff that the source names', async () => {
    const record = {
      ...MAPPING.record,
      evses: {
        list: [{ connectors: { list: [{ standard: { constant: 'CHADEMO' }, tariffIds: { list: ['tariff'] } }] } }],
      },
    };
    await harness.importText('id|country|price|tariff\nA|DE|0,39 €/kWh|T1', { ...MAPPING, record });
    expect(await harness.rows(chargingLocationModel)).toMatchObject([
      { evses: [{ connectors: [{ tariffIds: ['T1'] }] }] },
    ]);
  });

  it('says nothing of taxes in a country where prices are told without', async () => {
    await take('A|US|0.45 USD/kWh');
    expect(await harness.rows(chargingTariffModel)).toMatchObject([{ currency: 'USD', taxIncluded: null }]);
  });

  it('writes nothing in a dry run', async () => {
    await harness.importText('id|country|price\nA|DE|0,39 €/kWh', MAPPING, { dryRun: true });
    expect(await harness.rows(chargingTariffModel)).toEqual([]);
  });

  it.each([
    ['0.25/kWh', 87, [{ type: 'ENERGY', price: '0.25' }], 'EUR'],
    ['£0.35 per kWh', 1, [{ type: 'ENERGY', price: '0.35' }], 'GBP'],
    ['$0.30/kWh', 2, [{ type: 'ENERGY', price: '0.3' }], 'USD'],
    ['Free', 87, [{ type: 'FLAT', price: '0' }], 'EUR'],
  ])('of Open Charge Map, "%s", is read in the currency of its country', async (text, id, components, currency) => {
    const country =
      new Map([
        [87, 'DE'],
        [1, 'GB'],
        [2, 'US'],
      ]).get(id) ?? '';
    const place = { DE: [50, 9], GB: [52, -1], US: [40, -90] }[country] ?? [];
    const poi = {
      ID: 5,
      UsageCost: text,
      AddressInfo: { Title: 'X', AddressLine1: 'Y', Town: 'Z', CountryID: id, Latitude: place[0], Longitude: place[1] },
      Connections: [{ ConnectionTypeID: 25 }],
    };
    await harness.importText(JSON.stringify([poi]), null, { formatName: 'open-charge-map', country });
    const [tariff] = await harness.rows(chargingTariffModel);
    expect(tariff?.currency).toBe(currency);
    expect(tariff?.elements[0]?.priceComponents.map(({ type, price }) => ({ type, price: String(price) }))).toEqual(
      components,
    );
  });

  it.skipIf(!existsSync(DATA))('of the city of Rostock: two prices are read, the others are kept as text', async () => {
    await harness.import(`${DATA}de_rostock_opendata.csv`, 'de-rostock');
    expect(await harness.rows(chargingTariffModel)).toHaveLength(2);
    const sites = await harness.rows(chargingLocationModel, { priceText: { $ne: null } });
    const priced = sites.filter(({ evses }) => evses.every(({ connectors }) => connectors[0]?.tariffIds?.length === 1));
    const texts = (of: typeof sites) =>
      Object.fromEntries(
        [...new Set(of.map(({ priceText }) => priceText))]
          .sort()
          .map((text) => [text, of.filter(({ priceText }) => priceText === text).length]),
      );
    // Counted with Python's csv module.
    expect(texts(sites)).toEqual({
      '0,39 €/kWh, Grundgebühr 0,99 €': 17,
      kostenlos: 2,
      kostenpflichtig: 9,
      Parkgebühren: 8,
    });
    expect(texts(priced)).toEqual({ '0,39 €/kWh, Grundgebühr 0,99 €': 17, kostenlos: 2 });
  });
});
