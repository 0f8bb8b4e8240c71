/**
 * The whole graph over the seeds, on an embedded server in memory, in this process as in `tripod serve`, asked for insights.
 * Parameter: number of questions.
 */
import 'reflect-metadata';
import { gatewayReader } from '../../../src/app/graph-reader.js';
import { buildLocalGraph, localGateway } from '../../../src/app/local-graph.js';
import { requestContext } from '../../../src/app/request-contexts.js';
import { SEED_DIRECTORY } from '../../../src/app/seed-directory.js';
import { seedTarget } from '../../../src/app/seed-target.js';
import { MODELS } from '../../../src/app/subgraph-list.js';
import { Database } from '../../../src/database/database.js';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import { loadSeeds } from '../../../src/importers/seed/load-seeds.js';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import {
  findWhiteSpots,
  type WhiteSpotQuestion,
} from '../../../src/subgraphs/insights/white-spots/find-white-spots.js';
import { parameter } from '../method/parameter.js';
import { handWrittenWhiteSpots } from './hand-written-white-spots.js';
import type { InsightsMessage } from './insights-message.js';
import { sixtyMarkets } from './more-markets.js';

process.on('disconnect', () => process.exit(0));
const tell = (message: InsightsMessage): void => {
  process.send?.(message);
};

const questions = Number(parameter(0, 'number of questions'));

const CAR = 'byd/dolphin/2025/premium/extended_range';
const AS_OF = '2026-11-24';
const WITHIN_KM = 20;
const MIN_VEHICLES = 100;

const server = await startEmbeddedMongo({});
const database = await Database.connect({
  clusters: [{ name: 'default', uri: server.uri, countries: [] }],
  models: MODELS,
  monitorCommands: true,
});
await database.buildIndexes();
await loadSeeds({ directory: SEED_DIRECTORY, database: seedTarget(database), onProgress: () => undefined });
let commands = 0;
const client = database.connection('default').getClient();
client.on('commandStarted', () => {
  commands += 1;
});
const gateway = localGateway(await buildLocalGraph());
const graph = gatewayReader(() => gateway);

async function ask<Data>(source: string, variables: Record<string, unknown>): Promise<Data> {
  const context = { ...requestContext('', PUBLIC_CALLER, database), graph };
  const { data, errors } = await gateway.execute({ source, variables, context });
  if (errors !== undefined && errors.length > 0) throw errors[0];
  return data as Data;
}

const countries = await sixtyMarkets(database, CAR);
for (const size of [1, 12, 60]) await measureOwnership(countries.slice(0, size));
await measureWhiteSpots();
tell({ kind: 'done' });

async function measureOwnership(of: readonly string[]): Promise<void> {
  const query = `query ($input: TotalCostOfOwnershipInput!) { totalCostOfOwnership(input: $input) {
    country offerId listPrice { amount } incentives { amount } financing { productId annualPercentageRate }
    publicPricePerKwh { amount } energy { amount } residualValue { amount } total { amount }
    months { month cumulative { amount } } coverage missing { input } } }`;
  const input = { variantId: CAR, countries: of, asOf: AS_OF, homeTariff: '0.30', reportingCurrency: 'EUR' };
  const milliseconds: number[] = [];
  let ofOne = 0;
  for (let index = -Math.ceil(questions / 4); index < questions; index += 1) {
    commands = 0;
    const asked = performance.now();
    const { totalCostOfOwnership } = await ask<{ totalCostOfOwnership: { total: object | null }[] }>(query, { input });
    const took = performance.now() - asked;
    ofOne = commands;
    if (totalCostOfOwnership.some(({ total }) => total === null)) throw new Error('A total is missing');
    if (index >= 0) milliseconds.push(took);
  }
  tell({ kind: 'ownership', countries: of.length, milliseconds, commands: ofOne });
}

