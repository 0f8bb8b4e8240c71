import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { chargingTariffModel } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

const DATA = `${process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))}/ocpi/`;
const MISSING = !existsSync(DATA);
if (MISSING) console.warn(`SKIPPED: the OCPI examples are not at ${DATA}`);

const CONNECTOR = {
  id: '1',
  standard: 'IEC_62196_T2',
  format: 'SOCKET',
  power_type: 'AC_3_PHASE',
  max_voltage: 230,
  max_amperage: 32,
  tariff_ids: ['11'],
  last_updated: '2024-05-01T10:00:00Z',
};
const EVSE = {
  uid: '3256',
  evse_id: 'BE*BEC*E041503001',
  status: 'AVAILABLE',
  connectors: [CONNECTOR],
  last_updated: '2024-05-01T10:00:00Z',
};
const LOCATION = {
  country_code: 'BE',
  party_id: 'BEC',
  id: 'LOC1',
  publish: true,
  name: 'Gent Zuid',
  address: 'F.Rooseveltlaan 3A',
  city: 'Gent',
  country: 'BEL',
  coordinates: { latitude: '51.047599', longitude: '3.729944' },
  evses: [EVSE],
  time_zone: 'Europe/Brussels',
  last_updated: '2024-05-01T10:00:00Z',
};

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
});
afterAll(() => harness.close());

const take = (content: unknown) =>
  harness.importText(
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
    null,
    { formatName: 'ocpi' },
  );
const stored = () => harness.rows(chargingLocationModel);

describe('shapes of files', () => {
  const other = { ...LOCATION, id: 'LOC2' };

  it.each([
    ['an object', LOCATION, 1],
    ['a list', [LOCATION, other], 2],
    ['a response', { data: [LOCATION, other], status_code: 1000, timestamp: '2024-05-01T10:00:00Z' }, 2],
    ['a response to a request for one', { status_code: 1000, data: LOCATION, timestamp: '2024-05-01T10:00:00Z' }, 1],
    ['one a line', `${JSON.stringify(LOCATION)}\n${JSON.stringify(other)}\n`, 2],
    ['gzip', gzipSync(JSON.stringify([LOCATION, other])), 2],
  ])('%s', async (_shape, content, count) => {
    expect(await take(content)).toMatchObject({ read: count, created: count, rejected: 0 });
    expect(await take(content)).toMatchObject({ read: count, unchanged: count });
    expect(await stored()).toHaveLength(count);
  });

  it.each([
    ['no JSON', 'id;name\n1;2\n', 'NOT_THE_FORMAT'],
    ['another kind of JSON', [{ AddressInfo: {} }], 'NOT_THE_FORMAT'],
    ['cut short', JSON.stringify([LOCATION, other]).slice(0, -20), 'NOT_THE_FORMAT'],
    ['an empty list', [], 'NOT_THE_FORMAT'],
    ['nothing', ' \n', 'FILE_EMPTY'],
    ['a damaged gzip', gzipSync(JSON.stringify(LOCATION)).subarray(0, 100), 'GZIP_DAMAGED'],
  ])('%s is one error, and nothing is stored', async (_kind, content, code) => {
    await expect(take(content)).rejects.toMatchObject({ code });
    expect(await stored()).toEqual([]);
  });
});

