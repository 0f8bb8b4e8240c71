import 'reflect-metadata';
import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway, type Gateway } from '../../../src/gateway/gateway.js';
import { localTransport } from '../../../src/gateway/local-transport.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import {
  type FleetStatisticRecord,
  fleetStatisticModel,
} from '../../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../src/subgraphs/markets/markets.subgraph.js';
import { VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { type SubgraphHarness, startSubgraphHarness, TEST_PROVENANCE } from '../../support/subgraph-harness.js';
import { connector, evse, site, siteAt } from './location-records.js';

let harness: SubgraphHarness;
let gateway: Gateway;

function country(code: string): object {
  return {
    _id: code,
    code,
    code3: code,
    numeric: '000',
    name: `Country ${code}`,
    officialName: null,
    region: null,
    subregion: null,
    tradeRegions: [],
    currency: 'EUR',
    languages: [],
    timeZones: [],
    capital: null,
    provenance: TEST_PROVENANCE,
  };
}

function stock(code: string, year: number, powertrain: string, cars: number | null): FleetStatisticRecord {
  return {
    _id: `${code}:${year}:${powertrain}`,
    country: code,
    year,
    powertrain,
    stock: cars,
    sales: null,
    provenance: { ...TEST_PROVENANCE, source: { ...TEST_PROVENANCE.source, system: 'Agency' } },
  };
}

const alternating = (watts: number | null) =>
  connector({ id: '2', standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE', maxElectricPower: watts });
const one = { quantity: 1 };
const elsewhere = (system: string) => ({
  provenance: { ...TEST_PROVENANCE, source: { ...TEST_PROVENANCE.source, system } },
});
const linkTo = (locationId: string) => [{ locationId, distanceMetres: 5, reasons: ['NAME'], score: 0.9 }];

beforeAll(async () => {
  harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, [...INFRASTRUCTURE_MODELS, ...MARKETS_MODELS]);
  await harness.insert(countryModel, ['DE', 'NO', 'SE', 'AT'].map(country) as never);
  await harness.insert(fleetStatisticModel, [
    stock('DE', 2021, 'BEV', 600),
    stock('DE', 2021, 'PHEV', 500),
    stock('DE', 2022, 'BEV', 1000),
    stock('DE', 2022, 'PHEV', 500),
    stock('DE', 2023, 'BEV', null),
    stock('NO', 2022, 'BEV', 100),
    stock('AT', 2022, 'BEV', 10),
    stock('AT', 2022, 'PHEV', 10),
  ]);
  await harness.insert(chargingLocationModel, [
    // Two points: the combined connector counts with its best, 150 kW, and not with 150 + 22.
    siteAt('DE', '1', 52, 13, {
      operationalSince: '2020-05-01',
      operator: 'Operator',
      helpPhone: '+49 30 1',
      evses: [
        evse('a', { ...one, connectors: [connector(), alternating(22_000)] }),
        evse('b', { ...one, status: 'OUTOFORDER', evseId: 'DE*ABC*E1' }),
      ],
    }),
    // One record that stands for four units of 11 kW each.
    site('DE', '2', {
      operationalSince: '2022-06-01',
      evses: [evse('a', { quantity: 4, connectors: [alternating(11_000)] })],
    }),
    // Not known for how many it stands: never taken for one.
    site('DE', '3', { evses: [evse('a', { quantity: null })] }),
    // No live status: counts by the day of first operation, and not without one.
    site('DE', '4', {
      operationalSince: '2019-01-01',
      evses: [evse('a', { ...one, status: 'UNKNOWN', connectors: [alternating(null)] })],
    }),
    site('DE', '5', { evses: [evse('a', { ...one, status: 'Partly Operational' })] }),
    // Never shown, not public.
    site('DE', '6', { publish: false, evses: [evse('a', one)] }),
    site('DE', '7', { access: 'PRIVATE', evses: [evse('a', one)] }),
    // The same site in two sources, and a third that is linked to the second only.
    site('DE', '8', { ...elsewhere('Register'), evses: [evse('a', one), evse('b', one)], links: linkTo('DE*OCM*9') }),
    site('DE', '9', { partyId: 'OCM', ...elsewhere('Map'), evses: [evse('a', one)], links: linkTo('DE*ABC*8') }),
    site('DE', '10', { partyId: 'OCM', ...elsewhere('Map'), evses: [evse('a', one)], links: linkTo('DE*OCM*9') }),
    site('NO', '1', { evses: [evse('a', { ...one, status: 'PLANNED' }), evse('b', one)] }),
  ]);
  const built = await Promise.all([INFRASTRUCTURE_SUBGRAPH, MARKETS_SUBGRAPH, VEHICLES_SUBGRAPH].map(buildSubgraph));
  gateway = createGateway({
    supergraphSdl: composeSupergraph(built.map(({ name, sdl }) => ({ name, sdl }))),
    transports: Object.fromEntries(built.map(({ name, schema }) => [name, localTransport(schema)])),
  });
});

afterAll(() => harness.close());

async function ask(source: string): Promise<unknown> {
  const result: ExecutionResult = await gateway.execute({ source, context: harness.request() });
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data));
}

