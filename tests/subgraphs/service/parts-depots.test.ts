import 'reflect-metadata';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { UnNumber } from '../../../src/subgraphs/service/depot/dangerous-goods.js';
import { partsAvailabilityModel } from '../../../src/subgraphs/service/depot/parts-availability.model.js';
import { partsDepotModel } from '../../../src/subgraphs/service/depot/parts-depot.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { depot, stock } from './service-records.js';

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
  await service.insert(partsDepotModel, [
    depot('NL:bonded', {
      bonded: true,
      servedCountries: ['NL', 'DE', 'FR'],
      leadTimeHours: 48,
      skuCount: 12_000,
      fillRate: Types.Decimal128.fromString('0.955'),
    }),
    depot('DE:south', { leadTimeHours: 24 }),
    depot('DE:unknown', { storesClass9: false }),
    depot('TH:rayong', { leadTimeHours: 12, servedCountries: ['TH', 'MY'] }),
  ]);
  await service.insert(partsAvailabilityModel, [
    stock('NL:bonded', 'PACK-1', { onHand: 4, unNumber: UnNumber.UN_3480, maker: 'byd' }),
    stock('NL:bonded', 'WIPER', { onHand: 0 }),
    stock('NL:bonded', 'TOOL', { onHand: 9, unNumber: UnNumber.UN_3481 }),
    stock('DE:south', 'PACK-1', { onHand: 0, unNumber: UnNumber.UN_3480 }),
    stock('DE:unknown', 'PACK-1', { onHand: 2, unNumber: UnNumber.UN_3480 }),
    stock('TH:rayong', 'PACK-1', { onHand: 7, unNumber: UnNumber.UN_3480 }),
  ]);
});

afterAll(() => service.close());

