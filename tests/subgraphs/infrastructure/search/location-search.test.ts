import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphReader } from '../../../../src/kernel/graph/graph-reader.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import {
  at,
  firstError,
  type OperationResult,
  type SubgraphHarness,
  startSubgraphHarness,
} from '../../../support/subgraph-harness.js';
import { connector, evse, siteAt } from '../location-records.js';

let infrastructure: SubgraphHarness;

const TYPE_2 = connector({ standard: 'IEC_62196_T2', format: 'SOCKET', powerType: 'AC_3_PHASE', maxVoltage: 230 });
const CCS_400 = connector({ maxVoltage: 500 });
const CCS_800 = connector({ maxVoltage: 920 });
const CHADEMO = connector({ standard: 'CHADEMO', maxVoltage: 500 });

/** On the equator from west to east, half a degree apart, and on an island beyond the antimeridian. */
const SITES = [
  siteAt('DE', 'a', 0, 0.5, {
    operator: 'Alpha',
    facilities: ['HOTEL', 'WIFI'],
    access: 'PUBLIC',
    paymentMethods: ['CASH'],
    openingHours: '24/7',
    evses: [evse('1', { connectors: [CCS_800, TYPE_2] }), evse('2', { connectors: [CCS_800], status: 'CHARGING' })],
  }),
  siteAt('DE', 'b', 0.01, 1, {
    operator: 'Beta',
    facilities: ['HOTEL', 'SAUNA', 'STEAM_BATH'],
    access: 'guests only',
    membershipRequired: true,
    openingHours: 'Mo-Fr 08:00-18:00',
    timeZone: 'Europe/Berlin',
    evses: [evse('1', { connectors: [CCS_400], capabilities: ['CREDIT_CARD_PAYABLE'] })],
  }),
  siteAt('FR', 'c', -0.01, 1.5, {
    operator: 'Beta',
    membershipRequired: false,
    openingTimes: {
      twentyfourseven: true,
      regularHours: [],
      exceptionalOpenings: [],
      exceptionalClosings: [
        { periodBegin: new Date('2026-11-25T00:00:00Z'), periodEnd: new Date('2026-11-26T00:00:00Z') },
      ],
    },
    evses: [evse('1', { connectors: [CHADEMO, TYPE_2] })],
  }),
  siteAt('FR', 'd', 0.5, 2, { evses: [evse('1', { connectors: [connector({ maxVoltage: null })] })] }),
  siteAt('FJ', 'e', -17, 179.9),
  siteAt('FJ', 'f', -17, -179.9),
  siteAt('DE', 'hidden', 0, 1.2, { publish: false, operator: 'Alpha', openingHours: '24/7' }),
];

beforeAll(async () => {
  infrastructure = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS, ['FR']);
  await infrastructure.insert(chargingLocationModel, SITES);
});
afterAll(() => infrastructure.close());

function search(argumentsText: string, options: Parameters<SubgraphHarness['run']>[1] = {}): Promise<OperationResult> {
  return infrastructure.run(
    `{ chargingLocations(${argumentsText}) { totalCount nodes { locationId distanceKm alongKm } pageInfo { hasNextPage endCursor }
       facets { connectorStandards { value count } powerTypes { value count } evseStatuses { value count }
         operators { value count } facilities { value count } access { value count } paymentMethods { value count }
         countries { value count } } } }`,
    options,
  );
}

async function found(argumentsText: string, options: Parameters<SubgraphHarness['run']>[1] = {}): Promise<string> {
  const result = await search(argumentsText, options);
  expect(result.errors).toEqual([]);
  const nodes = at(result, 'chargingLocations', 'nodes') as { locationId: string }[];
  const ids = nodes.map(({ locationId }) => locationId).join('');
  expect(at(result, 'chargingLocations', 'totalCount')).toBe(ids.length);
  const countries = at(result, 'chargingLocations', 'facets', 'countries') as { count: number }[];
  expect(countries.reduce((sum, { count }) => sum + count, 0)).toBe(ids.length);
  return ids;
}

function ring(...positions: [number, number][]): string {
  return `[${positions.map((position) => `[${position}]`)}]`;
}

const WHOLE = ring([0, -1], [3, -1], [3, 1], [0, 1], [0, -1]);

