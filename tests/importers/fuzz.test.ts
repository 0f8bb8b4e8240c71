import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ImportError } from '../../src/importers/pipeline/import-error.js';
import type { ImportReport } from '../../src/importers/pipeline/import-report.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness } from './import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
});

const MAPPING = {
  name: 'fuzzed',
  target: 'charging',
  country: 'DE',
  source: { system: 'Test', licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    partyId: { constant: 'TST' },
    locationId: { column: 'id', required: true },
    address: 'address',
    city: 'city',
    timeZone: { constant: 'Europe/Berlin' },
    coordinates: {
      longitude: { column: 'lon', transform: 'number' },
      latitude: { column: 'lat', transform: 'number' },
    },
    operationalSince: { column: 'since', transform: 'date' },
    openingHours: { column: 'hours', transform: 'openingHours' },
    tariff: { column: 'price', transform: 'price' },
    evses: {
      each: { column: 'points', transform: 'pythonLiteral' },
      as: {
        quantity: { column: 'n', transform: 'integer' },
        connectors: { list: [{ column: 'plug', transform: 'plug' }] },
      },
    },
  },
};

const COLUMNS = ['id', 'address', 'city', 'lon', 'lat', 'since', 'hours', 'price', 'points'] as const;
const SITES = Array.from({ length: 6 }, (_, at) => [
  `S${at}`,
  `Straße ${at}`,
  at === 3 ? 'Bad "Ems"' : 'Köln',
  `${9 + at / 10}`,
  '50.5',
  '2020-01-14',
  'Mo-Fr 08:00-18:00',
  '0,39 €/kWh',
  "[{'n': 2, 'plug': 'CCS'}]",
]);

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const TABLE = Buffer.from(`${[[...COLUMNS], ...SITES].map((row) => row.map(quoted).join(',')).join('\n')}\n`);
const GEOJSON = Buffer.from(
  JSON.stringify({
    type: 'FeatureCollection',
    features: SITES.map((row) => ({
      type: 'Feature',
      geometry: null,
      properties: Object.fromEntries(COLUMNS.map((column, at) => [column, row[at]])),
    })),
  }),
);

const OCPI = Buffer.from(
  JSON.stringify(
    SITES.map((row) => ({
      country_code: 'DE',
      party_id: 'TST',
      id: row[0],
      publish: true,
      address: row[1],
      city: row[2],
      country: 'DEU',
      coordinates: { latitude: row[4], longitude: row[3] },
      time_zone: 'Europe/Berlin',
      last_updated: '2024-01-01T00:00:00Z',
      evses: [
        {
          uid: '1',
          evse_id: `DE*TST*E${row[0]}`,
          status: 'AVAILABLE',
          last_updated: '2024-01-01T00:00:00Z',
          connectors: [
            {
              id: '1',
              standard: 'IEC_62196_T2',
              format: 'SOCKET',
              power_type: 'AC_3_PHASE',
              max_voltage: 230,
              max_amperage: 32,
              last_updated: '2024-01-01T00:00:00Z',
            },
          ],
        },
      ],
    })),
  ),
);
const OPEN_CHARGE_MAP = Buffer.from(
  JSON.stringify(
    SITES.map((row, at) => ({
      ID: at + 1,
      UUID: `u${at}`,
      UsageCost: row[7],
      StatusTypeID: 50,
      DateLastStatusUpdate: '2024-01-01T00:00:00Z',
      AddressInfo: {
        Title: row[1],
        AddressLine1: row[1],
        Town: row[2],
        CountryID: 87,
        Country: { ISOCode: 'DE', Title: 'Germany' },
        Latitude: Number(row[4]),
        Longitude: Number(row[3]),
      },
      Connections: [{ ConnectionTypeID: 25, PowerKW: 22, Quantity: 2 }],
    })),
  ),
);
/** Each format, an undamaged file of six sites, and whether a mapping says whose they are. */
const FORMATS = [
  ['table', TABLE, true],
  ['geojson', GEOJSON, true],
  ['ocpi', OCPI, false],
  ['open-charge-map', OPEN_CHARGE_MAP, false],
] as const;

