import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { serviceNetworkModel } from '../../../src/subgraphs/service/network/service-network.model.js';
import { servicePointModel } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { capability, network, point, pointAt } from './service-records.js';

/** One degree of latitude on the sphere that MongoDB uses (radius 6,378.1 km): 2 pi r / 360. */
const DEGREE_KM = 111.318_8;

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
  await service.insert(serviceNetworkModel, [network('DE:alpha'), network('DE:beta'), network('NO:gamma')]);
  await service.insert(servicePointModel, [
    pointAt('DE:1', 52, 13, {
      networkIds: ['DE:alpha', 'DE:beta'],
      capabilities: [capability('HV_LEVEL_3_LIVE_WORK')],
    }),
    pointAt('DE:2', 52.1, 13, {
      networkIds: ['DE:beta'],
      capabilities: [capability('HV_LEVEL_3_LIVE_WORK', '2026-12-31'), capability('TYRES')],
    }),
    pointAt('DE:3', 52.2, 13, { capabilities: [capability('HV_LEVEL_3_LIVE_WORK', '2026-11-24')] }),
    pointAt('DE:4', 52.2, 13, { capabilities: [capability('TYRES')] }),
    pointAt('DE:5', 52.001, 13, { status: 'CLOSED' }),
    point('DE:6'),
    pointAt('NO:1', 59.9, 10.7, { networkIds: ['NO:gamma', 'NO:unknown'] }),
    pointAt('NO:2', 52.05, 13),
  ]);
});

afterAll(() => service.close());

function ids(nodes: unknown): string[] {
  return (nodes as { servicePointId: string }[]).map((node) => node.servicePointId);
}

describe('servicePoint', () => {
  it('is found by its key and by its global id, with everything that is stored', async () => {
    const selection = `id servicePointId country { code } name coordinates { latitude longitude } geoQuality distanceKm
      status timeZone capabilities { code maxVoltage certificate validTo source valid before: valid(asOf: "2026-12-30")
      after: valid(asOf: "2026-12-31") } provenance { synthetic confidence }`;
    const result = await service.run(
      `query ($id: ID!) {
      byKey: servicePoint(id: "DE:2") { ${selection} } byId: servicePoint(id: $id) { ${selection} } }`,
      {
        variables: { id: globalId('ServicePoint', 'DE:2') },
      },
    );
    expect(result.errors).toEqual([]);
    expect(at(result, 'byKey')).toEqual({
      id: globalId('ServicePoint', 'DE:2'),
      servicePointId: 'DE:2',
      country: { code: 'DE' },
      name: 'Workshop DE:2',
      coordinates: { latitude: 52.1, longitude: 13 },
      geoQuality: 'EXACT',
      distanceKm: null,
      status: 'OPEN',
      timeZone: 'Europe/Berlin',
      capabilities: [
        {
          code: 'HV_LEVEL_3_LIVE_WORK',
          maxVoltage: 800,
          certificate: 'DGUV 209-093 3E',
          validTo: '2026-12-31',
          source: 'SYNTHETIC',
          valid: true,
          before: true,
          after: false,
        },
        {
          code: 'TYRES',
          maxVoltage: 800,
          certificate: 'DGUV 209-093 3E',
          validTo: null,
          source: 'SYNTHETIC',
          valid: true,
          before: true,
          after: true,
        },
      ],
      provenance: { synthetic: true, confidence: 'LOW' },
    });
    expect(at(result, 'byId')).toEqual(at(result, 'byKey'));
    expect(result.commands).toEqual(['find service_points']);
  });

  it('is null where there is none', async () => {
    const result = await service.run('{ servicePoint(id: "DE:none") { name } }');
    expect(result).toMatchObject({ data: { servicePoint: null }, errors: [] });
  });

  it('lists its networks in their order, in one read for all workshops; unknown ones are left out', async () => {
    const result = await service.run('{ servicePoints { nodes { servicePointId networks { networkId } } } }');
    const networksOf = Object.fromEntries(
      (at(result, 'servicePoints', 'nodes') as { servicePointId: string; networks: { networkId: string }[] }[]).map(
        (node) => [node.servicePointId, node.networks.map((entry) => entry.networkId)],
      ),
    );
    expect(networksOf).toMatchObject({ 'DE:1': ['DE:alpha', 'DE:beta'], 'DE:4': [], 'NO:1': ['NO:gamma'] });
    expect(result.commands).toEqual(['aggregate service_points', 'find service_networks']);
  });
});