describe('polygon', () => {
  it('takes what is inside and not in a hole', async () => {
    expect(await found(`polygon: { coordinates: [${WHOLE}] }`)).toBe('abcd');
    const hole = ring([0.9, -0.1], [1.6, -0.1], [1.6, 0.1], [0.9, 0.1], [0.9, -0.1]);
    expect(await found(`polygon: { coordinates: [${WHOLE}, ${hole}] }`)).toBe('ad');
  });

  it('may cross the antimeridian', async () => {
    const fiji = ring([179, -18], [-179, -18], [-179, -16], [179, -16], [179, -18]);
    expect(await found(`polygon: { coordinates: [${fiji}] }`)).toBe('ef');
  });

  it.each([
    ['three positions', `[${ring([0, 0], [1, 0], [0, 0])}]`, 'polygon.coordinates.0'],
    ['no end', `[${ring([0, 0], [1, 0], [1, 1], [0, 1])}]`, 'polygon.coordinates.0'],
    ['an eight', `[${ring([0, 0], [1, 1], [1, 0], [0, 1], [0, 0])}]`, 'polygon.coordinates.0'],
    ['a spike', `[${ring([0, 0], [2, 0], [1, 0], [1, 1], [0, 0])}]`, 'polygon.coordinates.0'],
    ['latitude first', `[${ring([0, 100], [1, 100], [1, 101], [0, 100])}]`, 'polygon.coordinates.0.0'],
    ['a height', '[[[0, 0, 5], [1, 0], [1, 1], [0, 0]]]', 'polygon.coordinates.0.0'],
    ['half of the earth', `[${ring([-90, 0], [0, 0], [91, 0], [0, 80], [-90, 0])}]`, 'polygon.coordinates.0'],
    ['a hole outside', `[${WHOLE}, ${ring([5, 0], [6, 0], [6, 1], [5, 0])}]`, 'polygon.coordinates.1'],
    [
      'a hole in a hole',
      `[${WHOLE}, ${ring([1, -0.5], [2, -0.5], [2, 0.5], [1, -0.5])}, ${ring([1.7, -0.3], [1.8, -0.3], [1.8, -0.2], [1.7, -0.3])}]`,
      'polygon.coordinates.2',
    ],
  ])('with %s is refused with its place', async (_, coordinates, field) => {
    const result = await search(`polygon: { coordinates: ${coordinates} }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('has at most 1,000 positions', async () => {
    const circle = Array.from({ length: 1001 }, (_, index): [number, number] => {
      const angle = (index / 1000) * 2 * Math.PI;
      return index === 1000 ? [1, 0] : [Math.cos(angle), Math.sin(angle)];
    });
    expect(firstError(await search(`polygon: { coordinates: [${ring(...circle)}] }`))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'polygon.coordinates',
    });
  });
});

describe('along', () => {
  const EASTWARDS = 'path: [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 3 }]';
  const WESTWARDS = 'path: [{ latitude: 0, longitude: 3 }, { latitude: 0, longitude: 0 }]';

  it('lists the corridor in the order of the journey, with position and distance', async () => {
    expect(await found(`along: { ${EASTWARDS}, corridorKm: 5 }`)).toBe('abc');
    expect(await found(`along: { ${WESTWARDS}, corridorKm: 5 }`)).toBe('cba');
    expect(await found(`along: { ${EASTWARDS} }`)).toBe('abc');
    expect(await found(`along: { ${EASTWARDS}, corridorKm: 1 }`)).toBe('a');
    const result = await search(`along: { ${EASTWARDS}, corridorKm: 5 }`);
    const second = at(result, 'chargingLocations', 'nodes', 1) as Record<string, number>;
    expect(second.alongKm).toBeCloseTo(111.32, 1);
    expect(second.distanceKm).toBeCloseTo(1.113, 2);
  });

  it('is paged over clusters, and filtered', async () => {
    const first = await search(`along: { ${EASTWARDS}, corridorKm: 50 }, first: 2`);
    expect(at(first, 'chargingLocations', 'pageInfo', 'hasNextPage')).toBe(true);
    expect(at(first, 'chargingLocations', 'totalCount')).toBe(3);
    const after = at(first, 'chargingLocations', 'pageInfo', 'endCursor');
    const second = await search(`along: { ${EASTWARDS}, corridorKm: 50 }, first: 2, after: "${after}"`);
    expect((at(second, 'chargingLocations', 'nodes') as object[]).length).toBe(1);
    expect(at(second, 'chargingLocations', 'nodes', 0, 'locationId')).toBe('c');
    expect(await found(`along: { ${EASTWARDS}, corridorKm: 5 }, filter: { operators: ["Beta"] }`)).toBe('bc');
    expect(await found(`country: "DE", along: { ${EASTWARDS}, corridorKm: 5 }`)).toBe('ab');
  });

  it('is refused where it leads nowhere or too far, or beside another order', async () => {
    const still = 'path: [{ latitude: 1, longitude: 1 }, { latitude: 1, longitude: 1 }]';
    expect(firstError(await search(`along: { ${still} }`))).toEqual({ code: 'BAD_USER_INPUT', field: 'along.path' });
    const far = 'path: [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 60 }]';
    expect(firstError(await search(`along: { ${far} }`))).toEqual({ code: 'BAD_USER_INPUT', field: 'along.path' });
    const both = `along: { ${EASTWARDS} }, near: { latitude: 0, longitude: 0 }`;
    expect(firstError(await search(both))).toEqual({ code: 'BAD_USER_INPUT', field: 'along' });
  });
});

describe('filter', () => {
  it.each([
    ['excludedOperators: ["Alpha"]', 'efbcd'],
    ['access: [PUBLIC]', 'a'],
    ['access: [OTHER]', 'b'],
    ['paymentMethods: [CASH]', 'a'],
    ['paymentMethods: [CREDIT_CARD]', 'b'],
    ['paymentMethods: [CASH, CREDIT_CARD]', 'ab'],
    ['membershipRequired: false', 'c'],
    // A Thursday at noon in Berlin, and the day on which one site is closed.
    ['openAt: "2026-11-26T11:00:00Z"', 'abc'],
    ['openAt: "2026-11-25T11:00:00Z"', 'ab'],
    ['openAt: "2026-11-25T19:00:00Z"', 'a'],
    ['openAt: "2026-11-25T19:00:00Z", unknownHours: true', 'aefd'],
    ['openAt: "2026-11-25T19:00:00Z", operators: ["Beta"]', ''],
  ])('%s: %s', async (filter, expected) => {
    const ids = await found(`filter: { ${filter} }`);
    expect([...ids].sort()).toEqual([...expected].sort());
  });
});

describe('a car', () => {
  const CARS: Record<string, unknown> = {
    ccs400: { ports: ['IEC_62196_T2_COMBO'], architectureVoltage: 400 },
    ccs800: { ports: ['IEC_62196_T2_COMBO'], architectureVoltage: 800 },
    leaf: { ports: ['CHADEMO', 'IEC_62196_T1'], architectureVoltage: 400 },
    unknown: { ports: [], architectureVoltage: null },
  };
  const graph: GraphReader = {
    read: async (_operation, { variantId }) => ({
      data: { vehicleVariant: CARS[String(variantId)] ?? null } as never,
      errors: [],
    }),
  };

  it.each([
    ['ccs400', 'abcd'],
    // 500 V is not enough; type 2 is; unknown voltage is usable.
    ['ccs800', 'acd'],
    // CHAdeMO, and its own cable in a type 2 socket.
    ['leaf', 'ac'],
    ['unknown', ''],
  ])('%s can charge at %s', async (car, expected) => {
    const ids = await found(`filter: { variantId: "${car}" }`, { graph });
    expect([...ids].sort()).toEqual([...expected].sort());
    const representation = { __typename: 'VehicleVariant', variantId: car, ...(CARS[car] as object) };
    const byEntity = await infrastructure.entities(
      [representation],
      '... on VehicleVariant { usableChargingLocations { nodes { locationId } totalCount } }',
    );
    const usable = at(byEntity, '_entities', 0, 'usableChargingLocations', 'nodes') as { locationId: string }[];
    expect(usable.map(({ locationId }) => locationId).sort()).toEqual([...expected].sort());
  });

  it('that does not exist is refused, and so is the question where no graph is within reach', async () => {
    expect(firstError(await search('filter: { variantId: "none" }', { graph }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'filter.variantId',
    });
    expect(firstError(await search('filter: { variantId: "ccs400" }')).code).toBe('SUBGRAPH_UNAVAILABLE');
  });

  it('with the ports of another costs no further command', async () => {
    const cars = ['one', 'two', 'three'].map((variantId) => ({
      __typename: 'VehicleVariant',
      variantId,
      ...(CARS.ccs800 as object),
    }));
    const result = await infrastructure.entities(
      cars,
      '... on VehicleVariant { usableChargingLocations(country: "DE") { nodes { locationId } } }',
    );
    expect(result.commands).toEqual(['aggregate charging_locations']);
  });
});

describe('facets', () => {
  it('count sites once a value, words that OCPI does not know as OTHER, over the whole list', async () => {
    const result = await search('first: 1');
    expect(at(result, 'chargingLocations', 'facets')).toEqual({
      connectorStandards: [
        { value: 'IEC_62196_T2_COMBO', count: 3 },
        { value: 'IEC_62196_T2', count: 2 },
        { value: 'CHADEMO', count: 1 },
      ],
      powerTypes: [
        { value: 'DC', count: 4 },
        { value: 'AC_3_PHASE', count: 2 },
      ],
      evseStatuses: [
        { value: 'AVAILABLE', count: 4 },
        { value: 'CHARGING', count: 1 },
      ],
      operators: [
        { value: 'Beta', count: 2 },
        { value: 'Alpha', count: 1 },
      ],
      facilities: [
        { value: 'HOTEL', count: 2 },
        { value: 'OTHER', count: 1 },
        { value: 'WIFI', count: 1 },
      ],
      access: [
        { value: 'OTHER', count: 1 },
        { value: 'PUBLIC', count: 1 },
      ],
      paymentMethods: [{ value: 'CASH', count: 1 }],
      countries: [
        { value: 'DE', count: 2 },
        { value: 'FJ', count: 2 },
        { value: 'FR', count: 2 },
      ],
    });
  });

  it('list, length and facets are one command each, with opening hours one more, along a route one more', async () => {
    const { commands } = await search('country: "DE", filter: { operators: ["Alpha"] }');
    expect(commands).toHaveLength(3);
    expect((await search('country: "DE", filter: { openAt: "2026-11-25T11:00:00Z" }')).commands).toHaveLength(4);
    const path = '[{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 3 }]';
    expect((await search(`country: "DE", along: { path: ${path} }`)).commands).toHaveLength(3);
    const only = await infrastructure.run(
      '{ chargingLocations(country: "DE") { facets { operators { value count } } } }',
    );
    expect(only.commands).toHaveLength(1);
  });
});

describe('lists of many countries', () => {
  it.each([
    ['polygon', `polygon: { coordinates: [${WHOLE}] }`, 'ab', 'cd', 3],
    ['near', 'near: { latitude: 0, longitude: 1.2 }, withinKm: 110', 'ba', 'cd', 3],
    [
      'along',
      'along: { path: [{ latitude: 0.1, longitude: 3 }, { latitude: 0.1, longitude: 0 }] corridorKm: 50 }',
      'ba',
      'dc',
      3,
    ],
  ])('by %s ask each cluster as often as for one country', async (_, argumentsText, german, french, commands) => {
    const result = await infrastructure.entities(
      ['DE', 'FR', 'FJ'].map((code) => ({ __typename: 'Country', code })),
      `... on Country { chargingLocations(${argumentsText}) { totalCount nodes { locationId } facets { countries { value count } } } }`,
    );
    expect(result.errors).toEqual([]);
    const ids = [0, 1, 2].map((index) =>
      (at(result, '_entities', index, 'chargingLocations', 'nodes') as { locationId: string }[])
        .map(({ locationId }) => locationId)
        .join(''),
    );
    expect(ids).toEqual([german, french, '']);
    expect(at(result, '_entities', 1, 'chargingLocations', 'facets', 'countries')).toEqual([{ value: 'FR', count: 2 }]);
    expect(at(result, '_entities', 2, 'chargingLocations', 'totalCount')).toBe(0);
    expect(result.commands.length).toBeLessThanOrEqual(commands * 2);
  });
});
