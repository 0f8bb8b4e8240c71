import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import {
  type SwapStationRecord,
  swapStationModel,
} from '../../../src/subgraphs/infrastructure/swap-station/swap-station.model.js';
import {
  at,
  firstError,
  type SubgraphHarness,
  startSubgraphHarness,
  TEST_PROVENANCE,
} from '../../support/subgraph-harness.js';

let harness: SubgraphHarness;

function station(
  key: string,
  place: [longitude: number, latitude: number] | null,
  fields: Partial<SwapStationRecord> = {},
): SwapStationRecord {
  return {
    _id: key,
    stationId: key,
    country: key.slice(0, 2),
    name: `Station ${key}`,
    operator: null,
    address: null,
    city: null,
    location: place && { type: 'Point', coordinates: place },
    geoQuality: place ? 'EXACT' : 'MISSING',
    batteryTypes: ['A'],
    slots: 13,
    swapsPerDay: 312,
    status: 'OPEN',
    operationalSince: null,
    provenance: TEST_PROVENANCE,
    ...fields,
  };
}

beforeAll(async () => {
  harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
  await harness.insert(swapStationModel, [
    station('NO:1', [10.75, 59.91]),
    station('NO:2', [10.2, 59.74], { batteryTypes: ['B'] }),
    station('NO:3', [10.76, 59.92], { status: 'PLANNED' }),
    station('DE:1', null, { slots: null }),
  ]);
});

afterAll(() => harness.close());

describe('swap stations', () => {
  it('are found by key and by global id, with nulls for what is not known', async () => {
    const result = await harness.run(`{
      key: swapStation(id: "DE:1") { id stationId country { code } coordinates { latitude } slots batteryTypes status }
      global: swapStation(id: "${globalId('SwapStation', 'NO:1')}") { name coordinates { latitude longitude } }
      none: swapStation(id: "XX:9") { name } }`);
    expect(result.errors).toEqual([]);
    expect(result.data).toEqual({
      key: {
        id: globalId('SwapStation', 'DE:1'),
        stationId: 'DE:1',
        country: { code: 'DE' },
        coordinates: null,
        slots: null,
        batteryTypes: ['A'],
        status: 'OPEN',
      },
      global: { name: 'Station NO:1', coordinates: { latitude: 59.91, longitude: 10.75 } },
      none: null,
    });
  });

  it('are listed nearest first, open ones unless asked otherwise', async () => {
    const result = await harness.run(`{ swapStations(near: {latitude: 59.91, longitude: 10.75}, withinKm: 100) {
      totalCount nodes { stationId distanceKm } } }`);
    expect(at(result, 'swapStations')).toMatchObject({
      totalCount: 2,
      nodes: [{ stationId: 'NO:1', distanceKm: 0 }, { stationId: 'NO:2' }],
    });
    const planned = await harness.run('{ swapStations(country: "NO", status: [PLANNED]) { nodes { stationId } } }');
    expect(at(planned, 'swapStations')).toEqual({ nodes: [{ stationId: 'NO:3' }] });
  });

  it('of many countries are one command, by battery', async () => {
    const result = await harness.entities(
      [
        { __typename: 'Country', code: 'DE' },
        { __typename: 'Country', code: 'NO' },
      ],
      '... on Country { code swapStations(batteryType: "A") { nodes { stationId } } }',
    );
    expect(at(result, '_entities')).toEqual([
      { code: 'DE', swapStations: { nodes: [{ stationId: 'DE:1' }] } },
      { code: 'NO', swapStations: { nodes: [{ stationId: 'NO:1' }] } },
    ]);
    expect(result.commands).toEqual(['aggregate swap_stations']);
  });

  it('within a radius need a place', async () => {
    const result = await harness.run('{ swapStations(withinKm: 5) { nodes { stationId } } }');
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'withinKm' });
  });
});
