import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type SeededServer, type ServerShape, startSeededServer } from '../support/seeded-server.js';

interface MainAnswer {
  countries: {
    nodes: {
      name: string;
      currency: string;
      chargingLocations: { nodes: { name: string; evses: { connectors: { standard: string }[] }[] }[] };
      servicePoints: { nodes: { name: string; capabilities: { code: string; validTo: string | null }[] }[] };
      financingProducts: { nodes: { name: string; currency: string; partner: { name: string } }[] };
      guaranteeProgrammes: { nodes: { name: string; component: string; years: number }[] };
    }[];
  };
}

let data: SeededDatabase;

beforeAll(async () => {
  data = await startSeededDatabase();
}, 300_000);

afterAll(() => data.close());

describe.each<ServerShape>(['one process', 'one server a subgraph'])('%s', (shape) => {
  let tripod: SeededServer;
  let mainQuery: string;

  beforeAll(async () => {
    mainQuery = await readFile(new URL('../../examples/queries/ten-countries.graphql', import.meta.url), 'utf8');
    tripod = await startSeededServer(data, { shape });
  });

  afterAll(() => tripod.close());

  describe('the main query', () => {
    it('joins service, finance and infrastructure of ten countries', async () => {
      const { status, data, errors } = await tripod.ask<MainAnswer>(mainQuery);
      expect(status).toBe(200);
      expect(errors).toEqual([]);
      expect(data.countries.nodes.map(({ name, currency }) => [name, currency])).toEqual([
        ['Brazil', 'BRL'],
        ['Germany', 'EUR'],
        ['France', 'EUR'],
        ['United Kingdom', 'GBP'],
        ['Indonesia', 'IDR'],
        ['Mexico', 'MXN'],
        ['Netherlands', 'EUR'],
        ['Norway', 'NOK'],
        ['Thailand', 'THB'],
        ['Türkiye', 'TRY'],
      ]);
      for (const country of data.countries.nodes) {
        expect(country.chargingLocations.nodes).toHaveLength(5);
        expect(country.servicePoints.nodes).toHaveLength(5);
        expect(country.financingProducts.nodes).toHaveLength(3);
        expect(country.guaranteeProgrammes.nodes).toHaveLength(1);
        for (const { evses } of country.chargingLocations.nodes) {
          expect(evses.length).toBeGreaterThan(0);
          expect(evses.every(({ connectors }) => connectors.length > 0)).toBe(true);
        }
        for (const { capabilities } of country.servicePoints.nodes) {
          expect(capabilities.map(({ code }) => code)).toContain('HV_LEVEL_3_LIVE_WORK');
        }
        for (const product of country.financingProducts.nodes) {
          expect(product.partner.name).not.toBe('');
        }
      }
    });

    it('costs one database command a collection', async () => {
      const { commands } = await tripod.ask(mainQuery);
      expect([...commands].sort()).toEqual([
        'aggregate charging_locations',
        'aggregate countries',
        'aggregate financing_products',
        'aggregate service_points',
        'find finance_partners',
        'find guarantee_programmes',
      ]);
    });

    it('costs the same for two countries as for two hundred', async () => {
      const forCountries = (filter: string) => mainQuery.replace(/\(filter: \{.*?\}\)/, filter);
      const two = await tripod.ask(forCountries('(filter: { codes: ["DE", "NO"] })'));
      const many = await tripod.ask<MainAnswer>(forCountries('(first: 200)'));
      expect(many.errors).toEqual([]);
      expect(many.data.countries.nodes).toHaveLength(200);
      expect([...many.commands].sort()).toEqual([...two.commands].sort());
    });

    it('reads the first units of the German register in its order', async () => {
      const { data } = await tripod.ask<{ country: { chargingLocations: { nodes: unknown[] } } }>(
        '{ country(code: "DE") { chargingLocations(first: 1) { nodes { address city postalCode state operator { name } maxPowerKW operationalSince provenance { synthetic source { system licence } } } } } }',
      );
      // The first row of the Bundesnetzagentur's file of 2019-07-19.
      expect(data.country.chargingLocations.nodes).toEqual([
        {
          address: 'Luisenring 49',
          city: 'Mannheim',
          postalCode: '68159',
          state: 'Baden-Württemberg',
          operator: { name: 'MVV Energie AG' },
          maxPowerKW: 22,
          operationalSince: '2010-04-14',
          provenance: {
            synthetic: false,
            source: { system: expect.stringContaining('Bundesnetzagentur'), licence: 'CC-BY-4.0' },
          },
        },
      ]);
    });
  });

  describe('other ways in', () => {
    it('fetches any object again by its global id', async () => {
      const first = await tripod.ask<{ country: Record<string, { nodes: { id: string }[] }> & { id: string } }>(`{
      country(code: "NO") {
        id
        towns(first: 1) { nodes { id } }
        offers(first: 1) { nodes { id } }
        chargingLocations(first: 1) { nodes { id } }
        servicePoints(first: 1) { nodes { id } }
        financingProducts(first: 1) { nodes { id } }
        guaranteeProgrammes(first: 1) { nodes { id } }
      }
    }`);
      expect(first.errors).toEqual([]);
      const { id, ...lists } = first.data.country;
      const ids = [id, ...Object.values(lists).map((list) => list.nodes[0]?.id ?? '')];
      const { data, errors } = await tripod.ask<{ nodes: { __typename: string }[] }>(
        `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on Country { name } ... on Town { population } ... on MarketOffer { status } ... on ChargingLocation { city }
        ... on ServicePoint { bays } ... on FinancingProduct { kind } ... on GuaranteeProgramme { years } } }`,
        { ids },
      );
      expect(errors).toEqual([]);
      expect(data.nodes).toEqual([
        { __typename: 'Country', id, name: 'Norway' },
        { __typename: 'Town', id: ids[1], population: expect.any(Number) },
        { __typename: 'MarketOffer', id: ids[2], status: expect.any(String) },
        { __typename: 'ChargingLocation', id: ids[3], city: expect.any(String) },
        { __typename: 'ServicePoint', id: ids[4], bays: expect.anything() },
        { __typename: 'FinancingProduct', id: ids[5], kind: expect.any(String) },
        { __typename: 'GuaranteeProgramme', id: ids[6], years: expect.any(Number) },
      ]);
    });

    it('answers null for ids that name nothing', async () => {
      const { data } = await tripod.ask(
        'query ($id: ID!) { a: node(id: "nonsense") { id } b: node(id: $id) { ... on Country { name } } }',
        {
          id: Buffer.from('Country:ZZ').toString('base64url'),
        },
      );
      expect(data).toMatchObject({ a: null });
    });

    it('crosses four subgraphs from a vehicle to the market where it is on offer', async () => {
      const { data, errors } = await tripod.ask<{
        offers: {
          nodes: {
            country: { name: string; servicePoints: { nodes: unknown[] } };
            variant: { name: string; maker: { name: string } };
          }[];
        };
      }>(
        `{ offers(country: "TH", first: 2) { nodes {
          listPriceInclVat { amount currency }
          variant { name maker { name } }
          country { name currency servicePoints(first: 1) { nodes { name } } financingProducts(first: 1) { nodes { kind } } }
      } } }`,
      );
      expect(errors).toEqual([]);
      expect(data.offers.nodes).toHaveLength(2);
      for (const { country, variant } of data.offers.nodes) {
        expect(country.name).toBe('Thailand');
        expect(country.servicePoints.nodes).toHaveLength(1);
        expect(variant.name).toContain(variant.maker.name);
      }
    });

    it('finds the guarantee of a variant in a country: the most specific one, and what the law grants', async () => {
      const offers = await tripod.ask<{ offers: { nodes: { variant: { variantId: string } }[] } }>(
        '{ offers(country: "NO", first: 1) { nodes { variant { variantId } } } }',
      );
      const { data, errors } = await tripod.ask<{
        guarantee: { best: { component: string }[]; country: { name: string } };
      }>(
        'query ($v: ID!) { guarantee(country: "NO", variantId: $v, asOf: "2026-11-24") { country { name } best { name component years } legalMinima { name legalMinimum } } }',
        { v: offers.data.offers.nodes[0]?.variant.variantId },
      );
      expect(errors).toEqual([]);
      expect(data.guarantee.country.name).toBe('Norway');
      const components = data.guarantee.best.map(({ component }) => component);
      expect(components.length).toBeGreaterThan(0);
      expect(new Set(components).size).toBe(components.length);
    });

    it('mutates for callers with the scope, and only for them', async () => {
      const site = await tripod.ask<{
        chargingLocations: {
          nodes: {
            countryCode: string;
            partyId: string;
            locationId: string;
            evses: { uid: string; status: string }[];
          }[];
        };
      }>(
        '{ chargingLocations(country: "NO", first: 1) { nodes { countryCode partyId locationId evses { uid status } } } }',
      );
      const [location] = site.data.chargingLocations.nodes;
      const [evse] = location?.evses ?? [];
      const mutation = `mutation ($input: UpdateEvseStatusInput!) {
      updateEvseStatus(input: $input) { country { name } evses { uid status } }
    }`;
      const input = {
        countryCode: location?.countryCode,
        partyId: location?.partyId,
        locationId: location?.locationId,
        evseUid: evse?.uid,
        status: 'BLOCKED',
        at: '2026-11-24T12:00:00Z',
      };
      const refused = await tripod.ask(mutation, { input });
      expect(refused.errors).toMatchObject([
        { path: ['updateEvseStatus'], extensions: { code: 'UNAUTHORIZED_FIELD' } },
      ]);
      const operator = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'operator' };
      const { data, errors } = await tripod.ask<{
        updateEvseStatus: { country: { name: string }; evses: { uid: string; status: string }[] };
      }>(mutation, { input }, operator);
      expect(errors).toEqual([]);
      expect(data.updateEvseStatus.country.name).toBe('Norway');
      expect(data.updateEvseStatus.evses.find(({ uid }) => uid === evse?.uid)?.status).toBe('BLOCKED');
    });

    it('introspects, alone and beside data', async () => {
      const { data } = await tripod.ask<{ __schema: { queryType: { name: string } }; country: { __typename: string } }>(
        '{ __schema { queryType { name } } __type(name: "Country") { fields { name } } country(code: "NO") { __typename } }',
      );
      expect(data.__schema.queryType.name).toBe('Query');
      expect(data.country.__typename).toBe('Country');
    });
  });

  describe('bad input', () => {
    it.each([
      ['an unknown field', '{ country(code: "NO") { mayor } }', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
      ['an unknown country', '{ country(code: "XX") { name } }', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
      [
        'an unknown country in a variable',
        'query ($c: CountryCode!) { country(code: $c) { name } }',
        { c: 'XX' },
        400,
        'BAD_USER_INPUT',
      ],
      [
        'a wrong scalar',
        'query ($d: Date) { policies(country: "NO", asOf: $d) { scope } }',
        { d: '2026-02-30' },
        400,
        'BAD_USER_INPUT',
      ],
      ['a page too large', '{ countries(first: 100000) { nodes { name } } }', {}, 200, 'BAD_USER_INPUT'],
      [
        'a nested page too large',
        '{ country(code: "NO") { chargingLocations(first: 100000) { nodes { name } } } }',
        {},
        200,
        'BAD_USER_INPUT',
      ],
      [
        'a cursor that is none',
        '{ country(code: "NO") { servicePoints(after: "abc") { nodes { name } } } }',
        {},
        200,
        'BAD_USER_INPUT',
      ],
    ])(
      '%s: a clear error with its code, no stack, and the server goes on',
      async (_name, query, variables, status, code) => {
        const answer = await tripod.ask(query, variables);
        expect(answer.status).toBe(status);
        expect(answer.errors[0]?.extensions).toMatchObject({ code, requestId: expect.any(String) });
        expect(JSON.stringify(answer.errors)).not.toMatch(/stack|node_modules|\.[tj]s:/);
        expect((await tripod.ask('{ country(code: "NO") { name } }')).data).toEqual({ country: { name: 'Norway' } });
      },
    );
  });
});
