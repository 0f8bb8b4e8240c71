import 'reflect-metadata';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startSiteLinking } from '../../src/app/site-linking.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { storeLocations } from '../../src/subgraphs/infrastructure/location/location-changes.js';
import { evse } from '../subgraphs/infrastructure/location-records.js';
import { sourcedSite } from '../subgraphs/infrastructure/matching/matched-sites.js';
import { type SubgraphHarness, startSubgraphHarness } from '../support/subgraph-harness.js';

let harness: SubgraphHarness;
beforeAll(async () => {
  harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
});
afterAll(() => harness.close());

it('links sites that nobody has imported from a file, until it is ended', async () => {
  const log = vi.fn();
  const end = startSiteLinking({ database: harness.database, log, milliseconds: 20 });
  const facts = { operator: 'Stadtwerke Nord AG', address: 'Hauptstraße 5', evses: [evse('1')] };
  await storeLocations(harness.database, [
    sourcedSite('Register', 'R', [0, 0], facts),
    sourcedSite('Map', 'M', [10, 0], facts),
  ]);
  const linked = () => harness.database.model(chargingLocationModel).countDocuments({ 'links.score': { $gt: 0.9 } });
  await expect.poll(linked, { timeout: 10_000 }).toBe(2);
  await end();
  await storeLocations(harness.database, [sourcedSite('Roaming', 'X', [5, 0], facts)]);
  expect(await linked()).toBe(2);
  expect(log).not.toHaveBeenCalled();
});
