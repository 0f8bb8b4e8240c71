/** The importer: reads, checks, unpacks and writes a seed file. Parameters: data folder, seed folder. */
import 'reflect-metadata';
import { seedTarget } from '../../../../src/app/seed-target.js';
import { loadSeeds } from '../../../../src/importers/seed/load-seeds.js';
import { parameter } from '../../method/parameter.js';
import { timeImport } from '../fresh-database.js';

const directory = parameter(1, 'seed folder');
await timeImport(parameter(0, 'data folder'), async ({ database }) => {
  await loadSeeds({ directory, database: seedTarget(database), onProgress: () => undefined });
});
