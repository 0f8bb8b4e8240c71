import 'reflect-metadata';
import { Query } from 'mingo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { marketOfferModel } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { OfferStatus } from '../../../src/subgraphs/vehicles/offer/market-offer.type.js';
import { standsOn, statusOn } from '../../../src/subgraphs/vehicles/offer/offer-status.js';
import { vehicleVariantModel } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { money, offer, variant } from './vehicle-records.js';

const A = 'byd/a/2024/x/y';
const B = 'byd/b/2024/x/y';
/** The slug of another maker begins with the same letters. */
const C = 'byd-auto/c/2024/x/y';

let vehicles: SubgraphHarness;

beforeAll(async () => {
  vehicles = await startSubgraphHarness(VEHICLES_SUBGRAPH, VEHICLES_MODELS);
  await vehicles.insert(vehicleVariantModel, [variant(A), variant(B)]);
  await vehicles.insert(marketOfferModel, [
    offer('DE', A, {
      listPriceInclVat: money('39990.00', 'EUR'),
      cifPrice: money('12345678901234567890.12', 'EUR'),
      validFrom: '2026-01-01',
      validTo: '2027-01-01',
    }),
    offer('DE', B, { status: 'PLANNED', listPriceInclVat: money('40000.01', 'EUR'), assemblyForm: 'CKD' }),
    offer('DE', C, { status: 'ENDED', validTo: '2026-11-24' }),
    offer('NO', A, { listPriceInclVat: money('300000', 'NOK') }),
    offer('NO', B, { validFrom: '2026-11-25', listPriceInclVat: money('300000', 'NOK') }),
    offer('TH', A, { listPriceInclVat: money('900000', 'THB') }),
  ]);
});

afterAll(() => vehicles.close());

async function listed(argumentList: string): Promise<unknown> {
  const result = await vehicles.run(`{ offers(${argumentList}) { nodes { offerId } } }`);
  expect(result.errors).toEqual([]);
  return (at(result, 'offers', 'nodes') as { offerId: string }[]).map((node) => node.offerId);
}

describe('offer', () => {
  it('is found by its key and by its global id; money is exact', async () => {
    const id = globalId('MarketOffer', `DE:${A}`);
    const selection = `id offerId variantId country { code } assemblyForm originCountry hsCode status validFrom validTo
      cifPrice { amount currency } listPriceInclVat { amount currency } deliveryWeeks`;
    const result = await vehicles.run(
      `query ($id: ID!, $key: ID!) { byId: offer(id: $id) { ${selection} } byKey: offer(id: $key) { ${selection} }
        none: offer(id: "DE:no/such") { id } odd: offer(id: "?") { id } }`,
      { variables: { id, key: `DE:${A}` } },
    );
    expect(result.errors).toEqual([]);
    expect(at(result, 'byId')).toEqual({
      id,
      offerId: `DE:${A}`,
      variantId: A,
      country: { code: 'DE' },
      assemblyForm: 'CBU',
      originCountry: 'CN',
      hsCode: '8703.80',
      status: 'ON_SALE',
      validFrom: '2026-01-01',
      validTo: '2027-01-01',
      cifPrice: { amount: '12345678901234567890.12', currency: 'EUR' },
      listPriceInclVat: { amount: '39990.00', currency: 'EUR' },
      deliveryWeeks: null,
    });
    expect(at(result, 'byKey')).toEqual(at(result, 'byId'));
    expect(result.data).toMatchObject({ none: null, odd: null });
  });
});