describe('what a location says', () => {
  it('alpha-3 becomes alpha-2, the power of three phases is derived and marked so', async () => {
    await take(LOCATION);
    expect(await stored()).toMatchObject([
      {
        _id: 'BE*BEC*LOC1',
        country: 'BE',
        location: { coordinates: [3.729944, 51.047599] },
        timeZone: 'Europe/Brussels',
        // 3 * 230 V * 32 A.
        evses: [{ uid: '3256', connectors: [{ maxElectricPower: 22_080, powerDerived: true }] }],
        lastUpdated: new Date('2024-05-01T10:00:00Z'),
      },
    ]);
  });

  it('country and party are case-insensitive: the same location in another case is the same one', async () => {
    await take(LOCATION);
    expect(await take({ ...LOCATION, country_code: 'be', party_id: 'bec', country: 'bel' })).toMatchObject({
      unchanged: 1,
    });
  });

  it('words that OCPI does not know are kept', async () => {
    await take({
      ...LOCATION,
      parking_type: 'FERRY',
      evses: [{ ...EVSE, status: 'SLEEPING', connectors: [{ ...CONNECTOR, standard: 'IEC_99999' }] }],
    });
    expect(await stored()).toMatchObject([
      { parkingType: 'FERRY', evses: [{ status: 'SLEEPING', connectors: [{ standard: 'IEC_99999' }] }] },
    ]);
  });

  it('an earlier change never overwrites a later one; a later one does', async () => {
    await take(LOCATION);
    expect(await take({ ...LOCATION, name: 'Old', last_updated: '2024-04-30T10:00:00Z' })).toMatchObject({
      unchanged: 1,
    });
    expect(await stored()).toMatchObject([{ name: 'Gent Zuid' }]);
    expect(await take({ ...LOCATION, name: 'New', last_updated: '2024-05-02T10:00:00' })).toMatchObject({ updated: 1 });
    expect(await stored()).toMatchObject([{ name: 'New', lastUpdated: new Date('2024-05-02T10:00:00Z') }]);
  });

  it('unpublished sites, and sites of which all charge points are removed, are stored and never leave', async () => {
    await take([
      { ...LOCATION, publish: false },
      { ...LOCATION, id: 'GONE', evses: [{ ...EVSE, status: 'REMOVED' }] },
    ]);
    expect((await stored()).map(({ publish }) => publish)).toEqual([false, false]);
    const { data } = await harness.run(
      `{ first: chargingLocation(countryCode: "BE", partyId: "BEC", id: "LOC1") { name }
         second: chargingLocation(countryCode: "BE", partyId: "BEC", id: "GONE") { name } }`,
    );
    expect(data).toEqual({ first: null, second: null });
  });

  it('a site all of whose charge points are removed leaves a tombstone, and comes back when one does', async () => {
    await take(LOCATION);
    const removed = '2024-05-02T10:00:00Z';
    const gone = { ...LOCATION, evses: [{ ...EVSE, status: 'REMOVED', last_updated: removed }], last_updated: removed };
    expect(await take(gone)).toMatchObject({ updated: 1 });
    const [tombstone] = await stored();
    expect(tombstone).toMatchObject({ publish: false, deletedAt: new Date(removed) });
    expect(await take({ ...LOCATION, last_updated: '2024-05-03T10:00:00Z' })).toMatchObject({ updated: 1 });
    const [back] = await stored();
    expect(back).toMatchObject({ publish: true, deletedAt: null });
    expect(back?.changeNumber).toBeGreaterThan(tombstone?.changeNumber ?? Number.NaN);
  });

  it('identified charge points are one each; their tariffs, and what else OCPI says, is kept', async () => {
    const whole = {
      ...LOCATION,
      opening_times: {
        twentyfourseven: false,
        regular_hours: [{ weekday: 1, period_begin: '08:00', period_end: '20:00' }],
        exceptional_closings: [{ period_begin: '2024-12-25T03:00:00Z', period_end: '2024-12-25T05:00:00Z' }],
      },
      energy_mix: { is_green_energy: true, energy_sources: [{ source: 'WIND', percentage: 100 }] },
      images: [{ url: 'https://example.org/a.jpg', category: 'ENTRANCE', type: 'jpeg', width: 10, height: 10 }],
      directions: [{ language: 'nl', text: 'Links' }],
      help_phone: '+3212345',
    };
    await take(whole);
    expect(await take(whole)).toMatchObject({ unchanged: 1 });
    expect(await stored()).toMatchObject([
      {
        evses: [{ quantity: 1, connectors: [{ tariffIds: ['11'] }] }],
        openingTimes: {
          regularHours: [{ weekday: 1, periodBegin: '08:00', periodEnd: '20:00' }],
          exceptionalClosings: [
            { periodBegin: new Date('2024-12-25T03:00:00Z'), periodEnd: new Date('2024-12-25T05:00:00Z') },
          ],
        },
        energyMix: { isGreenEnergy: true, energySources: [{ source: 'WIND', percentage: 100 }] },
        images: [{ url: 'https://example.org/a.jpg', thumbnail: null }],
        directions: [{ language: 'nl', text: 'Links' }],
        helpPhone: '+3212345',
      },
    ]);
  });

  it('coordinates that are exchanged are flagged and not moved', async () => {
    const report = await take({ ...LOCATION, coordinates: { latitude: 3.729944, longitude: 51.047599 } });
    expect(report.warningCounts).toEqual({ SWAPPED: 1 });
    expect(await stored()).toMatchObject([{ geoQuality: 'SUSPECT', location: { coordinates: [51.047599, 3.729944] } }]);
  });
});

