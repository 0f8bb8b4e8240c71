import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servicePointModel } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { capability, point, pointAt } from './service-records.js';

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
  await service.insert(servicePointModel, [
    pointAt('DE:1', 52.2, 13, { openingHours: 'Mo-Fr 08:00-17:00; PH off; Dec 24 08:00-12:00', networkIds: ['DE:a'] }),
    pointAt('DE:2', 52.1, 13, {
      openingHours: 'Mo-Sa 07:00-22:00',
      networkIds: ['DE:a', 'DE:b'],
      capabilities: [capability('HV_LEVEL_3_LIVE_WORK', '2026-11-26'), capability('TYRES')],
    }),
    point('DE:3', { openingHours: '24/7', capabilities: [capability('TYRES')] }),
    pointAt('DE:4', 52, 13, { openingHours: 'on appointment of the owner' }),
    pointAt('DE:5', 52, 13, { openingHours: null }),
    pointAt('DE:6', 52, 13, { openingHours: '24/7', status: 'SUSPENDED' }),
    point('TH:1', {
      timeZone: 'Asia/Bangkok',
      openingHours: 'Mo-Su 09:00-18:00',
      capabilities: [capability('HV_LEVEL_3_LIVE_WORK', '2026-11-26')],
    }),
  ]);
});

afterAll(() => service.close());

const idsOf = (nodes: unknown) => (nodes as { servicePointId: string }[]).map(({ servicePointId }) => servicePointId);

