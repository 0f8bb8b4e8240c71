import 'reflect-metadata';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { type CountryRecord, countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import { fleetStatisticModel } from '../../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../src/subgraphs/markets/markets.subgraph.js';
import { marketPolicyModel } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { type TownRecord, townModel } from '../../../src/subgraphs/markets/town/town.model.js';
import {
  firstError,
  type SubgraphHarness,
  startSubgraphHarness,
  TEST_PROVENANCE,
} from '../../support/subgraph-harness.js';
import { policy } from './market-records.js';

let markets: SubgraphHarness;

function country(code: string, more: Partial<CountryRecord> = {}): CountryRecord {
  return {
    _id: code,
    code,
    code3: `${code}X`,
    numeric: '000',
    name: `Country ${code}`,
    officialName: null,
    region: { code: '150', name: 'Europe' },
    subregion: null,
    tradeRegions: [],
    currency: 'EUR',
    languages: [],
    timeZones: [],
    capital: null,
    provenance: TEST_PROVENANCE,
    ...more,
  };
}

function town(geonameId: string, of: string, population: number): TownRecord {
  return {
    _id: geonameId,
    geonameId,
    country: of,
    name: `Town ${geonameId}`,
    asciiName: `Town ${geonameId}`,
    location: { type: 'Point', coordinates: [10.75, 59.91] },
    population,
    admin1: null,
    timeZone: 'Europe/Oslo',
    featureCode: 'PPL',
    provenance: TEST_PROVENANCE,
  };
}

beforeAll(async () => {
  markets = await startSubgraphHarness(MARKETS_SUBGRAPH, MARKETS_MODELS);
  await markets.insert(countryModel, [
    country('AT', { tradeRegions: [{ code: 'EU27', validFrom: '1995-01-01', validTo: null }] }),
    country('GB', {
      currency: 'GBP',
      tradeRegions: [{ code: 'EU27', validFrom: '1973-01-01', validTo: '2020-02-01' }],
    }),
    country('NO', { currency: 'NOK', code3: 'NOR' }),
    country('TH', { currency: 'THB', region: { code: '142', name: 'Asia' } }),
    country('AQ', { currency: null, region: null }),
  ]);
  await markets.insert(townModel, [
    town('3143244', 'NO', 580_000),
    town('1', 'NO', 20_000),
    town('2', 'NO', 20_000),
    town('3', 'TH', 5_100_000),
  ]);
  await markets.insert(fleetStatisticModel, [
    {
      _id: 'NO:2021:BEV',
      country: 'NO',
      year: 2021,
      powertrain: 'BEV',
      stock: 460_000,
      sales: 110_000,
      provenance: TEST_PROVENANCE,
    },
    {
      _id: 'NO:2022:BEV',
      country: 'NO',
      year: 2022,
      powertrain: 'BEV',
      stock: 590_000,
      sales: null,
      provenance: TEST_PROVENANCE,
    },
  ]);
  await markets.insert(marketPolicyModel, [
    policy('eu-duty', { tradeRegion: 'EU27' }),
    policy('eu-cvd', {
      tradeRegion: 'EU27',
      kind: 'COUNTERVAILING_DUTY',
      validFrom: '2024-10-30',
      validTo: '2029-10-30',
    }),
    policy('at-vat', { country: 'AT', kind: 'VAT', rate: mongo.Decimal128.fromString('0.20') }),
    policy('no-vat-2025', {
      country: 'NO',
      kind: 'VAT',
      validFrom: '2023-01-01',
      validTo: '2026-01-01',
      figures: [{ name: 'threshold', value: mongo.Decimal128.fromString('500000'), unit: 'NOK' }],
    }),
    policy('no-vat-2026', { country: 'NO', kind: 'VAT', validFrom: '2026-01-01', validTo: '2027-01-01' }),
  ]);
});

afterAll(() => markets.close());

describe('countries', () => {
  it('are found by code, null where there is none', async () => {
    const { data, errors } = await markets.run(
      '{ no: country(code: "NO") { code3 currency } lu: country(code: "LU") { name } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ no: { code3: 'NOR', currency: 'NOK' }, lu: null });
  });

  it('cost one command, whatever their number', async () => {
    const { commands } = await markets.run(
      '{ a: country(code: "NO") { name } b: country(code: "GB") { capital } c: country(code: "LU") { name } }',
    );
    expect(commands).toEqual(['find countries']);
  });

  it('are listed in the order of their codes, page by page', async () => {
    const page = 'nodes { code } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }';
    const first = await markets.run(`{ countries(first: 2) { ${page} totalCount } }`);
    const { countries } = first.data as { countries: { pageInfo: { endCursor: string } } };
    expect(countries).toMatchObject({
      nodes: [{ code: 'AQ' }, { code: 'AT' }],
      totalCount: 5,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const second = await markets.run(
      'query ($after: String) { countries(first: 3, after: $after) { nodes { code } pageInfo { hasNextPage hasPreviousPage } } }',
      {
        variables: { after: countries.pageInfo.endCursor },
      },
    );
    expect(second.data).toEqual({
      countries: {
        nodes: [{ code: 'GB' }, { code: 'NO' }, { code: 'TH' }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      },
    });
  });

  it.each([
    ['codes', '{ codes: ["TH", "NO"] }', ['NO', 'TH']],
    ['region', '{ region: "150" }', ['AT', 'GB', 'NO']],
    ['currency', '{ currency: "GBP" }', ['GB']],
    ['trade region, members of today only', '{ tradeRegion: "EU27" }', ['AT']],
    ['several conditions at once', '{ region: "150", codes: ["TH", "NO"] }', ['NO']],
  ])('are filtered by %s', async (_name, filter, codes) => {
    const { data } = await markets.run(`{ countries(filter: ${filter}) { nodes { code } totalCount } }`);
    expect(data).toEqual({ countries: { nodes: codes.map((code) => ({ code })), totalCount: codes.length } });
  });

  it('remember who was a member when', async () => {
    const filter = '{ countries(filter: { tradeRegion: "EU27" }) { nodes { code } } }';
    expect((await markets.run(filter, { today: '2020-01-31' })).data).toEqual({
      countries: { nodes: [{ code: 'AT' }, { code: 'GB' }] },
    });
    expect((await markets.run(filter, { today: '2020-02-01' })).data).toEqual({
      countries: { nodes: [{ code: 'AT' }] },
    });
  });

  it.each([
    ['a page too large', '{ countries(first: 100000) { nodes { code } } }', 'first'],
    ['a negative page', '{ countries(first: -1) { nodes { code } } }', 'first'],
    ['a cursor that is none', '{ countries(after: "abc") { nodes { code } } }', 'after'],
    ['a region that is none', '{ countries(filter: { region: "Europe" }) { nodes { code } } }', 'filter.region'],
  ])('refuse %s', async (_name, source, field) => {
    expect(firstError(await markets.run(source))).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('refuse a code that ISO 3166-1 does not have', async () => {
    expect((await markets.run('{ country(code: "XX") { name } }')).errors[0]?.message).toMatch(
      /CountryCode|country code|match/i,
    );
  });

  it('are resolved as references by either key, in order, in one command', async () => {
    const { data, commands } = await markets.entities(
      [
        { __typename: 'Country', code: 'TH' },
        { __typename: 'Country', id: globalId('Country', 'NO') },
        { __typename: 'Country', code: 'LU' },
        { __typename: 'Country', code: 'AT' },
      ],
      '... on Country { code id }',
    );
    expect(data).toEqual({
      _entities: [
        { code: 'TH', id: globalId('Country', 'TH') },
        { code: 'NO', id: globalId('Country', 'NO') },
        null,
        { code: 'AT', id: globalId('Country', 'AT') },
      ],
    });
    expect(commands).toEqual(['find countries']);
  });
});

describe('towns', () => {
  const source = `query ($after: String) {
    countries(filter: { codes: ["NO", "TH"] }) {
      nodes { code towns(first: 2, after: $after) { nodes { geonameId } totalCount pageInfo { endCursor hasNextPage } } }
    }
  }`;

  it('are listed largest first, those of all countries in one command', async () => {
    const { data, commands } = await markets.run(source);
    expect(data).toMatchObject({
      countries: {
        nodes: [
          {
            code: 'NO',
            towns: {
              nodes: [{ geonameId: '3143244' }, { geonameId: '1' }],
              totalCount: 3,
              pageInfo: { hasNextPage: true },
            },
          },
          { code: 'TH', towns: { nodes: [{ geonameId: '3' }], totalCount: 1, pageInfo: { hasNextPage: false } } },
        ],
      },
    });
    // One for the countries, one for the pages of towns, one for the counts that were asked for.
    expect(commands).toEqual(['aggregate countries', 'aggregate towns', 'aggregate towns']);
  });

  it('go on after a cursor, towns of equal size included', async () => {
    const first = (await markets.run(source)).data as {
      countries: { nodes: { towns: { pageInfo: { endCursor: string } } }[] };
    };
    const after = first.countries.nodes[0]?.towns.pageInfo.endCursor;
    const { data } = await markets.run(source, { variables: { after } });
    expect(data).toMatchObject({ countries: { nodes: [{ code: 'NO', towns: { nodes: [{ geonameId: '2' }] } }, {}] } });
  });

  it('are resolved as references with their country and place', async () => {
    const { data } = await markets.entities(
      [
        { __typename: 'Town', geonameId: '3143244' },
        { __typename: 'Town', id: globalId('Town', 'none') },
      ],
      '... on Town { name country { code } coordinates { latitude longitude } }',
    );
    expect(data).toEqual({
      _entities: [
        { name: 'Town 3143244', country: { code: 'NO' }, coordinates: { latitude: 59.91, longitude: 10.75 } },
        null,
      ],
    });
  });
});

describe('fleets', () => {
  it('come latest year first, unknown figures as null', async () => {
    const { data } = await markets.run(
      '{ country(code: "NO") { fleet(fromYear: 2021) { year powertrain stock sales } } }',
    );
    expect(data).toEqual({
      country: {
        fleet: [
          { year: 2022, powertrain: 'BEV', stock: 590_000, sales: null },
          { year: 2021, powertrain: 'BEV', stock: 460_000, sales: 110_000 },
        ],
      },
    });
  });
});

describe('policies', () => {
  async function policiesOf(code: string, asOf: string): Promise<unknown> {
    const { data } = await markets.run(
      'query ($c: CountryCode!, $d: Date) { policies(country: $c, asOf: $d) { policyId } }',
      {
        variables: { c: code, d: asOf },
      },
    );
    return (data as { policies: { policyId: string }[] }).policies.map(({ policyId }) => policyId).sort();
  }

  it('of a trade region hold for its members while they are members', async () => {
    expect(await policiesOf('AT', '2026-11-24')).toEqual(['at-vat', 'eu-cvd', 'eu-duty']);
    expect(await policiesOf('GB', '2020-01-31')).toEqual(['eu-duty']);
    expect(await policiesOf('GB', '2020-02-01')).toEqual([]);
  });

  it.each([
    ['2024-10-29', ['at-vat', 'eu-duty']],
    ['2024-10-30', ['at-vat', 'eu-cvd', 'eu-duty']],
    ['2029-10-29', ['at-vat', 'eu-cvd', 'eu-duty']],
    ['2029-10-30', ['at-vat', 'eu-duty']],
  ])('are in force from their first day to the day before the last: %s', async (asOf, expected) => {
    expect(await policiesOf('AT', asOf)).toEqual(expected);
  });

  it('have a type for their kind, exact rates and figures', async () => {
    const { data, errors } = await markets.run(
      '{ country(code: "NO") { policies(kinds: [VAT], asOf: "2025-12-31") { __typename policyId rate figures { name value unit } } } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      country: {
        policies: [
          {
            __typename: 'Vat',
            policyId: 'no-vat-2025',
            rate: '0.1',
            figures: [{ name: 'threshold', value: '500000', unit: 'NOK' }],
          },
        ],
      },
    });
  });

  it('of many countries cost one command a collection', async () => {
    const { commands } = await markets.run('{ countries(first: 5) { nodes { policies { policyId } } } }');
    expect(commands).toEqual(['aggregate countries', 'find market_policies']);
  });
});
