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
    return await harness.importText(content, MAPPING, { formatName: format });
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
}

describe.each([
  ['table', TABLE],
  ['geojson', GEOJSON],
] as const)('damaged files of the format %s', (format, file) => {
  it('are an error that changes nothing, or whole sites and rejections with line and code', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc
        .asyncProperty(damaged(file), async (content) => {
          const result = await attempt(format, content);
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
          }
          for (const row of rows) {
            expect(row).toMatchObject({ country: 'DE', partyId: 'TST', timeZone: 'Europe/Berlin' });
            expect(row.locationId.length).toBeGreaterThan(0);
            for (const { connectors } of row.evses)
              expect(connectors.every(({ standard }) => standard.length > 0)).toBe(true);
          }
        })
        .beforeEach(async () => {
          await harness.database.model(chargingLocationModel).deleteMany({});
        }),
      { numRuns: 150 },
    );
  });

  it('undamaged is whole', async () => {
    expect(await attempt(format, file)).toMatchObject({ read: 6, created: 6, rejected: 0, warnings: 0 });
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
