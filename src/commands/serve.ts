import { Command } from 'commander';
import { serve } from '../app/serve.js';
import { readConfiguration } from '../config.js';
import { seedProgressBar } from './seed-progress-bar.js';
import { untilSignal } from './until-signal.js';

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
      const stopped = untilSignal();
      const starting = serve({
        configuration,
        seed: options.seed ?? configuration.mongodbUri === null,
        tell,
        onSeedProgress: progress.show,
      }).finally(progress.end);
      const early = await Promise.race([starting, stopped]);
      if (typeof early === 'string') {
        // Stopped while starting: what is started ends first, so that nothing is left half done.
        const server = await starting.catch(() => null);
        await server?.close();
        return;
      }
      tell(`ready at ${early.url} (open it in a browser, or send it queries). Ctrl-C ends it.`);
      const end = await Promise.race([stopped, early.failure]);
      if (end instanceof Error) {
        await early.close().catch(() => undefined);
        throw end;
      }
      tell(`${end}: ending`);
      await early.close();
      tell('ended');
    });
}
