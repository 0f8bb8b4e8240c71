import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { connector, evse, site, siteAt } from './location-records.js';

/** One degree of latitude on the sphere that MongoDB uses (radius 6,378.1 km): 2 pi r / 360. */
const DEGREE_KM = 111.318_8;

let infrastructure: SubgraphHarness;

beforeAll(async () => {
  infrastructure = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
  await infrastructure.insert(chargingLocationModel, [
    siteAt('DE', '1', 52, 13, {
      operator: 'Alpha',
      facilities: ['WIFI', 'CAFE', 'sauna'],
      parkingType: 'PARKING_LOT',
      openingHours: '24/7',
      operationalSince: '2020-02-29',
      evses: [
        evse('a', {
          evseId: 'DE*ABC*E1',
          capabilities: ['RFID_READER', 'telepathy'],
          physicalReference: '7',
          connectors: [
            connector({ id: '1', maxElectricPower: 50_000 }),
            connector({ id: '2', standard: 'CHADEMO', maxElectricPower: 50_000 }),
            connector({
              id: '3',
              standard: 'IEC_62196_T2',
              powerType: 'AC_3_PHASE',
              maxVoltage: 230,
              maxAmperage: 32,
              maxElectricPower: 22_080,
              powerDerived: true,
            }),
          ],
        }),
        evse('b', { status: 'CHARGING', connectors: [connector({ maxElectricPower: 300_000 })] }),
      ],
    }),
    siteAt('DE', '2', 52.1, 13, {
      operator: 'Beta',
      facilities: ['WIFI'],
      parkingType: 'roof',
      evses: [
        evse('a', {
          status: 'on fire',
          connectors: [
            connector({
              standard: 'AC CEE 5 polig',
              format: null,
              powerType: null,
              maxVoltage: null,
              maxAmperage: null,
              maxElectricPower: null,
            }),
          ],
        }),
      ],
    }),
    siteAt('DE', '3', 52.2, 13, { operator: 'Alpha' }),
    siteAt('DE', '4', 52.05, 13, { publish: false, operator: 'Alpha', evses: [evse('a')] }),
    site('DE', '5'),
    siteAt('NO', '1', 52.1, 13.001, { countryCode: 'DE', partyId: 'NOR', evses: [evse('a')] }),
    siteAt('FJ', '1', -17, 179.5),
    siteAt('FJ', '2', -17, -179.5),
    siteAt('FJ', '3', -17, 0),
  ]);
});

afterAll(() => infrastructure.close());

async function listed(argumentList: string): Promise<string[]> {
  const result = await infrastructure.run(
    `{ chargingLocations(${argumentList}) { nodes { country { code } locationId } } }`,
  );
  expect(result.errors).toEqual([]);
  const nodes = at(result, 'chargingLocations', 'nodes') as { country: { code: string }; locationId: string }[];
  return nodes.map((node) => `${node.country.code}${node.locationId}`);
}