/** Damage that a file may take. */
function damaged(file: Buffer): fc.Arbitrary<Buffer> {
  const position = fc.nat(file.length - 1);
  const flips = fc.array(fc.tuple(position, fc.nat(7)), { minLength: 1, maxLength: 8 }).map((bits) => {
    const copy = Buffer.from(file);
    for (const [at, bit] of bits) copy[at] = (copy[at] ?? 0) ^ (1 << bit);
    return copy;
  });
  const truncated = position.map((at) => file.subarray(0, at));
  const inserted = fc
    .tuple(
      position,
      fc.oneof(
        fc.uint8Array({ maxLength: 30 }),
        fc.constantFrom('"', '\n', '\0', '{', ']', '\ufeff', 'é'.repeat(5_000), '9'.repeat(400)),
      ),
    )
    .map(([at, bytes]) => Buffer.concat([file.subarray(0, at), Buffer.from(bytes as string), file.subarray(at)]));
  return fc.oneof(flips, truncated, inserted);
}

async function attempt(format: string, content: Buffer): Promise<ImportReport | ImportError> {
  try {
    const mapping = format === 'table' || format === 'geojson' ? MAPPING : null;
    return await harness.importText(content, mapping, { formatName: format });
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
}

/** What is stored is whole, and what is not stored is told. */
async function checkWhole(result: ImportReport | ImportError, isMapped: boolean): Promise<void> {
  const rows = await harness.rows(chargingLocationModel);
  if (result instanceof ImportError) {
    expect(result.code).toMatch(/^[A-Z_]+$/);
    expect(rows).toEqual([]);
    return;
  }
  expect(result.created + result.updated + result.unchanged + result.rejected).toBe(result.read);
  expect(rows).toHaveLength(result.created);
  for (const { line, code, message } of result.rejections) {
    expect(line).toBeGreaterThan(0);
    expect(code).toMatch(/^[A-Z_]+$/);
    expect(message).not.toBe('');
    expect(message.length).toBeLessThan(2_000);
  }
  for (const row of rows) {
    expect(row._id).toBe(`${row.countryCode}*${row.partyId}*${row.locationId}`);
    if (isMapped) expect(row).toMatchObject({ country: 'DE', partyId: 'TST', timeZone: 'Europe/Berlin' });
    expect(row.timeZone).not.toBe('');
    expect(row.locationId.length).toBeGreaterThan(0);
    expect(row.lastUpdated).toBeInstanceOf(Date);
    for (const { uid, connectors } of row.evses) {
      expect(uid.length).toBeGreaterThan(0);
      expect(connectors.every(({ standard }) => standard.length > 0)).toBe(true);
    }
  }
}

describe.each(FORMATS)('damaged files of the format %s', (format, file, isMapped) => {
  it.each([
    ['are', damaged(file)],
    ['and packed afterwards are', damaged(file).map((content) => gzipSync(content))],
    ['while packed are', damaged(gzipSync(file))],
  ])(
    '%s an error that changes nothing, or whole sites and rejections with line and code',
    {
      timeout: 120_000,
    },
    async (_, files) => {
      await fc.assert(
        fc
          .asyncProperty(files, async (content) => {
            await checkWhole(await attempt(format, content), isMapped);
          })
          .beforeEach(async () => {
            await harness.database.model(chargingLocationModel).deleteMany({});
          }),
        { numRuns: 60 },
      );
    },
  );

  it('undamaged is whole', async () => {
    expect(await attempt(format, file)).toMatchObject({ read: 6, created: 6, rejected: 0, warnings: 0 });
    expect(await attempt(format, gzipSync(file))).toMatchObject({ read: 6, unchanged: 6, rejected: 0 });
  });
});

describe('values of the wrong type', () => {
  it('are rejected or warned of, never stored as something else', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.constantFrom(...COLUMNS), fc.jsonValue({ maxDepth: 3 }), async (column, value) => {
          const properties = {
            ...Object.fromEntries(COLUMNS.map((name, at) => [name, SITES[0]?.[at]])),
            [column]: value,
          };
          const content = Buffer.from(JSON.stringify([{ type: 'Feature', geometry: null, properties }]));
          const result = await attempt('geojson', content);
          expect(result).toMatchObject({ read: 1 });
          for (const row of await harness.rows(chargingLocationModel)) {
            expect([typeof row.address, typeof row.city, typeof row._id]).toEqual(['string', 'string', 'string']);
            expect(row.openingHours === null || typeof row.openingHours === 'string').toBe(true);
          }
        })
        .beforeEach(async () => {
          await harness.database.model(chargingLocationModel).deleteMany({});
        }),
      { numRuns: 200 },
    );
  });
});

