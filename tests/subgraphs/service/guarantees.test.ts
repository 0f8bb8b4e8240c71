import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { guaranteeProgrammeModel } from '../../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { programme } from './service-records.js';

const membership = (code: string, validFrom: string | null = null, validTo: string | null = null) => ({
  code,
  validFrom,
  validTo,
});

/** Representations as the gateway sends them: with the places that markets knows. */
const PLACES = {
  DE: { region: { code: '150' }, subregion: { code: '155' }, tradeRegions: [membership('EU27', '1958-01-01')] },
  GB: { region: { code: '150' }, subregion: { code: '154' }, tradeRegions: [membership('EU27', null, '2020-02-01')] },
  AQ: { region: null, subregion: null, tradeRegions: [] },
};

const country = (code: keyof typeof PLACES) => ({ __typename: 'Country', code, ...PLACES[code] });

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
  await service.insert(guaranteeProgrammeModel, [
    programme('byd-world', { maker: 'byd', years: 6, km: 150_000 }),
    programme('byd-europe', { maker: 'byd', region: '150', years: 8, km: 200_000 }),
    programme('byd-de-old', { maker: 'byd', country: 'DE', validTo: '2025-01-01' }),
    programme('byd-de', { maker: 'byd', country: 'DE', validFrom: '2025-01-01', km: 250_000 }),
    programme('byd-eu-vehicle', { maker: 'byd', component: 'VEHICLE', tradeRegion: 'EU27', years: 6 }),
    programme('mg-world', { maker: 'mg', years: 7 }),
    programme('insurer-mobility', { component: 'MOBILITY', region: '155', funding: 'INSURER', years: 1 }),
    programme('eu-conformity', {
      component: 'VEHICLE',
      tradeRegion: 'EU27',
      legalMinimum: true,
      years: 2,
      funding: 'LAW',
    }),
    programme('gb-consumer-rights', {
      component: 'VEHICLE',
      country: 'GB',
      legalMinimum: true,
      years: 6,
      funding: 'LAW',
    }),
    programme('asean-only', { tradeRegion: 'ASEAN' }),
  ]);
});

afterAll(() => service.close());

function ids(nodes: unknown): string[] {
  return (nodes as { programmeId: string }[]).map((node) => node.programmeId);
}