describe('chargingLocation', () => {
  const EVERYTHING = `id countryCode partyId locationId name address city postalCode state country { code }
    coordinates { latitude longitude } geoQuality parkingType parkingTypeText operator { name } facilities
    facilitiesText openingHours timeZone maxPowerKW totalPowerKW operationalSince lastUpdated distanceKm
    provenance { synthetic }
    evses { uid evseId status capabilities capabilitiesText physicalReference maxPowerKW lastUpdated
      connectors { id standard standardText format formatText powerType powerTypeText maxVoltage maxAmperage
        maxElectricPower powerDerived } }`;

  it('is found by its parts and by its global id, with everything that is stored', async () => {
    const id = globalId('ChargingLocation', 'DE*ABC*1');
    const result = await infrastructure.run(
      `query ($id: ID!) {
        byParts: chargingLocation(countryCode: "DE", partyId: "ABC", id: "1") { ${EVERYTHING} }
        byId: chargingLocation(countryCode: "DE", partyId: "ABC", id: $id) { ${EVERYTHING} } }`,
      { variables: { id } },
    );
    expect(result.errors).toEqual([]);
    expect(result.commands).toEqual(['find charging_locations']);
    expect(at(result, 'byId')).toEqual(at(result, 'byParts'));
    expect(at(result, 'byParts')).toEqual({
      id,
      countryCode: 'DE',
      partyId: 'ABC',
      locationId: '1',
      name: 'Site 1',
      address: 'Street 1',
      city: 'Town',
      postalCode: null,
      state: null,
      country: { code: 'DE' },
      coordinates: { latitude: 52, longitude: 13 },
      geoQuality: 'EXACT',
      parkingType: 'PARKING_LOT',
      parkingTypeText: null,
      operator: { name: 'Alpha' },
      facilities: ['WIFI', 'CAFE', 'OTHER'],
      facilitiesText: ['sauna'],
      openingHours: '24/7',
      timeZone: 'Etc/UTC',
      maxPowerKW: 300,
      totalPowerKW: 350,
      operationalSince: '2020-02-29',
      lastUpdated: '2026-11-01T10:00:00.000Z',
      distanceKm: null,
      provenance: { synthetic: true },
      evses: [
        {
          uid: 'a',
          evseId: 'DE*ABC*E1',
          status: 'AVAILABLE',
          capabilities: ['RFID_READER', 'OTHER'],
          capabilitiesText: ['telepathy'],
          physicalReference: '7',
          maxPowerKW: 50,
          lastUpdated: '2026-11-01T10:00:00.000Z',
          connectors: [
            shownConnector({ id: '1', maxElectricPower: 50_000 }),
            shownConnector({ id: '2', standard: 'CHADEMO', maxElectricPower: 50_000 }),
            shownConnector({
              id: '3',
              standard: 'IEC_62196_T2',
              powerType: 'AC_3_PHASE',
              maxVoltage: 230,
              maxAmperage: 32,
              maxElectricPower: 22_080,
              powerDerived: true,
            }),
          ],
        },
        {
          uid: 'b',
          evseId: null,
          status: 'CHARGING',
          capabilities: [],
          capabilitiesText: [],
          physicalReference: null,
          maxPowerKW: 300,
          lastUpdated: '2026-11-01T10:00:00.000Z',
          connectors: [shownConnector({ maxElectricPower: 300_000 })],
        },
      ],
    });
  });

  it('shows unknown words, status and power as such', async () => {
    const result = await infrastructure.run(
      `{ chargingLocation(countryCode: "DE", partyId: "ABC", id: "2") { parkingType parkingTypeText maxPowerKW
        totalPowerKW evses { status maxPowerKW connectors { standard standardText format powerType maxElectricPower } }
      } }`,
    );
    expect(at(result, 'chargingLocation')).toEqual({
      parkingType: 'OTHER',
      parkingTypeText: 'roof',
      maxPowerKW: null,
      totalPowerKW: null,
      evses: [
        {
          status: 'UNKNOWN',
          maxPowerKW: null,
          connectors: [
            {
              standard: 'OTHER',
              standardText: 'AC CEE 5 polig',
              format: null,
              powerType: null,
              maxElectricPower: null,
            },
          ],
        },
      ],
    });
  });

  it('may stand in another country than its party', async () => {
    const result = await infrastructure.run(
      '{ chargingLocation(countryCode: "DE", partyId: "NOR", id: "1") { countryCode country { code } } }',
    );
    expect(at(result, 'chargingLocation')).toEqual({ countryCode: 'DE', country: { code: 'NO' } });
  });

  it('is null where there is none, and a global id of another party is refused', async () => {
    const result = await infrastructure.run(
      `query ($id: ID!) { none: chargingLocation(countryCode: "DE", partyId: "ABC", id: "99") { name }
        other: chargingLocation(countryCode: "DE", partyId: "XYZ", id: $id) { name } }`,
      { variables: { id: globalId('ChargingLocation', 'DE*ABC*1') } },
    );
    expect(result.data).toEqual({ none: null, other: null });
    expect(result.errors).toHaveLength(1);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'id' });
  });
});