describe('parts depots', () => {
  it('are listed by key, by whom they serve, bonded or not', async () => {
    const result = await service.run(`{
      all: partsDepots(first: 3) { nodes { depotId } totalCount pageInfo { hasNextPage } }
      german: partsDepots(servedCountry: "DE") { nodes { depotId country { code } } totalCount }
      bonded: partsDepots(bonded: true) { nodes { depotId bonded skuCount leadTimeHours fillRate storesClass9
        servedCountries { code } } } }`);
    expect(result.errors).toEqual([]);
    expect(at(result, 'all')).toEqual({
      nodes: [{ depotId: 'DE:south' }, { depotId: 'DE:unknown' }, { depotId: 'NL:bonded' }],
      totalCount: 4,
      pageInfo: { hasNextPage: true },
    });
    expect(at(result, 'german')).toEqual({
      nodes: [
        { depotId: 'DE:south', country: { code: 'DE' } },
        { depotId: 'DE:unknown', country: { code: 'DE' } },
        { depotId: 'NL:bonded', country: { code: 'NL' } },
      ],
      totalCount: 3,
    });
    expect(at(result, 'bonded', 'nodes')).toEqual([
      {
        depotId: 'NL:bonded',
        bonded: true,
        skuCount: 12_000,
        leadTimeHours: 48,
        fillRate: '0.955',
        storesClass9: true,
        servedCountries: [{ code: 'NL' }, { code: 'DE' }, { code: 'FR' }],
      },
    ]);
  });

  it('of many countries, with the parts of each, cost one command a collection', async () => {
    const result = await service.entities(
      ['DE', 'FR', 'TH', 'NO'].map((code) => ({ __typename: 'Country', code })),
      `... on Country { partsDepots(first: 2) { totalCount pageInfo { hasNextPage } nodes { depotId
        parts(first: 1) { nodes { partNumber dangerousGoods { unNumber adrClass properShippingName } } pageInfo { hasNextPage } } } } }`,
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities', 0, 'partsDepots', 'totalCount')).toBe(3);
    expect(at(result, '_entities', 0, 'partsDepots', 'pageInfo', 'hasNextPage')).toBe(true);
    expect(at(result, '_entities', 1, 'partsDepots', 'nodes')).toEqual([
      {
        depotId: 'NL:bonded',
        parts: {
          nodes: [
            {
              partNumber: 'PACK-1',
              dangerousGoods: { unNumber: 'UN_3480', adrClass: '9', properShippingName: 'LITHIUM ION BATTERIES' },
            },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
    ]);
    expect(at(result, '_entities', 3, 'partsDepots')).toMatchObject({ totalCount: 0, nodes: [] });
    expect(result.commands).toEqual(['find parts_depots', 'aggregate parts_availability']);
  });

  it('page through the depots of a country', async () => {
    const page = (after: string) =>
      service.entities(
        [{ __typename: 'Country', code: 'DE' }],
        `... on Country { partsDepots(first: 2${after}) { nodes { depotId } pageInfo { endCursor hasPreviousPage } } }`,
      );
    const first = await page('');
    const cursor = at(first, '_entities', 0, 'partsDepots', 'pageInfo', 'endCursor');
    const second = await page(`, after: "${cursor}"`);
    expect(at(second, '_entities', 0, 'partsDepots', 'nodes')).toEqual([{ depotId: 'NL:bonded' }]);
  });

  it('tell what is in stock and what travels as dangerous goods', async () => {
    const result = await service.run(
      `query ($id: ID!) { partsDepot(id: $id) {
        inStock: parts(inStock: true) { nodes { partNumber onHand } totalCount }
        empty: parts(inStock: false) { nodes { partNumber } totalCount }
        dangerous: parts(dangerousGoods: true) { nodes { partNumber } totalCount }
        harmless: parts(dangerousGoods: false) { nodes { partNumber dangerousGoods { adrClass } } } } }`,
      { variables: { id: globalId('PartsDepot', 'NL:bonded') } },
    );
    expect(at(result, 'partsDepot')).toEqual({
      inStock: {
        nodes: [
          { partNumber: 'PACK-1', onHand: 4 },
          { partNumber: 'TOOL', onHand: 9 },
        ],
        totalCount: 2,
      },
      empty: { nodes: [{ partNumber: 'WIPER' }], totalCount: 1 },
      dangerous: { nodes: [{ partNumber: 'PACK-1' }, { partNumber: 'TOOL' }], totalCount: 2 },
      harmless: { nodes: [{ partNumber: 'WIPER', dangerousGoods: null }] },
    });
  });
});

describe('partsAvailability', () => {
  const ask = (rest: string) =>
    service.run(`{ partsAvailability(partNumber: "PACK-1", country: ${rest}) {
      nodes { onHand depot { depotId } } totalCount pageInfo { hasNextPage endCursor } } }`);

  it('finds a part where it is needed: the fastest depot first, what is out of stock last', async () => {
    const result = await ask('"DE"');
    expect(at(result, 'partsAvailability', 'nodes')).toEqual([
      { onHand: 4, depot: { depotId: 'NL:bonded' } },
      { onHand: 2, depot: { depotId: 'DE:unknown' } },
      { onHand: 0, depot: { depotId: 'DE:south' } },
    ]);
    expect(result.commands).toEqual(['find parts_depots', 'find parts_availability', 'find parts_depots']);
  });

  it('is paged, and empty where nobody delivers', async () => {
    const first = await ask('"DE", first: 1');
    const cursor = at(first, 'partsAvailability', 'pageInfo', 'endCursor');
    const second = await ask(`"DE", first: 1, after: "${cursor}"`);
    expect(at(second, 'partsAvailability', 'nodes')).toEqual([{ onHand: 2, depot: { depotId: 'DE:unknown' } }]);
    expect(at(await ask('"NO"'), 'partsAvailability')).toMatchObject({ nodes: [], totalCount: 0 });
    expect(firstError(await ask('"DE", after: "W10"'))).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('refuses what is no part number', async () => {
    const result = await service.run('{ partsAvailability(partNumber: "two words", country: "DE") { totalCount } }');
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'partNumber' });
  });
});