describe.each([
  ['ocpi', OCPI],
  ['open-charge-map', OPEN_CHARGE_MAP],
] as const)('values of the wrong type in %s', (format, file) => {
  type Json = Record<string, unknown>;
  const objects = JSON.parse(String(file)) as Json[];

  /** Paths of all members of an object, lists within included. */
  function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) => [[...path, name], ...pathsOf(member, [...path, name])]);
  }

  const PATHS = pathsOf(objects[0]);

  it('are rejected or warned of, never stored as something else', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.constantFrom(...PATHS), fc.jsonValue({ maxDepth: 3 }), async (path, value) => {
          const copy = JSON.parse(String(file)) as Json[];
          const place = path.slice(0, -1).reduce<Json>((part, name) => part[name] as Json, copy[0] as Json);
          place[path.at(-1) ?? ''] = value;
          const result = await attempt(format, Buffer.from(JSON.stringify(copy)));
          await checkWhole(result, false);
          // The five others are as good as before.
          if (!(result instanceof ImportError)) expect(result.created).toBeGreaterThanOrEqual(5);
        })
        .beforeEach(async () => {
          await harness.database.model(chargingLocationModel).deleteMany({});
        }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['a text of 6 million characters', 'x'.repeat(6_000_000)],
    ['a list of 100,000 numbers', Array.from({ length: 100_000 }, (_, at) => at)],
    ['90 lists within each other', JSON.parse(`${'['.repeat(90)}${']'.repeat(90)}`) as unknown],
  ])('such as %s cost the record, and no other', { timeout: 60_000 }, async (_, value) => {
    const name = format === 'ocpi' ? 'city' : 'UsageCost';
    const copy = objects.map((object, at) => (at === 1 ? { ...object, [name]: value } : object));
    const result = await attempt(format, Buffer.from(JSON.stringify(copy)));
    await checkWhole(result, false);
    expect(result).toMatchObject({ read: 6, created: 5, rejected: 1 });
  });
});

describe.each(FORMATS.slice(1))('extremes in %s', (format, file) => {
  it('a record that is nested 50,000 deep is rejected, and those beside it are not', async () => {
    const deep = `{"type":"Feature","id":"deep","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const text = String(file).replace(/\]\}?$/, (end) => `,${deep}${end}`);
    const result = await attempt(format, Buffer.from(text));
    await checkWhole(result, false);
    expect(result).toMatchObject({ read: 7, created: 6, rejected: 1 });
  });

  it.each([
    ['a text that never ends', '[{"a":"', 'x'],
    ['brackets that never close', '[{"a":', '['],
    ['blanks that never end', '[', ' '],
  ])('%s is refused long before its gigabyte has been read', { timeout: 60_000 }, async (_, begin, filling) => {
    const directory = await mkdtemp(join(tmpdir(), 'tripod-fuzz-'));
    const path = join(directory, 'endless.gz');
    const piece = Buffer.alloc(1_000_000, filling);
    // A gigabyte, a megabyte when packed.
    await pipeline(
      Readable.from(
        (function* () {
          yield Buffer.from(begin);
          for (let at = 0; at < 1_000; at += 1) yield piece;
        })(),
      ),
      createGzip({ level: 1 }),
      createWriteStream(path),
    );
    const mapping = format === 'geojson' ? MAPPING : null;
    const before = process.memoryUsage().rss;
    await expect(harness.import(path, mapping, { formatName: format })).rejects.toMatchObject({
      code: 'RECORD_TOO_LONG',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    await rm(directory, { recursive: true });
  });
});