describe('tariffs', () => {
  const tariff = {
    country_code: 'de',
    party_id: 'all',
    id: '12',
    currency: 'EUR',
    elements: [{ price_components: [{ type: 'TIME', price: 2, vat: 10, step_size: 300 }] }],
    last_updated: '2024-05-01T10:00:00',
  };
  const tariffs = () => harness.rows(chargingTariffModel);
  beforeEach(async () => {
    await harness.database.model(chargingTariffModel).deleteMany({});
  });

  it('are stored beside locations; again, and in an earlier version, they change nothing', async () => {
    expect(await take([LOCATION, tariff])).toMatchObject({ read: 2, created: 2, rejected: 0 });
    expect(await take([LOCATION, { ...tariff, currency: 'CHF', last_updated: '2024-04-01T10:00:00Z' }])).toMatchObject({
      unchanged: 2,
    });
    const [row, ...others] = await tariffs();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ _id: 'DE*ALL*12', currency: 'EUR', lastUpdated: new Date('2024-05-01T10:00:00Z') });
    expect(String(row?.elements[0]?.priceComponents[0]?.price)).toBe('2');
    expect(await stored()).toHaveLength(1);
  });

  it.each([
    ['no party', { ...tariff, party_id: undefined }, 'partyId', 'MISSING_FIELD'],
    ['no currency of ISO 4217', { ...tariff, currency: 'XQX' }, 'currency', 'UNKNOWN_CURRENCY'],
    ['no elements', { ...tariff, elements: [] }, 'elements', 'INVALID_FIELD'],
  ])('%s is refused with line, field and code', async (_fault, record, field, code) => {
    expect(await take(`${JSON.stringify(LOCATION)}\n${JSON.stringify(record)}\n`)).toMatchObject({
      created: 1,
      rejections: [{ line: 2, field, code }],
    });
    expect(await tariffs()).toEqual([]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a missing field', { ...LOCATION, publish: undefined }, 'publish', 'MISSING_FIELD'],
    ['a wrong type', { ...LOCATION, evses: [{ ...EVSE, uid: true }] }, 'evses.0.uid', 'INVALID_FIELD'],
    ['no connector', { ...LOCATION, evses: [{ ...EVSE, connectors: [] }] }, 'evses.0.connectors', 'INVALID_FIELD'],
    ['an unknown country', { ...LOCATION, country: 'XXQ' }, 'country', 'UNKNOWN_COUNTRY'],
    ['an unknown time zone', { ...LOCATION, time_zone: 'Europe/Gent' }, 'time_zone', 'UNKNOWN_TIME_ZONE'],
    ['one uid twice', { ...LOCATION, evses: [EVSE, EVSE] }, 'evses.1.uid', 'REPEATED_ID'],
    ['a session', { id: '1', kwh: 1, auth_method: 'WHITELIST', currency: 'EUR' }, null, 'OCPI_KIND_REFUSED'],
    ['a part alone', { status: 'CHARGING', last_updated: '2024-05-01T10:00:00Z' }, null, 'OCPI_PART_ALONE'],
  ])('%s, with line, field and code, and the records beside it are stored', async (_fault, record, field, code) => {
    const report = await take(`${JSON.stringify({ ...LOCATION, id: 'GOOD' })}\n${JSON.stringify(record)}\n`);
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1, rejections: [{ line: 2, field, code }] });
    expect((await stored()).map(({ _id }) => _id)).toEqual(['BE*BEC*GOOD']);
  });

  it('damaged files never crash, and store whole sites or none', { timeout: 60_000 }, async () => {
    const whole = JSON.stringify([LOCATION, { ...LOCATION, id: 'LOC2' }]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(whole.length)),
        async (flips, cut) => {
          const bytes = Buffer.from(whole).subarray(0, cut ?? whole.length);
          for (const [at, byte] of flips) if (at < bytes.length) bytes[at] = byte;
          try {
            const report = await take(bytes);
            expect(report.read).toBe(report.created + report.updated + report.unchanged + report.rejected);
            for (const { line, code } of report.rejections) {
              expect(line).toBeGreaterThan(0);
              expect(code).toMatch(/^[A-Z_]+$/);
            }
          } catch (error) {
            expect(error).toMatchObject({ name: 'ImportError', code: expect.any(String) });
          }
          for (const { evses } of await stored()) {
            for (const { connectors } of evses) expect(connectors.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe.skipIf(MISSING)('every example of the OCPI documents', () => {
  const files = MISSING
    ? []
    : ['2.2.1', '2.3.0'].flatMap((version) => readdirSync(DATA + version).map((name) => `${version}/${name}`));
  /** By the file's name and its content, read by hand: whole Locations are those with coordinates and a time zone. */
  const isWhole = (file: string) => /\/(location_example|tariffrestriction|tariff_(\d|put))/.test(file);

  it('whole Locations and Tariffs are stored, all other kinds are refused with a code', {
    timeout: 60_000,
  }, async () => {
    expect(files).toHaveLength(86);
    const outcomes = new Map<string, string>();
    for (const file of files) {
      const report = await take(readFileSync(DATA + file));
      outcomes.set(file, report.rejected > 0 ? (report.rejections[0]?.code ?? '') : 'stored');
    }
    for (const [file, outcome] of outcomes) {
      expect.soft([file, outcome === 'stored'], outcome).toEqual([file, isWhole(file)]);
      if (/session|cdr|token/.test(file)) expect.soft(outcome).toBe('OCPI_KIND_REFUSED');
      if (/patch|put_example_add/.test(file)) expect.soft([file, outcome === 'stored']).toEqual([file, false]);
    }
  });
});