describe('servicePoints', () => {
  it('pages through the list without gap or repetition', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    for (let page = 0; page < 10; page += 1) {
      const result = await service.run(
        `query ($after: String) { servicePoints(country: "DE", first: 2, after: $after, status: [OPEN, CLOSED]) {
          nodes { servicePointId } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`,
        { variables: { after } },
      );
      expect(at(result, 'servicePoints', 'totalCount')).toBe(6);
      expect(at(result, 'servicePoints', 'pageInfo', 'hasPreviousPage')).toBe(page > 0);
      seen.push(...ids(at(result, 'servicePoints', 'nodes')));
      after = at(result, 'servicePoints', 'pageInfo', 'endCursor');
      if (at(result, 'servicePoints', 'pageInfo', 'hasNextPage') !== true) {
        break;
      }
    }
    expect(seen).toEqual(['DE:1', 'DE:2', 'DE:3', 'DE:4', 'DE:5', 'DE:6']);
  });

  it('counts only when asked', async () => {
    const result = await service.run('{ servicePoints(first: 1) { nodes { servicePointId } } }');
    expect(result.commands).toEqual(['aggregate service_points']);
  });

  it('shows closed ones only when asked', async () => {
    const open = await service.run('{ servicePoints(country: "DE") { nodes { servicePointId } } }');
    expect(ids(at(open, 'servicePoints', 'nodes'))).toEqual(['DE:1', 'DE:2', 'DE:3', 'DE:4', 'DE:6']);
    const closed = await service.run('{ servicePoints(status: CLOSED) { nodes { servicePointId } totalCount } }');
    expect(at(closed, 'servicePoints')).toEqual({ nodes: [{ servicePointId: 'DE:5' }], totalCount: 1 });
  });

  it.each([
    ['2026-11-23', ['DE:1', 'DE:2', 'DE:3']],
    ['2026-11-24', ['DE:1', 'DE:2']],
    ['2026-12-30', ['DE:1', 'DE:2']],
    ['2026-12-31', ['DE:1']],
  ])('counts a certificate on %s by its end', async (asOf, expected) => {
    const result = await service.run(
      `query ($asOf: Date) { servicePoints(capabilities: [HV_LEVEL_3_LIVE_WORK], asOf: $asOf) {
        nodes { servicePointId } totalCount } }`,
      { variables: { asOf } },
    );
    expect(ids(at(result, 'servicePoints', 'nodes'))).toEqual(expected);
    expect(at(result, 'servicePoints', 'totalCount')).toBe(expected.length);
  });

  it('takes today where no day is given', async () => {
    const source = '{ servicePoints(capabilities: HV_LEVEL_3_LIVE_WORK) { totalCount } }';
    expect(at(await service.run(source), 'servicePoints', 'totalCount')).toBe(2);
    expect(at(await service.run(source, { today: '2026-11-23' }), 'servicePoints', 'totalCount')).toBe(3);
  });

  it('demands all capabilities, each with its own certificate', async () => {
    const both = '{ servicePoints(capabilities: [HV_LEVEL_3_LIVE_WORK, TYRES]) { nodes { servicePointId } } }';
    expect(ids(at(await service.run(both), 'servicePoints', 'nodes'))).toEqual(['DE:2']);
    expect(ids(at(await service.run(both, { today: '2027-01-01' }), 'servicePoints', 'nodes'))).toEqual([]);
  });

  it('lists those of any of the networks, as the facet counts them', async () => {
    const of = (networks: string) =>
      service.run(`{ servicePoints(networkIds: ${networks}) { nodes { servicePointId } totalCount } all: servicePoints {
        facets { networks { value count } } } }`);
    const beta = await of('["DE:beta"]');
    expect(ids(at(beta, 'servicePoints', 'nodes'))).toEqual(['DE:1', 'DE:2']);
    expect(at(beta, 'all', 'facets', 'networks', 0)).toEqual({ value: 'DE:beta', count: 2 });
    expect(ids(at(await of('["DE:alpha", "NO:gamma"]'), 'servicePoints', 'nodes'))).toEqual(['DE:1', 'NO:1']);
    expect(at(await of('[]'), 'servicePoints', 'totalCount')).toBe(0);
  });

  it('searches around a place, nearest first, equal distances in the order of the keys', async () => {
    const seen: string[] = [];
    const distances: number[] = [];
    let after: unknown = null;
    do {
      const result = await service.run(
        `query ($after: String) { servicePoints(near: { latitude: 52, longitude: 13 }, withinKm: 30, first: 1, after: $after) {
          nodes { servicePointId distanceKm } totalCount pageInfo { endCursor hasNextPage } } }`,
        { variables: { after } },
      );
      expect(result.errors).toEqual([]);
      expect(at(result, 'servicePoints', 'totalCount')).toBe(5);
      seen.push(...ids(at(result, 'servicePoints', 'nodes')));
      distances.push(Number(at(result, 'servicePoints', 'nodes', 0, 'distanceKm')));
      const more = at(result, 'servicePoints', 'pageInfo', 'hasNextPage') === true;
      after = more ? at(result, 'servicePoints', 'pageInfo', 'endCursor') : null;
    } while (after !== null);
    expect(seen).toEqual(['DE:1', 'NO:2', 'DE:2', 'DE:3', 'DE:4']);
    [0, 0.05, 0.1, 0.2, 0.2].forEach((degrees, index) => {
      expect(distances[index]).toBeCloseTo(degrees * DEGREE_KM, 3);
    });
  });

  it('searches within the radius and the country given', async () => {
    const near = 'near: { latitude: 52, longitude: 13 }';
    const result = await service.run(`{
      close: servicePoints(${near}, withinKm: 10, country: "DE") { nodes { servicePointId } totalCount }
      default: servicePoints(${near}, status: CLOSED) { nodes { servicePointId } }
      certified: servicePoints(${near}, capabilities: TYRES) { nodes { servicePointId } } }`);
    expect(at(result, 'close')).toEqual({ nodes: [{ servicePointId: 'DE:1' }], totalCount: 1 });
    expect(ids(at(result, 'default', 'nodes'))).toEqual(['DE:5']);
    expect(ids(at(result, 'certified', 'nodes'))).toEqual(['DE:2', 'DE:4']);
  });

  it.each([
    ['first: 100000', 'first'],
    ['first: -1', 'first'],
    ['after: "not a cursor"', 'after'],
    ['near: { latitude: 91, longitude: 0 }', 'near.latitude'],
    ['near: { latitude: 0, longitude: 0 }, withinKm: 500.1', 'withinKm'],
    ['near: { latitude: 0, longitude: 0 }, withinKm: 0', 'withinKm'],
    ['near: { latitude: 0, longitude: 0 }, after: "WyJhIiwiYiJd"', 'after'],
    ['withinKm: 5', 'withinKm'],
    ['capabilities: [TYRES, TYRES]', 'capabilities'],
    ['status: []', 'status'],
    ['networkIds: ["DE:a", "DE:a"]', 'networkIds'],
  ])('refuses %s', async (list, field) => {
    const result = await service.run(`{ servicePoints(${list}) { nodes { name } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(result.commands).toEqual([]);
  });
});

describe('Country.servicePoints', () => {
  const countries = ['DE', 'NO', 'FR'].map((code) => ({ __typename: 'Country', code }));

  it('costs one command whatever the number of countries, and one more for the counts', async () => {
    const result = await service.entities(
      countries,
      '... on Country { code servicePoints(first: 2) { nodes { servicePointId } totalCount pageInfo { hasNextPage } } }',
    );
    expect(at(result, '_entities')).toEqual([
      {
        code: 'DE',
        servicePoints: {
          nodes: [{ servicePointId: 'DE:1' }, { servicePointId: 'DE:2' }],
          totalCount: 5,
          pageInfo: { hasNextPage: true },
        },
      },
      {
        code: 'NO',
        servicePoints: {
          nodes: [{ servicePointId: 'NO:1' }, { servicePointId: 'NO:2' }],
          totalCount: 2,
          pageInfo: { hasNextPage: false },
        },
      },
      { code: 'FR', servicePoints: { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } } },
    ]);
    expect(result.commands).toEqual(['aggregate service_points', 'aggregate service_points']);
  });

  it('searches around a place in each country with one command', async () => {
    const result = await service.entities(
      countries,
      '... on Country { servicePoints(near: { latitude: 52, longitude: 13 }, first: 2) { nodes { servicePointId } pageInfo { hasNextPage } } }',
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toEqual([
      {
        servicePoints: {
          nodes: [{ servicePointId: 'DE:1' }, { servicePointId: 'DE:2' }],
          pageInfo: { hasNextPage: true },
        },
      },
      { servicePoints: { nodes: [{ servicePointId: 'NO:2' }], pageInfo: { hasNextPage: false } } },
      { servicePoints: { nodes: [], pageInfo: { hasNextPage: false } } },
    ]);
    expect(result.commands).toEqual(['aggregate service_points']);
  });

  it('lists the networks of each country with one command', async () => {
    const result = await service.entities(
      countries,
      '... on Country { serviceNetworks(first: 1) { nodes { networkId country { code } kind } totalCount } }',
    );
    expect(at(result, '_entities')).toEqual([
      {
        serviceNetworks: {
          nodes: [{ networkId: 'DE:alpha', country: { code: 'DE' }, kind: 'INDEPENDENT' }],
          totalCount: 2,
        },
      },
      {
        serviceNetworks: {
          nodes: [{ networkId: 'NO:gamma', country: { code: 'NO' }, kind: 'INDEPENDENT' }],
          totalCount: 1,
        },
      },
      { serviceNetworks: { nodes: [], totalCount: 0 } },
    ]);
    expect(result.commands).toEqual(['aggregate service_networks', 'aggregate service_networks']);
  });
});

describe('service networks', () => {
  it('are found by key, and listed by country and kind', async () => {
    const result = await service.run(
      `query ($id: ID!) { serviceNetwork(id: $id) { networkId callCentreSeats contractFrom regions { name } }
        none: serviceNetwork(id: "DE:none") { name }
        all: serviceNetworks(first: 2) { nodes { networkId } totalCount pageInfo { hasNextPage } }
        german: serviceNetworks(country: "DE", kinds: [INDEPENDENT]) { nodes { networkId } totalCount }
        mobile: serviceNetworks(kinds: [MOBILE]) { totalCount } }`,
      { variables: { id: globalId('ServiceNetwork', 'DE:alpha') } },
    );
    expect(result.data).toEqual({
      serviceNetwork: { networkId: 'DE:alpha', callCentreSeats: null, contractFrom: null, regions: [] },
      none: null,
      all: {
        nodes: [{ networkId: 'DE:alpha' }, { networkId: 'DE:beta' }],
        totalCount: 3,
        pageInfo: { hasNextPage: true },
      },
      german: { nodes: [{ networkId: 'DE:alpha' }, { networkId: 'DE:beta' }], totalCount: 2 },
      mobile: { totalCount: 0 },
    });
    expect(firstError(await service.run('{ serviceNetworks(kinds: [OEM, OEM]) { totalCount } }'))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'kinds',
    });
  });
});

describe('references', () => {
  it('are resolved by either key, in their order, unknown ones as null, with one command a type', async () => {
    const result = await service.entities(
      [
        { __typename: 'ServicePoint', servicePointId: 'NO:1' },
        { __typename: 'ServiceNetwork', networkId: 'DE:beta' },
        { __typename: 'ServicePoint', servicePointId: 'DE:none' },
        { __typename: 'ServicePoint', id: globalId('ServicePoint', 'DE:5') },
        { __typename: 'ServiceNetwork', id: globalId('ServiceNetwork', 'DE:alpha') },
        { __typename: 'ServicePoint', id: globalId('ServiceNetwork', 'DE:alpha') },
      ],
      '... on ServicePoint { servicePointId status } ... on ServiceNetwork { networkId }',
    );
    expect(at(result, '_entities')).toEqual([
      { servicePointId: 'NO:1', status: 'OPEN' },
      { networkId: 'DE:beta' },
      null,
      { servicePointId: 'DE:5', status: 'CLOSED' },
      { networkId: 'DE:alpha' },
      null,
    ]);
    expect([...result.commands].sort()).toEqual(['find service_networks', 'find service_points']);
  });

  it('to a country without code are null', async () => {
    const result = await service.entities([{ __typename: 'Country' }], '... on Country { code }');
    expect(at(result, '_entities')).toEqual([null]);
  });
});
