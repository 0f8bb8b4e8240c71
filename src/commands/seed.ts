import { Command } from 'commander';
import { readConfiguration } from '../config.js';
import { seedProgressBar } from './seed-progress-bar.js';
import { stopRequest } from './stop-request.js';

/** `tripod seed`: loads the seed data into the database and ends. */
export function seedCommand(): Command {
  return new Command('seed')
    .description('Load the seed data. What is loaded already is skipped; an interrupted load goes on.')
    .option('--force', 'load files again that have not changed since the last load')
    .addHelpText('after', '\nExample:\n  MONGODB_URI=mongodb://127.0.0.1:27017/tripod tripod seed')
    .action(async ({ force = false }: { force?: boolean }) => {
      const stop = stopRequest().signal;
      const configuration = readConfiguration(process.env);
      const [{ openDatabase }, { seed }] = await Promise.all([
        import('../app/open-database.js'),
        import('../app/seed.js'),
      ]);
      const open = await openDatabase(configuration);
      const progress = seedProgressBar();
      try {
        const report = await seed(open, { stop, onProgress: progress.show, force });
        progress.end();
        process.stdout.write(
          `tripod: ${report.records} records from ${report.loadedFiles} of ${report.files} files into the ${open.description}\n`,
        );
      } catch (error) {
        progress.end();
        throw stop.aborted ? new Error('stopped; what is loaded stays, and the next load goes on from there') : error;
      } finally {
        await open.close();
      }
    });
}
