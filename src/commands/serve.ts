import { Command } from 'commander';
import { serve } from '../app/serve.js';
import { readConfiguration } from '../config.js';
import { runUntilSignal } from './run-until-signal.js';
import { seedProgressBar } from './seed-progress-bar.js';

/** `tripod serve`: gateway, subgraphs and database in one process. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Serve the graph. Without MONGODB_URI an embedded database starts, and the seed data is loaded.')
    .option('--seed', 'load the seed data (default without MONGODB_URI)')
    .option('--no-seed', 'do not load the seed data')
    .addHelpText('after', '\nExample:\n  PORT=4001 tripod serve --no-seed')
    .action(async (options: { seed?: boolean }) => {
      const configuration = readConfiguration(process.env);
      const tell = (line: string): boolean => process.stdout.write(`tripod: ${line}\n`);
      const progress = seedProgressBar();
      await runUntilSignal(tell, () =>
        serve({
          configuration,
          seed: options.seed ?? configuration.mongodbUri === null,
          tell,
          onSeedProgress: progress.show,
        }).finally(progress.end),
      );
    });
}
