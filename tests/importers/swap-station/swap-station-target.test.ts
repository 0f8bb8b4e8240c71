import 'reflect-metadata';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { swapStationModel } from '../../../src/subgraphs/infrastructure/swap-station/swap-station.model.js';
import { at } from '../../support/subgraph-harness.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());

const MAPPING = {
  name: 'test-swap-stations',
  target: 'swap-stations',
  country: 'NO',
  source: { system: 'Operator list (SYNTHETIC)', licence: 'CC0-1.0', date: '2024-01-01' },
  file: { delimiter: ';' },
  recordId: 'nr',
  record: {
    stationId: 'nr',
    name: 'navn',
    operator: { constant: 'Example Power' },
    city: 'sted',
    coordinates: { column: 'punkt', transform: 'lonLat' },
    batteryTypes: { column: 'batterier', transform: { split: ',' } },
    slots: { column: 'plasser', transform: 'integer' },
    status: { column: 'status', transform: { lookup: { table: { 'i drift': 'OPEN', planlagt: 'PLANNED' } } } },
    operationalSince: { column: 'dato', transform: 'date' },
  },
};

const TABLE = [
  'nr;navn;sted;punkt;batterier;plasser;status;dato',
  'lier;Lier;Lier;[10.24, 59.79];75 kWh, 100 kWh;13;i drift;2022-01-20',
  'byttet;Byttet;Lier;[59.79, 10.24];75 kWh;;planlagt;',
  'uten navn;;;;;;;',
].join('\n');

it('tables of swap stations are imported by a mapping, coordinates checked, and asked for in the graph', async () => {
  const report = await harness.importText(TABLE, MAPPING);
  expect(report).toMatchObject({ read: 3, created: 2, rejected: 1, warningCounts: { SWAPPED: 1 } });
  expect(report.rejections.map(({ line, field }) => [line, field])).toEqual([
    [4, 'name'],
    [4, 'stationId'],
  ]);
  const answer = await harness.run(
    '{ swapStations(country: "NO", first: 5, status: [OPEN, PLANNED]) { nodes { stationId operator geoQuality coordinates { latitude } batteryTypes slots status operationalSince } } }',
  );
  expect(at(answer, 'swapStations', 'nodes')).toEqual([
    {
      stationId: 'NO:byttet',
      operator: 'Example Power',
      geoQuality: 'SUSPECT',
      coordinates: { latitude: 10.24 },
      batteryTypes: ['75 kWh'],
      slots: null,
      status: 'PLANNED',
      operationalSince: null,
    },
    {
      stationId: 'NO:lier',
      operator: 'Example Power',
      geoQuality: 'EXACT',
      coordinates: { latitude: 59.79 },
      batteryTypes: ['75 kWh', '100 kWh'],
      slots: 13,
      status: 'OPEN',
      operationalSince: '2022-01-20',
    },
  ]);
  expect(await harness.importText(TABLE, MAPPING)).toMatchObject({ unchanged: 2, rejected: 1 });
  expect(await harness.rows(swapStationModel)).toHaveLength(2);
});
