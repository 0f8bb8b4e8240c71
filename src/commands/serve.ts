import { Command } from 'commander';
import { readConfiguration } from '../config.js';
import { runServer, tell } from './run-server.js';
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
      const progress = seedProgressBar();
      await runServer(async (stop) => {
        const { serve } = await import('../app/serve.js');
        return serve({
          configuration,
          seed: options.seed ?? configuration.mongodbUri === null,
          stop,
          tell,
          onSeedProgress: progress.show,
        }).finally(progress.end);
      });
    });
}
