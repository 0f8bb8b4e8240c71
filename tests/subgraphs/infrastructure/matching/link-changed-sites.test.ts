import 'reflect-metadata';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sequenceModel } from '../../../../src/database/sequence.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { removeLocations, storeLocations } from '../../../../src/subgraphs/infrastructure/location/location-changes.js';
import { linkChangedSites } from '../../../../src/subgraphs/infrastructure/matching/link-changed-sites.js';
import { at, type SubgraphHarness, startSubgraphHarness } from '../../../support/subgraph-harness.js';
import { evse } from '../location-records.js';
import { sitesNearby, sourcedSite } from './matched-sites.js';

let harness: SubgraphHarness;
beforeAll(async () => {
  harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
});
afterAll(() => harness.close());
const clear = async () => {
  await harness.database.model(chargingLocationModel).deleteMany({});
  await harness.database.model(sequenceModel).deleteMany({});
};
beforeEach(clear);

const FACTS = { operator: 'Stadtwerke Nord AG', address: 'Hauptstraße 5', evses: [evse('1')] };
const store = (...sites: ChargingLocationRecord[]) => storeLocations(harness.database, sites);
const link = () => linkChangedSites(harness.database);

async function partners(): Promise<Record<string, string[]>> {
  const rows = await harness.database
    .model(chargingLocationModel)
    .find({})
    .sort({ _id: 1 })
    .lean<ChargingLocationRecord[]>();
  return Object.fromEntries(
    rows
      .filter(({ links = [] }) => links.length > 0)
      .map(({ _id, links = [] }) => [_id, links.map(({ locationId }) => locationId)]),
  );
}

describe('a pass over changed sites', () => {
  const register = sourcedSite('Register', 'R', [0, 0], FACTS);
  const map = sourcedSite('Map', 'M', [10, 0], FACTS);

  it('links both records, both stay, and the graph says why', async () => {
    await store(register);
    expect(await link()).toEqual({ compared: 0, changed: 0 });
    await store(map);
    expect(await link()).toEqual({ compared: 1, changed: 2 });
    const answer = await harness.run(
      '{ chargingLocation(countryCode: "DE", partyId: "REG", id: "R") { provenance { source { system } } links { score distanceMetres reasons location { locationId provenance { source { system } } } } } }',
    );
    expect(at(answer, 'chargingLocation')).toEqual({
      provenance: { source: { system: 'Register' } },
      links: [
        {
          score: 0.94,
          distanceMetres: 10,
          reasons: ['DISTANCE', 'ADDRESS', 'OPERATOR', 'CONNECTORS'],
          location: { locationId: 'M', provenance: { source: { system: 'Map' } } },
        },
      ],
    });
  });

  it('again changes nothing', async () => {
    await store(register, map);
    expect(await link()).toEqual({ compared: 2, changed: 2 });
    expect(await link()).toEqual({ compared: 0, changed: 0 });
    await store(...(await harness.database.model(chargingLocationModel).find({}).lean<ChargingLocationRecord[]>()));
    expect(await link()).toEqual({ compared: 2, changed: 0 });
  });

  it('is a change of both, for those who mirror them', async () => {
    await store(register, map);
    const changes =
      '{ chargingLocations(updatedSince: "2020-01-01T00:00:00Z", first: 10) { nodes { locationId links { score } } pageInfo { endCursor } } }';
    const before = await harness.run(changes);
    const cursor = at(before, 'chargingLocations', 'pageInfo', 'endCursor');
    await link();
    const after = await harness.run(changes.replace('first: 10', `first: 10, after: "${cursor}"`));
    expect(at(after, 'chargingLocations', 'nodes')).toEqual([
      { locationId: 'M', links: [{ score: 0.94 }] },
      { locationId: 'R', links: [{ score: 0.94 }] },
    ]);
  });

  it('takes the links back of a site that has moved away, or gone', async () => {
    await store(register, map);
    await link();
    await store({ ...(await stored('DE*MAP*M')), location: sourcedSite('Map', 'M', [5_000, 0]).location });
    expect(await link()).toMatchObject({ changed: 2 });
    expect(await partners()).toEqual({});
    await store(map);
    await link();
    await removeLocations(harness.database, 'DE', ['DE*MAP*M'], new Date());
    await link();
    expect(await partners()).toEqual({});
  });

  it('gives a site the better match that has come', async () => {
    await store(sourcedSite('Register', 'R', [0, 0], FACTS), sourcedSite('Map', 'M1', [100, 0], FACTS));
    await link();
    expect(await partners()).toEqual({ 'DE*MAP*M1': ['DE*REG*R'], 'DE*REG*R': ['DE*MAP*M1'] });
    await store(sourcedSite('Register', 'R2', [100, 0], FACTS), sourcedSite('Map', 'M2', [0, 0], FACTS));
    await link();
    expect(await partners()).toEqual({
      'DE*MAP*M1': ['DE*REG*R2'],
      'DE*MAP*M2': ['DE*REG*R'],
      'DE*REG*R': ['DE*MAP*M2'],
      'DE*REG*R2': ['DE*MAP*M1'],
    });
  });

  it('finds a record of doubtful place by its identifiers', async () => {
    const evses = [evse('1', { evseId: 'DE*NRD*E1' })];
    await store(sourcedSite('Register', 'R', [0, 0], { evses }));
    await link();
    await store(
      sourcedSite('Map', 'M', [0, 0], {
        geoQuality: 'MISSING',
        location: null,
        evses: [evse('9', { evseId: 'DENRDE1' })],
      }),
    );
    await link();
    expect(await partners()).toEqual({ 'DE*MAP*M': ['DE*REG*R'], 'DE*REG*R': ['DE*MAP*M'] });
  });

  it('does what a pass that was stopped has left', async () => {
    await store(register, map);
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(linkChangedSites(harness.database, stop.signal)).rejects.toThrow('stopped');
    await link();
    expect(Object.keys(await partners())).toHaveLength(2);
  });

  it('comes to the same in one pass and in one for each site, in whatever order', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(sitesNearby, fc.gen(), async (sites, random) => {
        await clear();
        if (sites.length > 0) await store(...sites);
        await link();
        const atOnce = await partners();
        await clear();
        for (const site of random(fc.shuffledSubarray, sites, { minLength: sites.length })) {
          await store(site);
          await link();
        }
        expect(await partners()).toEqual(atOnce);
      }),
      { numRuns: 40 },
    );
  });

  it('costs a few commands for hundreds of sites', async () => {
    const many = (system: string, prefix: string) =>
      Array.from({ length: 300 }, (_, index) => sourcedSite(system, `${prefix}${index}`, [index * 500, 0], FACTS));
    await store(...many('Register', 'R'), ...many('Map', 'M'));
    const commands: string[] = [];
    const client = harness.database.connection('default').getClient();
    const listen = ({ commandName }: { commandName: string }) => commands.push(commandName);
    client.on('commandStarted', listen);
    expect(await link()).toEqual({ compared: 600, changed: 600 });
    client.off('commandStarted', listen);
    // Three times 200 sites: their rows, their partners, their surroundings; number, rows and end of a transaction.
    expect(commands.length).toBeLessThanOrEqual(3 * 6 + 12);
  });
});

const stored = async (id: string) =>
  (await harness.database
    .model(chargingLocationModel)
    .findById(id)
    .lean<ChargingLocationRecord>()) as ChargingLocationRecord;