describe('chargingLocations', () => {
  it('are listed in the order of their keys, each once, whatever the size of the page', async () => {
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const result = await infrastructure.run(
        `query ($after: String) { chargingLocations(country: "DE", first: 2, after: $after) {
          totalCount nodes { locationId } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      seen.push(
        ...(at(result, 'chargingLocations', 'nodes') as { locationId: string }[]).map((node) => node.locationId),
      );
      expect(at(result, 'chargingLocations', 'totalCount')).toBe(4);
      after = at(result, 'chargingLocations', 'pageInfo', 'hasNextPage')
        ? at(result, 'chargingLocations', 'pageInfo', 'endCursor')
        : null;
    } while (after !== null);
    expect(seen).toEqual(['1', '2', '3', '5']);
  });

  it('filter by connector, power and status of one and the same connector', async () => {
    expect(await listed('country: "DE", filter: {connectorStandards: [CHADEMO, IEC_62196_T2]}')).toEqual(['DE1']);
    expect(await listed('country: "DE", filter: {minPowerKW: 300}')).toEqual(['DE1']);
    expect(await listed('country: "DE", filter: {minPowerKW: 300.001}')).toEqual([]);
    expect(await listed('country: "DE", filter: {minPowerKW: 22.08, powerTypes: [AC_3_PHASE]}')).toEqual(['DE1']);
    // 300 kW only beside CHAdeMO, and only in the EVSE that is in use.
    expect(await listed('country: "DE", filter: {connectorStandards: [CHADEMO], minPowerKW: 100}')).toEqual([]);
    expect(await listed('country: "DE", filter: {evseStatuses: [AVAILABLE], minPowerKW: 300}')).toEqual([]);
    expect(await listed('country: "DE", filter: {evseStatuses: [CHARGING], minPowerKW: 300}')).toEqual(['DE1']);
  });

  it('filter by words outside of the vocabulary', async () => {
    expect(await listed('filter: {connectorStandards: [OTHER]}')).toEqual(['DE2']);
    expect(await listed('country: "DE", filter: {connectorStandards: [OTHER, CHADEMO]}')).toEqual(['DE1', 'DE2']);
    expect(await listed('filter: {evseStatuses: [UNKNOWN]}')).toEqual(['DE2']);
    expect(await listed('filter: {powerTypes: [OTHER]}')).toEqual([]);
    expect(await listed('filter: {facilities: [OTHER]}')).toEqual(['DE1']);
  });

  it('filter by operator and by all of the facilities', async () => {
    expect(await listed('filter: {operators: ["Alpha"]}')).toEqual(['DE1', 'DE3']);
    expect(await listed('filter: {operators: []}')).toEqual([]);
    expect(await listed('filter: {facilities: [WIFI]}')).toEqual(['DE1', 'DE2']);
    expect(await listed('filter: {facilities: [WIFI, CAFE]}')).toEqual(['DE1']);
  });

  it('near a place come nearest first, across countries, with their distance', async () => {
    const result = await infrastructure.run(
      `{ chargingLocations(near: {latitude: 52, longitude: 13}, withinKm: 20) {
        totalCount nodes { country { code } locationId distanceKm } } }`,
    );
    expect(result.errors).toEqual([]);
    const nodes = at(result, 'chargingLocations', 'nodes') as { locationId: string; distanceKm: number }[];
    expect(nodes).toMatchObject([
      { country: { code: 'DE' }, locationId: '1', distanceKm: 0 },
      { country: { code: 'DE' }, locationId: '2' },
      { country: { code: 'NO' }, locationId: '1' },
    ]);
    expect(nodes[1]?.distanceKm).toBeCloseTo(0.1 * DEGREE_KM, 2);
    expect(at(result, 'chargingLocations', 'totalCount')).toBe(3);
  });

  it('near a place page by distance, in 50 km where no radius is given', async () => {
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const result = await infrastructure.run(
        `query ($after: String) { chargingLocations(country: "DE", near: {latitude: 52, longitude: 13}, first: 1,
          after: $after) { nodes { locationId } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect(result.errors).toEqual([]);
      seen.push(at(result, 'chargingLocations', 'nodes', 0, 'locationId'));
      after = at(result, 'chargingLocations', 'pageInfo', 'hasNextPage')
        ? at(result, 'chargingLocations', 'pageInfo', 'endCursor')
        : null;
    } while (after !== null);
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('near a place meet the filter too', async () => {
    const near = 'near: {latitude: 52, longitude: 13}';
    expect(await listed(`${near}, filter: {operators: ["Alpha"]}`)).toEqual(['DE1', 'DE3']);
    expect(await listed(`${near}, boundingBox: ${box(52.05, 12, 53, 14)}`)).toEqual(['DE2', 'NO1', 'DE3']);
  });

  it('in a box include its edges; boxes cross the antimeridian', async () => {
    expect(await listed(`boundingBox: ${box(52, 13, 52.1, 13)}`)).toEqual(['DE1', 'DE2']);
    expect(await listed(`boundingBox: ${box(52.01, 12, 53, 14)}`)).toEqual(['DE2', 'DE3', 'NO1']);
    expect(await listed(`boundingBox: ${box(-20, 179, -10, -179)}`)).toEqual(['FJ1', 'FJ2']);
    expect(await listed(`boundingBox: ${box(-20, -179, -10, 179)}`)).toEqual(['FJ3']);
    expect(await listed(`country: "FJ", boundingBox: ${box(-90, -180, 90, 180)}`)).toEqual(['FJ1', 'FJ2', 'FJ3']);
  });

  it('in a wide box are cut at the parallels, not at great circles', async () => {
    // The great circle from (-17, 179.5) to (-17, -0.5) leads over the pole: a polygon would miss these.
    expect(await listed(`boundingBox: ${box(-17, -180, -17, 180)}`)).toEqual(['FJ1', 'FJ2', 'FJ3']);
  });

  it.each([
    ['withinKm: 10', 'withinKm'],
    ['near: {latitude: 52, longitude: 13}, withinKm: 0', 'withinKm'],
    ['near: {latitude: 52, longitude: 13}, withinKm: 501', 'withinKm'],
    ['near: {latitude: 91, longitude: 13}', 'near.latitude'],
    [`boundingBox: ${box(10, 0, 9, 1)}`, 'boundingBox.southWest.latitude'],
    [`boundingBox: ${box(0, -181, 9, 1)}`, 'boundingBox.southWest.longitude'],
    ['filter: {minPowerKW: -1}', 'filter.minPowerKW'],
    ['first: 100000', 'first'],
    ['after: "nonsense"', 'after'],
    ['near: {latitude: 52, longitude: 13}, after: "nonsense"', 'after'],
  ])('refuse %s', async (argument, field) => {
    const result = await infrastructure.run(`{ chargingLocations(${argument}) { nodes { id } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(result.commands).toEqual([]);
  });

  it('refuse a cursor of a list by key in a list by distance', async () => {
    const list = await infrastructure.run('{ chargingLocations(first: 1) { pageInfo { endCursor } } }');
    const cursor = at(list, 'chargingLocations', 'pageInfo', 'endCursor');
    const result = await infrastructure.run(
      `{ chargingLocations(near: {latitude: 52, longitude: 13}, after: "${cursor}") { nodes { id } } }`,
    );
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });
});

describe('Country.chargingLocations', () => {
  const countries = ['NO', 'DE', 'SE'].map((code) => ({ __typename: 'Country', code }));

  it('is one aggregation for all countries, each cut after its own page, and one more for the counts', async () => {
    const result = await infrastructure.entities(
      countries,
      `... on Country { code chargingLocations(first: 2) {
        nodes { locationId country { code } evses { connectors { standard } } } pageInfo { hasNextPage } } }`,
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toMatchObject([
      { code: 'NO', chargingLocations: { nodes: [{ locationId: '1' }], pageInfo: { hasNextPage: false } } },
      {
        code: 'DE',
        chargingLocations: { nodes: [{ locationId: '1' }, { locationId: '2' }], pageInfo: { hasNextPage: true } },
      },
      { code: 'SE', chargingLocations: { nodes: [], pageInfo: { hasNextPage: false } } },
    ]);
    expect(result.commands).toEqual(['aggregate charging_locations']);

    const counted = await infrastructure.entities(
      countries,
      '... on Country { chargingLocations(filter: {operators: ["Alpha"]}) { totalCount nodes { locationId } } }',
    );
    expect(at(counted, '_entities')).toEqual([
      { chargingLocations: { totalCount: 0, nodes: [] } },
      { chargingLocations: { totalCount: 2, nodes: [{ locationId: '1' }, { locationId: '3' }] } },
      { chargingLocations: { totalCount: 0, nodes: [] } },
    ]);
    expect(counted.commands).toEqual(['aggregate charging_locations', 'aggregate charging_locations']);
  });

  it('is one aggregation for many countries', async () => {
    const world =
      'AT BE BG CH CY CZ DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL PL PT RO SE SI SK TR UA US BR MX AR'
        .split(' ')
        .map((code) => ({ __typename: 'Country', code }));
    const result = await infrastructure.entities(world, '... on Country { chargingLocations { nodes { id } } }');
    expect(result.errors).toEqual([]);
    expect(result.commands).toEqual(['aggregate charging_locations']);
  });

  it('goes on after a cursor of the same country', async () => {
    const germany = countries.slice(1, 2);
    const first = await infrastructure.entities(
      germany,
      '... on Country { chargingLocations(first: 3) { pageInfo { endCursor } } }',
    );
    const cursor = at(first, '_entities', 0, 'chargingLocations', 'pageInfo', 'endCursor');
    const second = await infrastructure.entities(
      germany,
      `... on Country { chargingLocations(first: 3, after: "${cursor}") { nodes { locationId } } }`,
    );
    expect(at(second, '_entities', 0, 'chargingLocations', 'nodes')).toEqual([{ locationId: '5' }]);
  });
});

describe('entity references', () => {
  it('are answered in order by either key, unknown ones with null, in one command', async () => {
    const parts = { __typename: 'ChargingLocation', countryCode: 'DE', partyId: 'ABC' };
    const result = await infrastructure.entities(
      [
        { ...parts, locationId: '2' },
        { __typename: 'ChargingLocation', id: globalId('ChargingLocation', 'FJ*ABC*3') },
        { ...parts, locationId: '99' },
        { __typename: 'ChargingLocation', id: globalId('ChargingLocation', 'DE*ABC*2') },
        { __typename: 'Country', code: 'DE' },
      ],
      '__typename ... on ChargingLocation { name country { code } }',
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toEqual([
      { __typename: 'ChargingLocation', name: 'Site 2', country: { code: 'DE' } },
      { __typename: 'ChargingLocation', name: 'Site 3', country: { code: 'FJ' } },
      null,
      { __typename: 'ChargingLocation', name: 'Site 2', country: { code: 'DE' } },
      { __typename: 'Country' },
    ]);
    expect(result.commands).toEqual(['find charging_locations']);
  });

  it('without a key are refused', async () => {
    const result = await infrastructure.entities(
      [
        { __typename: 'ChargingLocation', countryCode: 'DE', partyId: 'ABC', locationId: { $gt: '' } },
        { __typename: 'ChargingLocation', id: 'DE*ABC*1' },
        { __typename: 'Country', code: ['DE'] },
      ],
      '__typename',
    );
    expect(result.errors.map((error) => error.extensions?.code)).toEqual(Array(3).fill('BAD_USER_INPUT'));
    expect(result.commands).toEqual([]);
  });
});

describe('a location that is not published', () => {
  it('leaves on no path', async () => {
    const roots = await infrastructure.run(
      `query ($id: ID!) { one: chargingLocation(countryCode: "DE", partyId: "ABC", id: "4") { name }
        byId: chargingLocation(countryCode: "DE", partyId: "ABC", id: $id) { name } }`,
      { variables: { id: globalId('ChargingLocation', 'DE*ABC*4') } },
    );
    expect(roots).toMatchObject({ data: { one: null, byId: null }, errors: [] });

    const entities = await infrastructure.entities(
      [
        { __typename: 'ChargingLocation', countryCode: 'DE', partyId: 'ABC', locationId: '4' },
        { __typename: 'ChargingLocation', id: globalId('ChargingLocation', 'DE*ABC*4') },
      ],
      '... on ChargingLocation { name }',
    );
    expect(entities).toMatchObject({ data: { _entities: [null, null] }, errors: [] });

    const nested = await infrastructure.entities(
      [{ __typename: 'Country', code: 'DE' }],
      '... on Country { chargingLocations { totalCount nodes { locationId } } }',
    );
    expect(at(nested, '_entities', 0, 'chargingLocations')).toEqual({
      totalCount: 4,
      nodes: ['1', '2', '3', '5'].map((locationId) => ({ locationId })),
    });

    expect(await listed('country: "DE", filter: {operators: ["Alpha"]}')).toEqual(['DE1', 'DE3']);
    expect(await listed('near: {latitude: 52.05, longitude: 13}, withinKm: 1')).toEqual([]);
    expect(await listed(`boundingBox: ${box(52.04, 12.9, 52.06, 13.1)}`)).toEqual([]);
  });
});

function box(south: number, west: number, north: number, east: number): string {
  return `{southWest: {latitude: ${south}, longitude: ${west}}, northEast: {latitude: ${north}, longitude: ${east}}}`;
}

function shownConnector(fields: Parameters<typeof connector>[0]): Record<string, unknown> {
  return { ...connector(fields), standardText: null, formatText: null, powerTypeText: null };
}
