import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountryRecord, countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../src/subgraphs/markets/markets.subgraph.js';
import {
  type RegistrationRecord,
  registrationKey,
  registrationModel,
} from '../../../src/subgraphs/markets/registration/registration.model.js';
import { townModel } from '../../../src/subgraphs/markets/town/town.model.js';
import { seedRecords } from '../../seeds/read-seeds.js';
import {
  at,
  firstError,
  type SubgraphHarness,
  startSubgraphHarness,
  TEST_PROVENANCE,
} from '../../support/subgraph-harness.js';

let markets: SubgraphHarness;

function row(country: string, month: string, more: Partial<RegistrationRecord> = {}): RegistrationRecord {
  const registration = {
    country,
    area: null,
    geonameId: null,
    month,
    make: 'byd',
    model: 'seal',
    powertrain: 'BEV',
    ...more,
  };
  return { _id: registrationKey(registration), units: 10, provenance: TEST_PROVENANCE, ...registration };
}

beforeAll(async () => {
  markets = await startSubgraphHarness(MARKETS_SUBGRAPH, MARKETS_MODELS);
  await markets.insert(countryModel, seedRecords<CountryRecord>('countries'));
  await markets.insert(townModel, [
    {
      _id: '3143244',
      geonameId: '3143244',
      country: 'NO',
      name: 'Oslo',
      asciiName: 'Oslo',
      location: { type: 'Point', coordinates: [10.75, 59.91] },
      population: 580_000,
      admin1: null,
      timeZone: 'Europe/Oslo',
      featureCode: 'PPLC',
      provenance: TEST_PROVENANCE,
    },
  ]);
  await markets.insert(registrationModel, [
    row('NO', '2026-01'),
    row('NO', '2026-02', { units: 20 }),
    row('NO', '2026-03', { make: 'volvo', model: 'xc60', powertrain: 'PHEV' }),
    row('NO', '2026-03', { area: 'Oslo', geonameId: '3143244', units: 7 }),
    row('SE', '2026-03'),
  ]);
});

afterAll(() => markets.close());

const ask = (field: string) =>
  markets.run(`{ countries(filter: { codes: ["NO", "SE", "TH"] }) { nodes { code registrations${field} } } }`);

describe('registrations', () => {
  it('come latest month first, those of all countries in one command, with the town of their area', async () => {
    const result = await ask(
      '(first: 2) { totalCount nodes { month area town { name } make model powertrain units } }',
    );
    expect(result.errors).toEqual([]);
    expect(at(result, 'countries', 'nodes', 0, 'registrations')).toEqual({
      totalCount: 4,
      nodes: [
        { month: '2026-03', area: null, town: null, make: 'volvo', model: 'xc60', powertrain: 'PHEV', units: 10 },
        {
          month: '2026-03',
          area: 'Oslo',
          town: { name: 'Oslo' },
          make: 'byd',
          model: 'seal',
          powertrain: 'BEV',
          units: 7,
        },
      ],
    });
    expect(at(result, 'countries', 'nodes', 2, 'registrations')).toEqual({ totalCount: 0, nodes: [] });
    expect(result.commands).toEqual([
      'aggregate countries',
      'aggregate registrations',
      'aggregate registrations',
      'find towns',
    ]);
  });

  it.each([
    ['months', '{ fromMonth: "2026-02", toMonth: "2026-02" }', 1],
    ['makes', '{ makes: ["volvo"] }', 1],
    ['powertrains', '{ powertrains: [BEV] }', 3],
    ['areas', '{ byArea: true }', 1],
    ['no areas', '{ byArea: false, makes: ["byd"] }', 2],
  ])('are filtered by %s', async (_name, filter, count) => {
    const result = await ask(`(filter: ${filter}) { totalCount }`);
    expect(at(result, 'countries', 'nodes', 0, 'registrations', 'totalCount')).toBe(count);
  });

  it.each(['2026', '2026-13', 'January'])('refuse the month %s', async (month) => {
    const result = await ask(`(filter: { fromMonth: "${month}" }) { totalCount }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'filter.fromMonth' });
  });
});