async function measureWhiteSpots(): Promise<void> {
  const query = `query ($country: CountryCode!, $withinKm: Float!, $minVehicles: Int!, $asOf: Date!) {
    whiteSpots(country: $country, withinKm: $withinKm, minVehicles: $minVehicles, asOf: $asOf, first: 200) {
      totalCount vehiclesAffected nodes { vehicles nearestQualifiedWorkshop { distanceKm }
        candidate { workshop { distanceKm } chargingHub { distanceKm } } } } }`;
  const variables = { country: 'DE', withinKm: WITHIN_KM, minVehicles: MIN_VEHICLES, asOf: AS_OF };
  const request: number[] = [];
  const handWritten: number[] = [];
  const pure: number[] = [];
  const pass: number[] = [];
  let found = { towns: 0, workshops: 0, spots: 0 };
  for (let round = -3; round < questions; round += 1) {
    let started = performance.now();
    const lap = (): number => {
      const now = performance.now();
      const took = now - started;
      started = now;
      return took;
    };
    const { whiteSpots } = await ask<{ whiteSpots: { totalCount: number } }>(query, variables);
    const ofRequest = lap();
    const question = await readByDriver();
    const ofReading = lap();
    const byHand = handWrittenWhiteSpots(question);
    const ofPass = lap();
    const spots = findWhiteSpots(question);
    const ofPure = lap();
    if (spots.length !== byHand.length || whiteSpots.totalCount !== byHand.length) {
      throw new Error(`${whiteSpots.totalCount}, ${spots.length} and ${byHand.length} white spots`);
    }
    found = { towns: question.towns.geonameIds.length, workshops: question.workshops.ids.length, spots: spots.length };
    if (round < 0) continue;
    request.push(ofRequest);
    handWritten.push(ofReading + ofPass);
    pure.push(ofPure);
    pass.push(ofPass);
  }
  const sites = await database.connection('default').collection('charging_locations').countDocuments({ country: 'DE' });
  tell({ kind: 'white spots', request, handWritten, pure, pass, sites, ...found });
}

interface Row {
  readonly _id: string;
  readonly country: string;
  readonly location?: { readonly coordinates: readonly [number, number] } | null;
  readonly population?: number;
  readonly year?: number;
  readonly stock?: number;
}

/** The same columns by calls of the driver: no schema, no checks. */
async function readByDriver(): Promise<WhiteSpotQuestion> {
  const collection = (name: string) => database.connection('default').collection<Row>(name);
  const open = { country: 'DE', status: 'OPEN' };
  const level3 = {
    code: 'HV_LEVEL_3_LIVE_WORK',
    $or: [{ validTo: null }, { validTo: { $gt: AS_OF } }],
  };
  const projection = { location: 1 };
  const [towns, fleet, workshops, qualified, hubs] = await Promise.all([
    collection('towns')
      .find({ country: 'DE' }, { projection: { location: 1, population: 1 } })
      .toArray(),
    collection('fleet_statistics')
      .find({ country: 'DE', powertrain: { $in: ['BEV', 'PHEV'] }, stock: { $ne: null } } as never)
      .toArray(),
    collection('service_points')
      .find(open as never, { projection })
      .toArray(),
    collection('service_points')
      .find({ ...open, capabilities: { $elemMatch: level3 } } as never, { projection })
      .toArray(),
    collection('charging_locations')
      .find({ country: 'DE', publish: true, 'evses.connectors.powerType': 'DC' } as never, { projection })
      .toArray(),
  ]);
  const year = Math.max(...fleet.map((row) => Number(row.year)));
  const ofYear = fleet.filter((row) => Number(row.year) === year);
  return {
    towns: {
      ...columnsOf('Town', towns),
      geonameIds: towns.map(({ _id }) => _id),
      populations: towns.map(({ population }) => Number(population)),
    },
    vehicles: ofYear.reduce((sum, { stock }) => sum + Number(stock), 0),
    workshops: columnsOf('ServicePoint', workshops),
    qualified: columnsOf('ServicePoint', qualified),
    hubs: columnsOf('ChargingLocation', hubs),
    withinKm: WITHIN_KM,
    minVehicles: MIN_VEHICLES,
  };
}

function columnsOf(typeName: string, rows: readonly Row[]) {
  const placed = rows.flatMap(({ _id, location }) => (location ? [{ _id, at: location.coordinates }] : []));
  return {
    ids: placed.map(({ _id }) => globalId(typeName, _id)),
    latitudes: placed.map(({ at }) => at[1]),
    longitudes: placed.map(({ at }) => at[0]),
  };
}
