/**
 * The limit: the same documents, parsed beforehand, written by the driver's `insertMany` in batches of the same size,
 * as many at once as the importer has on their way. Parameters: data folder, seed folder.
 */
import 'reflect-metadata';
import { readSeedManifest } from '../../../../src/importers/seed/seed-manifest.js';
import { readSeedBatches } from '../../../../src/importers/seed/seed-records.js';
import type { SeedDocument } from '../../../../src/importers/seed/seed-target.js';
import { chargingLocationModel } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { parameter } from '../../method/parameter.js';
import { timeImport } from '../fresh-database.js';

const BATCH_SIZE = 1_000;
const BATCHES_AT_ONCE = 4;

const folder = parameter(1, 'seed folder');
const batches: SeedDocument[][] = [];
for (const file of await readSeedManifest(folder)) {
  for await (const batch of readSeedBatches(folder, file, BATCH_SIZE)) {
    batches.push(batch);
  }
}
await timeImport(parameter(0, 'data folder'), async ({ database }) => {
  const { name } = database.model(chargingLocationModel).collection;
  const connection = database.connection('default');
  const collection = connection.getClient().db(connection.name).collection<SeedDocument>(name);
  const insertRest = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      await collection.insertMany(batch, { ordered: false });
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, insertRest));
});