describe('charging density of a country', () => {
  it('counts points in operation once, each with its best connector, against the fleet', async () => {
    expect(
      await ask(`{ country(code: "DE") { chargingDensity { asOf points dcPoints publicKW fleetYear bev phev fleetSources
        evPerPoint kwPerBev afirRequiredKW attainment gaps pointSources { system points } pointsOfUnknownPower
        pointsByCommissioning undatedPoints notOperationalPoints pointsOfUnknownStatus recordsOfUnknownQuantity
        duplicateSites } } }`),
    ).toEqual({
      country: {
        chargingDensity: {
          asOf: '2026-11-24',
          // Sites 1 (one of two), 2 (four), 4 (one) and 8 (two).
          points: 8,
          dcPoints: 3,
          // 150 + 4 * 11 + unknown + 2 * 150.
          publicKW: 494,
          fleetYear: 2022,
          bev: 1000,
          phev: 500,
          fleetSources: ['Agency'],
          evPerPoint: 187.5,
          kwPerBev: 0.494,
          // 1.3 * 1000 + 0.8 * 500.
          afirRequiredKW: 1700,
          attainment: 0.290588,
          gaps: [],
          pointSources: [
            { system: 'SYNTHETIC', points: 6 },
            { system: 'Register', points: 2 },
          ],
          pointsOfUnknownPower: 1,
          pointsByCommissioning: 1,
          undatedPoints: 2,
          notOperationalPoints: 1,
          pointsOfUnknownStatus: 1,
          recordsOfUnknownQuantity: 1,
          duplicateSites: 2,
        },
      },
    });
  });

  it('groups the same points by their connectors', async () => {
    const answer = (await ask(`{ country(code: "DE") {
      chargingDensity(asOf: "2026-11-24") { points dcPoints publicKW pointsOfUnknownPower }
      chargingPointGroups(asOf: "2026-11-24") { points connectors { standard powerType maxVoltage maxPowerKW } } } }`)) as {
      country: {
        chargingDensity: { points: number; dcPoints: number; publicKW: number; pointsOfUnknownPower: number };
        chargingPointGroups: {
          points: number;
          connectors: { powerType: string | null; maxPowerKW: number | null }[];
        }[];
      };
    };
    const { chargingDensity, chargingPointGroups } = answer.country;
    const sums = { points: 0, dcPoints: 0, publicKW: 0, pointsOfUnknownPower: 0 };
    for (const { points, connectors } of chargingPointGroups) {
      const best = Math.max(0, ...connectors.map(({ maxPowerKW }) => maxPowerKW ?? 0));
      sums.points += points;
      sums.dcPoints += connectors.some(({ powerType }) => powerType === 'DC') ? points : 0;
      sums.publicKW += points * best;
      sums.pointsOfUnknownPower += best === 0 ? points : 0;
    }
    expect(sums).toEqual(chargingDensity);
    const counts = chargingPointGroups.map(({ points }) => points);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect(counts).not.toContain(0);
  });

  it('looks back: the sites and the fleet of the day', async () => {
    expect(
      await ask(`{ country(code: "DE") { chargingDensity(asOf: "2022-05-31") { points publicKW fleetYear bev } } }`),
    ).toEqual({
      // Site 2 was not there yet; undated sites are taken to have been.
      country: { chargingDensity: { points: 4, publicKW: 450, fleetYear: 2021, bev: 600 } },
    });
  });

  it('says why figures are missing, for many countries in one command a collection', async () => {
    const commands: string[] = [];
    const client = harness.database.connection('default').getClient();
    const listen = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) =>
      commands.push(`${commandName} ${String(command[commandName])}`);
    client.on('commandStarted', listen);
    const answer = await ask(`{ countries(filter: { codes: ["AT", "NO", "SE"] }) { nodes { code
      chargingDensity { points publicKW bev phev evPerPoint kwPerBev afirRequiredKW attainment gaps } } } }`);
    client.off('commandStarted', listen);
    expect(answer).toEqual({
      countries: {
        nodes: [
          {
            code: 'AT',
            chargingDensity: {
              points: 0,
              publicKW: 0,
              bev: 10,
              phev: 10,
              evPerPoint: null,
              kwPerBev: null,
              afirRequiredKW: 21,
              attainment: null,
              gaps: ['NO_SITES'],
            },
          },
          {
            code: 'NO',
            chargingDensity: {
              points: 1,
              publicKW: 150,
              bev: 100,
              phev: null,
              evPerPoint: null,
              kwPerBev: 1.5,
              afirRequiredKW: null,
              attainment: null,
              gaps: ['PLUG_IN_HYBRIDS_UNKNOWN'],
            },
          },
          {
            code: 'SE',
            chargingDensity: {
              points: 0,
              publicKW: 0,
              bev: null,
              phev: null,
              evPerPoint: null,
              kwPerBev: null,
              afirRequiredKW: null,
              attainment: null,
              gaps: ['NO_SITES', 'FLEET_UNKNOWN'],
            },
          },
        ],
      },
    });
    expect(commands.sort()).toEqual(['aggregate charging_locations', 'aggregate countries', 'find fleet_statistics']);
  });
});