describe('Country.guaranteeProgrammes', () => {
  it('lists what reaches each country, most specific first, with one command for all', async () => {
    const result = await service.entities(
      [country('DE'), country('GB'), country('AQ')],
      '... on Country { guaranteeProgrammes { nodes { programmeId } totalCount } }',
    );
    expect(result.errors).toEqual([]);
    expect([0, 1, 2].map((index) => ids(at(result, '_entities', index, 'guaranteeProgrammes', 'nodes')))).toEqual([
      ['byd-de', 'byd-eu-vehicle', 'eu-conformity', 'insurer-mobility', 'byd-europe', 'byd-world', 'mg-world'],
      ['gb-consumer-rights', 'byd-europe', 'byd-world', 'mg-world'],
      ['byd-world', 'mg-world'],
    ]);
    expect(at(result, '_entities', 0, 'guaranteeProgrammes', 'totalCount')).toBe(7);
    expect(result.commands).toEqual(['find guarantee_programmes']);
  });

  it('inherits from a trade region only while the country is a member', async () => {
    const onDay = (asOf: string) =>
      service.entities(
        [country('GB')],
        `... on Country { guaranteeProgrammes(asOf: "${asOf}", component: VEHICLE) { nodes { programmeId } } }`,
      );
    const member = await onDay('2020-01-31');
    const left = await onDay('2020-02-01');
    expect(ids(at(member, '_entities', 0, 'guaranteeProgrammes', 'nodes'))).toEqual([
      'gb-consumer-rights',
      'byd-eu-vehicle',
      'eu-conformity',
    ]);
    expect(ids(at(left, '_entities', 0, 'guaranteeProgrammes', 'nodes'))).toEqual(['gb-consumer-rights']);
  });

  it.each([
    ['2024-12-31', 'byd-de-old'],
    ['2025-01-01', 'byd-de'],
  ])('shows what is in force on %s', async (asOf, expected) => {
    const result = await service.entities(
      [country('DE')],
      `... on Country { guaranteeProgrammes(asOf: "${asOf}", maker: "byd", first: 1) { nodes { programmeId } } }`,
    );
    expect(ids(at(result, '_entities', 0, 'guaranteeProgrammes', 'nodes'))).toEqual([expected]);
  });

  it("shows a maker's own programmes and those for every make", async () => {
    const result = await service.entities(
      [country('DE')],
      '... on Country { guaranteeProgrammes(maker: "mg") { nodes { programmeId maker } } }',
    );
    expect(ids(at(result, '_entities', 0, 'guaranteeProgrammes', 'nodes'))).toEqual([
      'eu-conformity',
      'insurer-mobility',
      'mg-world',
    ]);
  });

  it('pages without gap or repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = after === null ? 'first: 3' : `first: 3, after: "${after}"`;
      const result = await service.entities(
        [country('DE')],
        `... on Country { guaranteeProgrammes(${page}) { nodes { programmeId } pageInfo { hasNextPage endCursor } } }`,
      );
      const path = ['_entities', 0, 'guaranteeProgrammes'] as const;
      seen.push(...ids(at(result, ...path, 'nodes')));
      after = at(result, ...path, 'pageInfo', 'hasNextPage')
        ? String(at(result, ...path, 'pageInfo', 'endCursor'))
        : null;
    } while (after !== null);
    expect(seen).toEqual([
      'byd-de',
      'byd-eu-vehicle',
      'eu-conformity',
      'insurer-mobility',
      'byd-europe',
      'byd-world',
      'mg-world',
    ]);
  });

  it.each([
    ['first: 100000', 'first'],
    ['after: "W10"', 'after'],
    ['maker: "BYD!"', 'maker'],
  ])('refuses %s', async (list, field) => {
    const result = await service.entities(
      [country('DE')],
      `... on Country { guaranteeProgrammes(${list}) { nodes { name } } }`,
    );
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

describe('guarantee', () => {
  it('names country, variant and day; a global id is turned into the natural key', async () => {
    const result = await service.run(
      `query ($id: ID!) { guarantee(country: "DE", variantId: $id) { country { code } variantId asOf }
        dated: guarantee(country: "DE", variantId: "byd/seal/2025", asOf: "2024-06-30") { asOf } }`,
      { variables: { id: globalId('VehicleVariant', 'byd/seal/2025') } },
    );
    expect(result).toMatchObject({
      data: {
        guarantee: { country: { code: 'DE' }, variantId: 'byd/seal/2025', asOf: '2026-11-24' },
        dated: { asOf: '2024-06-30' },
      },
      errors: [],
      commands: [],
    });
  });

  it.each(['byd', '/seal', 'byd/', '', 'byd seal'])('refuses the variant id %j', async (id) => {
    const result = await service.run('query ($id: ID!) { guarantee(country: "DE", variantId: $id) { asOf } }', {
      variables: { id },
    });
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'variantId' });
  });

  const guarantee = (code: keyof typeof PLACES, variantId: string, asOf = '2026-11-24') => ({
    __typename: 'Guarantee',
    country: { code, ...PLACES[code] },
    variantId,
    asOf,
  });

  it('says what counts for many cars in many countries with one command', async () => {
    const result = await service.entities(
      [guarantee('DE', 'byd/seal/2025'), guarantee('GB', 'byd/seal/2025'), guarantee('DE', 'mg/mg4/2024')],
      '... on Guarantee { best { programmeId component years km } legalMinima { programmeId country { code } } }',
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toEqual([
      {
        best: [
          { programmeId: 'byd-de', component: 'HV_BATTERY', years: 8, km: 250_000 },
          { programmeId: 'insurer-mobility', component: 'MOBILITY', years: 1, km: 160_000 },
          { programmeId: 'byd-eu-vehicle', component: 'VEHICLE', years: 6, km: 160_000 },
        ],
        legalMinima: [{ programmeId: 'eu-conformity', country: null }],
      },
      {
        best: [{ programmeId: 'byd-europe', component: 'HV_BATTERY', years: 8, km: 200_000 }],
        legalMinima: [{ programmeId: 'gb-consumer-rights', country: { code: 'GB' } }],
      },
      {
        best: [
          { programmeId: 'mg-world', component: 'HV_BATTERY', years: 7, km: 160_000 },
          { programmeId: 'insurer-mobility', component: 'MOBILITY', years: 1, km: 160_000 },
        ],
        legalMinima: [{ programmeId: 'eu-conformity', country: null }],
      },
    ]);
    expect(result.commands).toEqual(['find guarantee_programmes']);
  });

  it('has terms per component, with the law beside them, in the command that the best one costs', async () => {
    const result = await service.entities(
      [guarantee('DE', 'byd/seal/2025')],
      '... on Guarantee { best { years } terms { component programme { programmeId } legalMinimum { programmeId years } lawGrantsMore } }',
    );
    expect(at(result, '_entities', 0, 'terms')).toEqual([
      { component: 'HV_BATTERY', programme: { programmeId: 'byd-de' }, legalMinimum: null, lawGrantsMore: null },
      {
        component: 'MOBILITY',
        programme: { programmeId: 'insurer-mobility' },
        legalMinimum: null,
        lawGrantsMore: null,
      },
      {
        component: 'VEHICLE',
        programme: { programmeId: 'byd-eu-vehicle' },
        legalMinimum: { programmeId: 'eu-conformity', years: 2 },
        lawGrantsMore: false,
      },
    ]);
    expect(new Set(result.commands)).toEqual(new Set(['find guarantee_programmes']));
  });

  it('of a part of a country needs that part to be named', async () => {
    const of = (rest: string) =>
      service.run(`{ guarantee(country: "US", variantId: "byd/seal/2025"${rest}) { subdivision } }`);
    expect(at(await of(', subdivision: "US-CA"'), 'guarantee', 'subdivision')).toBe('US-CA');
    expect(at(await of(''), 'guarantee', 'subdivision')).toBeNull();
    expect(firstError(await of(', subdivision: "DE-BY"'))).toEqual({ code: 'BAD_USER_INPUT', field: 'subdivision' });
    expect(firstError(await of(', subdivision: "California"'))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'subdivision',
    });
  });

  it('follows the day', async () => {
    const result = await service.entities(
      [guarantee('DE', 'byd/seal/2025', '2024-12-31'), guarantee('DE', 'byd/seal/2025', '2025-01-01')],
      '... on Guarantee { best { programmeId } }',
    );
    expect(ids(at(result, '_entities', 0, 'best'))[0]).toBe('byd-de-old');
    expect(ids(at(result, '_entities', 1, 'best'))[0]).toBe('byd-de');
  });

  it('is null for a reference that is not whole', async () => {
    const result = await service.entities(
      [
        { ...guarantee('DE', 'byd/seal/2025'), asOf: '2026-02-30' },
        { ...guarantee('DE', 'byd/seal/2025'), country: {} },
        guarantee('DE', 'byd'),
      ],
      '... on Guarantee { asOf }',
    );
    expect(at(result, '_entities')).toEqual([null, null, null]);
  });
});

describe('guarantee programmes by reference', () => {
  it('are found by either key, in their order, with one command', async () => {
    const result = await service.entities(
      [
        { __typename: 'GuaranteeProgramme', id: globalId('GuaranteeProgramme', 'mg-world') },
        { __typename: 'GuaranteeProgramme', programmeId: 'none' },
        { __typename: 'GuaranteeProgramme', programmeId: 'byd-de' },
      ],
      '... on GuaranteeProgramme { id programmeId validFrom }',
    );
    expect(at(result, '_entities')).toEqual([
      { id: globalId('GuaranteeProgramme', 'mg-world'), programmeId: 'mg-world', validFrom: null },
      null,
      { id: globalId('GuaranteeProgramme', 'byd-de'), programmeId: 'byd-de', validFrom: '2025-01-01' },
    ]);
    expect(result.commands).toEqual(['find guarantee_programmes']);
  });
});