describe('offers', () => {
  it('hold today unless another day is asked for; the last day is exclusive', async () => {
    expect(await listed('first: 10')).toEqual([`DE:${A}`, `DE:${B}`, `NO:${A}`, `TH:${A}`]);
    expect(await listed('country: "DE", asOf: "2026-11-23"')).toEqual([`DE:${C}`, `DE:${A}`, `DE:${B}`]);
    expect(await listed('country: "DE", asOf: "2025-12-31"')).toEqual([`DE:${C}`, `DE:${B}`]);
    expect(await listed('country: "DE", asOf: "2026-01-01"')).toEqual([`DE:${C}`, `DE:${A}`, `DE:${B}`]);
    expect(await listed('country: "DE", asOf: "2027-01-01"')).toEqual([`DE:${B}`]);
    expect(await listed('country: "NO", asOf: "2026-11-25"')).toEqual([`NO:${A}`, `NO:${B}`]);
  });

  it('filter by status, form of assembly, maker and price', async () => {
    expect(await listed('filter: {statuses: [PLANNED]}')).toEqual([`DE:${B}`, `NO:${B}`]);
    expect(await listed('filter: {assemblyForms: [CKD, SKD]}')).toEqual([`DE:${B}`]);
    expect(await listed('asOf: "2026-11-23", country: "DE", filter: {makers: ["byd"]}')).toEqual([
      `DE:${A}`,
      `DE:${B}`,
    ]);
    expect(await listed('asOf: "2026-11-23", country: "DE", filter: {makers: ["byd-auto"]}')).toEqual([`DE:${C}`]);
    expect(await listed('filter: {makers: []}')).toEqual([]);
  });

  it('stand on the day of the list: planned before they begin, ended after', async () => {
    const standing = (asOf: string, status: string) =>
      listed(`country: "DE", asOf: "${asOf}", filter: {statuses: [${status}]}`);
    expect(await standing('2025-12-31', 'PLANNED')).toEqual([`DE:${A}`, `DE:${B}`]);
    expect(await standing('2025-12-31', 'ON_SALE')).toEqual([`DE:${C}`]);
    expect(await standing('2026-01-01', 'ON_SALE')).toEqual([`DE:${C}`, `DE:${A}`]);
    expect(await standing('2026-11-23', 'ENDED')).toEqual([]);
    expect(await standing('2026-11-24', 'ENDED')).toEqual([`DE:${C}`]);
    expect(await standing('2026-12-31', 'ON_SALE')).toEqual([`DE:${A}`]);
    expect(await standing('2027-01-01', 'ENDED')).toEqual([`DE:${C}`, `DE:${A}`]);
    expect(await standing('2027-01-01', 'ENDED, PLANNED, ON_SALE')).toEqual([`DE:${C}`, `DE:${A}`, `DE:${B}`]);
    expect(await standing('2027-01-01', '')).toEqual([]);
    const shown =
      await vehicles.run(`{ offer(id: "DE:${A}") { before: status(asOf: "2025-12-31") first: status(asOf: "2026-01-01")
      last: status(asOf: "2026-12-31") after: status(asOf: "2027-01-01") status } }`);
    expect(at(shown, 'offer')).toEqual({
      before: 'PLANNED',
      first: 'ON_SALE',
      last: 'ON_SALE',
      after: 'ENDED',
      status: 'ON_SALE',
    });
  });

  it('are in every status list exactly where they show that status', () => {
    const dates = [null, '2026-01-01', '2026-06-01', '2027-01-01'];
    for (const status of Object.values(OfferStatus)) {
      for (const validFrom of dates) {
        for (const validTo of dates) {
          for (const asOf of ['2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01', '2027-01-01']) {
            const stored = { status, validFrom, validTo };
            const lists = Object.values(OfferStatus).filter((listed) =>
              new Query(standsOn([listed], asOf)).test(stored),
            );
            expect(lists, JSON.stringify({ ...stored, asOf })).toEqual([statusOn(stored, asOf)]);
          }
        }
      }
    }
  });

  it('compare prices exactly and never across currencies', async () => {
    const upTo = (amount: string) => `filter: {maxListPrice: {amount: "${amount}", currency: "EUR"}}`;
    expect(await listed(upTo('39990'))).toEqual([`DE:${A}`]);
    expect(await listed(upTo('39989.99'))).toEqual([]);
    expect(await listed(upTo('40000.01'))).toEqual([`DE:${A}`, `DE:${B}`]);
    expect(await listed(upTo('40000.0099999999'))).toEqual([`DE:${A}`]);
    expect(await listed(upTo('999999999'))).toEqual([`DE:${A}`, `DE:${B}`]);
  });

  it.each([
    ['filter: {maxListPrice: {amount: "-1", currency: "EUR"}}', 'filter.maxListPrice.amount'],
    [
      'filter: {maxListPrice: {amount: "123456789012345678901234.12345678901", currency: "EUR"}}',
      'filter.maxListPrice.amount',
    ],
    ['filter: {makers: ["BYD"]}', 'filter.makers'],
    ['first: 100000', 'first'],
    ['after: "x"', 'after'],
  ])('refuse %s', async (argument, field) => {
    const result = await vehicles.run(`{ offers(${argument}) { nodes { id } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(result.commands).toEqual([]);
  });

  it('read the variants of a page in one command; a variant without record is null', async () => {
    const result = await vehicles.run(
      '{ offers(country: "DE", asOf: "2026-06-01") { nodes { offerId variant { variantId name } } } }',
    );
    expect(at(result, 'offers', 'nodes')).toEqual([
      { offerId: `DE:${C}`, variant: null },
      { offerId: `DE:${A}`, variant: { variantId: A, name: 'byd a 2024' } },
      { offerId: `DE:${B}`, variant: { variantId: B, name: 'byd b 2024' } },
    ]);
    expect(result.commands).toEqual(['aggregate market_offers', 'find vehicle_variants']);
  });
});

describe('Country.offers', () => {
  const countries = ['NO', 'DE', 'SE', 'TH'].map((code) => ({ __typename: 'Country', code }));

  it('is one aggregation for all countries, in their order, and one more for the counts', async () => {
    const list = await vehicles.entities(countries, '... on Country { code offers(first: 1) { nodes { offerId } } }');
    expect(at(list, '_entities')).toEqual([
      { code: 'NO', offers: { nodes: [{ offerId: `NO:${A}` }] } },
      { code: 'DE', offers: { nodes: [{ offerId: `DE:${A}` }] } },
      { code: 'SE', offers: { nodes: [] } },
      { code: 'TH', offers: { nodes: [{ offerId: `TH:${A}` }] } },
    ]);
    expect(list.commands).toEqual(['aggregate market_offers']);

    const counted = await vehicles.entities(
      countries,
      '... on Country { offers(first: 1, asOf: "2026-11-25") { totalCount pageInfo { hasNextPage } } }',
    );
    expect(at(counted, '_entities')).toEqual([
      { offers: { totalCount: 2, pageInfo: { hasNextPage: true } } },
      { offers: { totalCount: 2, pageInfo: { hasNextPage: true } } },
      { offers: { totalCount: 0, pageInfo: { hasNextPage: false } } },
      { offers: { totalCount: 1, pageInfo: { hasNextPage: false } } },
    ]);
    expect(counted.commands).toEqual(['aggregate market_offers', 'aggregate market_offers']);
  });

  it('filters as the root field does, and goes on after a cursor', async () => {
    const germany = countries.slice(1, 2);
    const first = await vehicles.entities(
      germany,
      '... on Country { offers(first: 1, filter: {makers: ["byd"]}) { nodes { offerId } pageInfo { endCursor } } }',
    );
    const after = at(first, '_entities', 0, 'offers', 'pageInfo', 'endCursor');
    const second = await vehicles.entities(
      germany,
      `... on Country { offers(first: 1, filter: {makers: ["byd"]}, after: "${after}") {
        nodes { offerId } pageInfo { hasNextPage } } }`,
    );
    expect(at(second, '_entities', 0, 'offers')).toEqual({
      nodes: [{ offerId: `DE:${B}` }],
      pageInfo: { hasNextPage: false },
    });
  });
});

describe('VehicleVariant.offers', () => {
  it('is one aggregation for all variants, each cut after its own page', async () => {
    const result = await vehicles.run(
      '{ vehicleVariants { nodes { variantId offers(first: 2) { nodes { offerId } pageInfo { hasNextPage } } } } }',
    );
    expect(at(result, 'vehicleVariants', 'nodes')).toEqual([
      {
        variantId: A,
        offers: { nodes: [{ offerId: `DE:${A}` }, { offerId: `NO:${A}` }], pageInfo: { hasNextPage: true } },
      },
      { variantId: B, offers: { nodes: [{ offerId: `DE:${B}` }], pageInfo: { hasNextPage: false } } },
    ]);
    expect(result.commands).toEqual(['aggregate vehicle_variants', 'aggregate market_offers']);
  });

  it('is one aggregation for a whole page of variants', async () => {
    const many = Array.from({ length: 150 }, (_, number) =>
      variant(`many/${String(number).padStart(3, '0')}/2024/x/y`),
    );
    await vehicles.insert(vehicleVariantModel, many);
    await vehicles.insert(
      marketOfferModel,
      many.map(({ variantId }) => offer('ZA', variantId)),
    );
    const result = await vehicles.run(
      `{ vehicleVariants(first: 200, filter: {makers: ["many"]}) { nodes { variantId offers { nodes { variantId } } } } }`,
    );
    await vehicles.database.model(vehicleVariantModel).deleteMany({ maker: 'many' });
    await vehicles.database.model(marketOfferModel).deleteMany({ country: 'ZA' });
    expect(result.errors).toEqual([]);
    expect(at(result, 'vehicleVariants', 'nodes')).toEqual(
      many.map(({ variantId }) => ({ variantId, offers: { nodes: [{ variantId }] } })),
    );
    expect(result.commands.filter((command) => command === 'aggregate market_offers')).toHaveLength(1);
  });

  it('of one country and day, with count', async () => {
    const result = await vehicles.run(
      `{ vehicleVariants { nodes { offers(country: "NO", asOf: "2026-11-25") { totalCount nodes { offerId } } } } }`,
    );
    expect(at(result, 'vehicleVariants', 'nodes')).toEqual([
      { offers: { totalCount: 1, nodes: [{ offerId: `NO:${A}` }] } },
      { offers: { totalCount: 1, nodes: [{ offerId: `NO:${B}` }] } },
    ]);
    expect(result.commands).toHaveLength(3);
  });
});

describe('entity references to offers', () => {
  it('are answered in order by either key in one command', async () => {
    const result = await vehicles.entities(
      [
        { __typename: 'MarketOffer', offerId: `TH:${A}` },
        { __typename: 'MarketOffer', id: globalId('MarketOffer', `DE:${A}`) },
        { __typename: 'MarketOffer', offerId: 'DE:no/such' },
      ],
      '... on MarketOffer { offerId listPriceInclVat { currency } }',
    );
    expect(at(result, '_entities')).toEqual([
      { offerId: `TH:${A}`, listPriceInclVat: { currency: 'THB' } },
      { offerId: `DE:${A}`, listPriceInclVat: { currency: 'EUR' } },
      null,
    ]);
    expect(result.commands).toEqual(['find market_offers']);
  });
});