describe('servicePoints(openAt)', () => {
  it.each([
    // Wednesday, ten in Berlin and four in the afternoon in Bangkok.
    ['2026-11-25T09:00:00Z', ['DE:1', 'DE:2', 'DE:3', 'TH:1']],
    // Half past seven in Berlin.
    ['2026-11-25T06:30:00Z', ['DE:2', 'DE:3', 'TH:1']],
    // Six in the evening in Bangkok: closing time is no longer open.
    ['2026-11-25T11:00:00Z', ['DE:1', 'DE:2', 'DE:3']],
    // Christmas Day, a Friday.
    ['2026-12-25T09:00:00Z', ['DE:2', 'DE:3', 'TH:1']],
    // Christmas Eve after noon.
    ['2026-12-24T11:00:00Z', ['DE:2', 'DE:3']],
  ])('at %s finds %j: unknown hours are never open, nor is what is suspended', async (openAt, expected) => {
    const result = await service.run(
      `query ($at: DateTime) { servicePoints(openAt: $at) { totalCount nodes { servicePointId isOpen(at: $at) }
        facets { countries { value count } } } }`,
      { variables: { at: openAt } },
    );
    expect(result.errors).toEqual([]);
    expect(idsOf(at(result, 'servicePoints', 'nodes'))).toEqual(expected);
    expect(at(result, 'servicePoints', 'totalCount')).toBe(expected.length);
    const open = (at(result, 'servicePoints', 'nodes') as { isOpen: boolean }[]).map(({ isOpen }) => isOpen);
    expect(open).toEqual(expected.map(() => true));
    const inGermany = expected.filter((id) => id.startsWith('DE')).length;
    expect(at(result, 'servicePoints', 'facets', 'countries', 0)).toEqual({ value: 'DE', count: inGermany });
  });

  it('keeps the order by distance, and counts what it lists', async () => {
    const result = await service.run(`{ servicePoints(near: { latitude: 52, longitude: 13 }, withinKm: 40, first: 1,
      openAt: "2026-11-25T09:00:00Z") { nodes { servicePointId } totalCount pageInfo { hasNextPage }
      facets { networks { value count } capabilities { value count } statuses { value count } } } }`);
    expect(at(result, 'servicePoints')).toEqual({
      nodes: [{ servicePointId: 'DE:2' }],
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      facets: {
        networks: [
          { value: 'DE:a', count: 2 },
          { value: 'DE:b', count: 1 },
        ],
        capabilities: [
          { value: 'HV_LEVEL_3_LIVE_WORK', count: 1 },
          { value: 'TYRES', count: 1 },
        ],
        statuses: [{ value: 'OPEN', count: 2 }],
      },
    });
    expect(result.commands).toEqual(Array(4).fill('aggregate service_points'));
  });

  it('holds certificates against the day on the calendar of the workshop, unless a day is given', async () => {
    const certified = (openAt: string, asOf = '') =>
      service.run(`{ servicePoints(capabilities: HV_LEVEL_3_LIVE_WORK, openAt: "${openAt}" ${asOf}) {
        nodes { servicePointId } facets { capabilities { value } } } }`);
    // The 25th at half past nine in the evening in Berlin: in Bangkok it is the 26th, and night.
    expect(idsOf(at(await certified('2026-11-25T20:30:00Z'), 'servicePoints', 'nodes'))).toEqual(['DE:2']);
    // The 26th at ten in Bangkok, four in the morning in Berlin: the certificate has run out that day.
    expect(idsOf(at(await certified('2026-11-26T03:00:00Z'), 'servicePoints', 'nodes'))).toEqual([]);
    const given = await certified('2026-11-26T03:00:00Z', 'asOf: "2026-11-25"');
    expect(idsOf(at(given, 'servicePoints', 'nodes'))).toEqual(['TH:1']);
    expect(at(given, 'servicePoints', 'facets', 'capabilities')).toEqual([{ value: 'HV_LEVEL_3_LIVE_WORK' }]);
  });

  it('of many countries costs no more commands', async () => {
    const result = await service.entities(
      ['DE', 'TH', 'NO'].map((code) => ({ __typename: 'Country', code })),
      '... on Country { servicePoints(openAt: "2026-11-25T09:00:00Z", first: 2) { totalCount nodes { servicePointId } facets { countries { count } } } }',
    );
    expect(at(result, '_entities')).toEqual([
      {
        servicePoints: {
          totalCount: 3,
          nodes: [{ servicePointId: 'DE:1' }, { servicePointId: 'DE:2' }],
          facets: { countries: [{ count: 3 }] },
        },
      },
      {
        servicePoints: { totalCount: 1, nodes: [{ servicePointId: 'TH:1' }], facets: { countries: [{ count: 1 }] } },
      },
      { servicePoints: { totalCount: 0, nodes: [], facets: { countries: [] } } },
    ]);
    expect(result.commands).toEqual(Array(4).fill('aggregate service_points'));
  });

  it('reads no hours where they are not asked for, and nothing but facets where only they are', async () => {
    const result = await service.run('{ servicePoints { facets { statuses { value count } } } }');
    expect(at(result, 'servicePoints', 'facets', 'statuses')).toEqual([{ value: 'OPEN', count: 6 }]);
    expect(result.commands).toEqual(['aggregate service_points']);
  });

  it('refuses what is no instant', async () => {
    const result = await service.run('query ($at: DateTime) { servicePoints(openAt: $at) { totalCount } }', {
      variables: { at: 'noon' },
    });
    expect(result.errors).toHaveLength(1);
    expect(firstError(result).code).not.toBe('INTERNAL_SERVER_ERROR');
  });
});

describe('ServicePoint', () => {
  it('tells whether it is open and when it opens next; not where it cannot know', async () => {
    const result = await service.run(
      `{ servicePoints(country: "DE", status: [OPEN, SUSPENDED]) { nodes { servicePointId
        isOpen(at: "2026-12-24T11:30:00Z") nextOpening(after: "2026-12-24T11:30:00Z") } } }`,
    );
    expect(at(result, 'servicePoints', 'nodes')).toEqual([
      // Closed since noon; the holidays and the weekend follow.
      { servicePointId: 'DE:1', isOpen: false, nextOpening: '2026-12-28T07:00:00.000Z' },
      { servicePointId: 'DE:2', isOpen: true, nextOpening: '2026-12-25T06:00:00.000Z' },
      { servicePointId: 'DE:3', isOpen: true, nextOpening: null },
      { servicePointId: 'DE:4', isOpen: null, nextOpening: null },
      { servicePointId: 'DE:5', isOpen: null, nextOpening: null },
      { servicePointId: 'DE:6', isOpen: false, nextOpening: null },
    ]);
    expect(result.commands).toEqual(['aggregate service_points']);
  });
});
