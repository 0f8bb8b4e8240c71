import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
});

const MAPPING = {
  name: 'test-features',
  target: 'charging',
  country: 'DE',
  source: { system: 'Test', licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    partyId: { constant: 'TST' },
    locationId: { column: 'id', required: true },
    address: 'address.street',
    city: 'address.city',
    timeZone: { constant: 'Europe/Berlin' },
    coordinates: { column: 'geometry', transform: 'geometryPoint' },
    evses: {
      each: 'points',
      as: { quantity: 'count', connectors: { each: 'plugs', as: { item: true, transform: 'plug' } } },
    },
  },
};

const feature = (id: string, longitude = 12.1, latitude = 54.1) => ({
  type: 'Feature',
  id,
  geometry: { type: 'Point', coordinates: [longitude, latitude] },
  properties: {
    address: { street: 'Lange Straße 1', city: 'Rostock' },
    points: [{ count: 2, plugs: ['Typ 2', 'CHAdeMO'] }, { plugs: ['CCS'] }],
  },
});

const run = (content: string) => harness.importText(content, MAPPING, { formatName: 'geojson' });

describe('features', () => {
  const shapes: [string, string][] = [
    [
      'a FeatureCollection',
      JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')], more: [1, { x: ']' }] }),
    ],
    [
      'one that is printed over lines',
      JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')] }, null, 2),
    ],
    ['a list', JSON.stringify([feature('a'), feature('b')])],
    ['a feature a line', `${JSON.stringify(feature('a'))}\n${JSON.stringify(feature('b'))}\n`],
  ];
  it.each(shapes)('in %s', async (_, content) => {
    expect(await run(content)).toMatchObject({ read: 2, created: 2, rejected: 0, warnings: 0 });
    expect(await harness.rows(chargingLocationModel)).toMatchObject([
      {
        _id: 'DE*TST*a',
        city: 'Rostock',
        address: 'Lange Straße 1',
        geoQuality: 'EXACT',
        evses: [
          { connectors: [{ standard: 'IEC_62196_T2' }, { standard: 'CHADEMO', powerType: 'DC' }] },
          { connectors: [{ standard: 'IEC_62196_T2_COMBO' }] },
        ],
      },
      { _id: 'DE*TST*b' },
    ]);
  });

  it('that are none are rejected by line, and the others stored', async () => {
    const content = `[\n${JSON.stringify(feature('a'))},\n{"type":"Feature","properties":{nonsense}},\n{"type":"Point"},\n${JSON.stringify(feature('b'))}]`;
    const report = await run(content);
    expect(report).toMatchObject({ read: 4, created: 2, rejected: 2 });
    expect(report.rejections.map(({ line, code }) => [line, code])).toEqual([
      [3, 'NOT_A_FEATURE'],
      [4, 'NOT_A_FEATURE'],
    ]);
  });

  it('outside of their country are kept where they are, and doubted', async () => {
    const report = await run(
      JSON.stringify([feature('swapped', 54.1, 12.1), feature('sign', -12.1, 54.1), feature('mars', 999, 54)]),
    );
    expect(report.warningCounts).toEqual({ SWAPPED: 1, WRONG_SIGN: 1, OUT_OF_RANGE: 1 });
    const rows = await harness.rows(chargingLocationModel);
    expect(rows.map(({ geoQuality, location }) => [geoQuality, location?.coordinates ?? null])).toEqual([
      ['SUSPECT', null],
      ['SUSPECT', [-12.1, 54.1]],
      ['SUSPECT', [54.1, 12.1]],
    ]);
  });
});

it.each([
  ['cut short', JSON.stringify([feature('a'), feature('b')]).slice(0, -30)],
  ['no JSON', 'hello'],
  ['a table', 'a,b\n1,2\n'],
  ['an empty collection', '{"type":"FeatureCollection","features":[]}'],
])('a file that is %s is one error and changes nothing', async (_, content) => {
  await expect(run(content)).rejects.toMatchObject({ code: 'NOT_THE_FORMAT' });
  expect(await harness.rows(chargingLocationModel)).toEqual([]);
});
