import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { mobileServiceUnitModel } from '../../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import { serviceNetworkModel } from '../../../src/subgraphs/service/network/service-network.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { capability, mobileUnit, network } from './service-records.js';

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS, ['NO']);
  await service.insert(serviceNetworkModel, [network('DE:mobile', { kind: 'MOBILE' })]);
  await service.insert(mobileServiceUnitModel, [
    // A degree of latitude is 111.3 km.
    mobileUnit('DE:far', { location: { type: 'Point', coordinates: [13, 53] }, radiusKm: 120 }),
    mobileUnit('DE:lazy', { location: { type: 'Point', coordinates: [13, 52.1] }, radiusKm: 11 }),
    mobileUnit('DE:near', {
      openingHours: 'Mo-Fr 08:00-18:00',
      capabilities: [capability('DC_DIAGNOSIS', '2026-11-25'), capability('TYRES')],
    }),
    mobileUnit('DE:off', { status: 'SUSPENDED' }),
    mobileUnit('NO:north', {
      location: { type: 'Point', coordinates: [13, 54] },
      radiusKm: 230,
      timeZone: 'Europe/Oslo',
    }),
  ]);
});

afterAll(() => service.close());

const idsOf = (nodes: unknown) => (nodes as { unitId: string }[]).map(({ unitId }) => unitId);
const NEAR = 'near: { latitude: 52, longitude: 13 }';

describe('mobileServiceUnits', () => {
  it('near a place are those that drive so far, the nearest base first, over all clusters', async () => {
    const result = await service.run(
      `{ mobileServiceUnits(${NEAR}) { nodes { unitId distanceKm radiusKm } totalCount } }`,
    );
    expect(result.errors).toEqual([]);
    expect(idsOf(at(result, 'mobileServiceUnits', 'nodes'))).toEqual(['DE:near', 'DE:far', 'NO:north']);
    expect(at(result, 'mobileServiceUnits', 'totalCount')).toBe(3);
    expect(at(result, 'mobileServiceUnits', 'nodes', 1, 'distanceKm')).toBeCloseTo(111.319, 2);
    // List and length on two clusters.
    expect(result.commands).toHaveLength(4);
  });

  it('are paged without gap or repetition', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    do {
      const result = await service.run(
        `query ($after: String) { mobileServiceUnits(${NEAR}, first: 1, after: $after) {
          nodes { unitId } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      seen.push(...idsOf(at(result, 'mobileServiceUnits', 'nodes')));
      const more = at(result, 'mobileServiceUnits', 'pageInfo', 'hasNextPage') === true;
      after = more ? at(result, 'mobileServiceUnits', 'pageInfo', 'endCursor') : null;
    } while (after !== null);
    expect(seen).toEqual(['DE:near', 'DE:far', 'NO:north']);
  });

  it('have the capabilities on the day and are at work at the instant', async () => {
    const list = (conditions: string) =>
      service
        .run(`{ mobileServiceUnits(${conditions}) { nodes { unitId isOpen(at: "2026-11-24T09:00:00Z") } } }`)
        .then((result) => idsOf(at(result, 'mobileServiceUnits', 'nodes')));
    expect(await list('capabilities: [DC_DIAGNOSIS, TYRES], asOf: "2026-11-24"')).toEqual(['DE:near']);
    expect(await list('capabilities: [DC_DIAGNOSIS], asOf: "2026-11-25"')).toEqual([]);
    expect(await list(`${NEAR}, openAt: "2026-11-24T09:00:00Z", capabilities: DC_DIAGNOSIS`)).toEqual(['DE:near']);
    expect(await list('openAt: "2026-11-24T19:00:00Z"')).toEqual([]);
    expect(await list('country: "DE", status: [OPEN, SUSPENDED]')).toEqual(['DE:far', 'DE:lazy', 'DE:near', 'DE:off']);
  });

  it('are found by key, with their network', async () => {
    const result = await service.run(
      `query ($id: ID!) { mobileServiceUnit(id: $id) { unitId basePosition { latitude longitude } network { networkId kind }
        isOpen(at: "2026-11-24T20:00:00Z") capabilities { code validTo } } none: mobileServiceUnit(id: "DE:none") { name } }`,
      { variables: { id: globalId('MobileServiceUnit', 'DE:near') } },
    );
    expect(result.data).toEqual({
      mobileServiceUnit: {
        unitId: 'DE:near',
        basePosition: { latitude: 52, longitude: 13 },
        network: { networkId: 'DE:mobile', kind: 'MOBILE' },
        isOpen: false,
        capabilities: [
          { code: 'DC_DIAGNOSIS', validTo: '2026-11-25' },
          { code: 'TYRES', validTo: null },
        ],
      },
      none: null,
    });
    expect(result.commands).toEqual(['find mobile_service_units', 'find service_networks']);
  });

  it.each([
    ['first: 201', 'first'],
    ['near: { latitude: 99, longitude: 0 }', 'near.latitude'],
    ['capabilities: [TYRES, TYRES]', 'capabilities'],
  ])('refuse %s', async (list, field) => {
    const result = await service.run(`{ mobileServiceUnits(${list}) { nodes { name } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

describe('Country.mobileServiceUnits', () => {
  const countries = ['DE', 'NO', 'FR'].map((code) => ({ __typename: 'Country', code }));

  it('costs a command a cluster for all countries, and one more for the counts', async () => {
    const result = await service.entities(
      countries,
      `... on Country { mobileServiceUnits(${NEAR}, first: 1) { nodes { unitId } totalCount } }`,
    );
    expect(at(result, '_entities')).toEqual([
      { mobileServiceUnits: { nodes: [{ unitId: 'DE:near' }], totalCount: 2 } },
      { mobileServiceUnits: { nodes: [{ unitId: 'NO:north' }], totalCount: 1 } },
      { mobileServiceUnits: { nodes: [], totalCount: 0 } },
    ]);
    expect(result.commands).toEqual(Array(4).fill('aggregate mobile_service_units'));
  });

  it('lists all without a place', async () => {
    const result = await service.entities(
      countries,
      '... on Country { mobileServiceUnits { nodes { unitId } totalCount } }',
    );
    expect(at(result, '_entities', 0)).toEqual({
      mobileServiceUnits: {
        nodes: [{ unitId: 'DE:far' }, { unitId: 'DE:lazy' }, { unitId: 'DE:near' }],
        totalCount: 3,
      },
    });
  });
});
