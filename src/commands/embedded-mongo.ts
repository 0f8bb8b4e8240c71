import { resolve } from 'node:path';
import { Command } from 'commander';
import { port } from '../config.js';
import { runStandalone } from '../embedded-mongo/standalone.js';

/** `tripod embedded-mongo`: the embedded database alone, for any MongoDB driver on this machine. */
export function embeddedMongoCommand(): Command {
  return new Command('embedded-mongo')
    .description('Serve the embedded database alone, on the loopback interface.')
    .requiredOption('--port <number>', 'TCP port on 127.0.0.1; 0 for a free one')
    .option('--data <directory>', 'folder of the data; in memory where not given')
    .addHelpText('after', '\nExample:\n  tripod embedded-mongo --port 27017 --data ./data')
    .action(async (options: { port: string; data?: string }) => {
      await runStandalone({
        port: port(options.port, '--port'),
        ...(options.data === undefined ? {} : { dataDirectory: resolve(options.data) }),
      });
    });
}
