import { Command } from 'commander';
import { openDatabase } from '../app/open-database.js';
import { SEED_DIRECTORY } from '../app/seed-directory.js';
import { seedTarget } from '../app/seed-target.js';
import { readConfiguration } from '../config.js';
import { loadSeeds } from '../importers/seed/load-seeds.js';
import { seedProgressBar } from './seed-progress-bar.js';

/** `tripod seed`: loads the seed data into the database and ends. */
export function seedCommand(): Command {
  return new Command('seed')
    .description('Load the seed data. What is loaded already is skipped; an interrupted load goes on.')
    .option('--force', 'load files again that have not changed since the last load')
    .addHelpText('after', '\nExample:\n  MONGODB_URI=mongodb://127.0.0.1:27017/tripod tripod seed')
    .action(async ({ force = false }: { force?: boolean }) => {
      const open = await openDatabase(readConfiguration(process.env));
      const progress = seedProgressBar();
      try {
        const report = await loadSeeds({
          directory: SEED_DIRECTORY,
          database: seedTarget(open.database),
          onProgress: progress.show,
          force,
        });
        progress.end();
        process.stdout.write(
          `tripod: ${report.records} records from ${report.loadedFiles} of ${report.files} files into the ${open.description}\n`,
        );
      } finally {
        await open.close();
      }
    });
}