describe('completeness of AFIR data', () => {
  it('tells for each mandatory field for how many points it is filled', async () => {
    const answer = (await ask(`{ country(code: "DE") { afirCompleteness { points share
      fields { field kind legalReference filled share } } } }`)) as {
      country: { afirCompleteness: { points: number; fields: { field: string; filled: number }[] } };
    };
    const { points, fields } = answer.country.afirCompleteness;
    // Sites 1 (two), 2, 3, 4, 5 and 8 (two); 9 and 10 are 8 once more.
    expect(points).toBe(8);
    expect(Object.fromEntries(fields.map(({ field, filled }) => [field, filled]))).toEqual({
      GEOGRAPHIC_LOCATION: 2,
      NUMBER_OF_CONNECTORS: 7,
      PARKING_FOR_DISABLED: 0,
      OPERATOR_CONTACT: 2,
      OPENING_HOURS: 0,
      IDENTIFICATION_CODE: 1,
      CONNECTOR_TYPE: 8,
      CURRENT_TYPE: 8,
      MAXIMUM_POWER_OF_STATION: 7,
      MAXIMUM_POWER_OF_POINT: 7,
      COMPATIBLE_VEHICLES: 0,
      OPERATIONAL_STATUS: 6,
      AVAILABILITY: 5,
      AD_HOC_PRICE: 0,
      RENEWABLE_ELECTRICITY: 0,
    });
    expect(fields[3]).toEqual({
      field: 'OPERATOR_CONTACT',
      kind: 'STATIC',
      legalReference: '20(2)(a)(iv)',
      filled: 2,
      share: 0.25,
    });
  });

  it('has no shares where there is no point', async () => {
    const answer = (await ask('{ country(code: "SE") { afirCompleteness { points share fields { share } } } }')) as {
      country: { afirCompleteness: { points: number; share: number | null } };
    };
    expect(answer.country.afirCompleteness).toMatchObject({ points: 0, share: null });
  });
});
