import { resolve } from 'node:path';
import { Command } from 'commander';
import { makeDataDirectory } from '../app/data-directory.js';
import { port } from '../config.js';

/** `tripod embedded-mongo`: the embedded database alone, for any MongoDB driver on this machine. */
export function embeddedMongoCommand(): Command {
  return new Command('embedded-mongo')
    .description('Serve the embedded database alone, on the loopback interface.')
    .requiredOption('--port <number>', 'TCP port on 127.0.0.1; 0 for a free one')
    .option('--data <directory>', 'folder of the data; in memory where not given')
    .addHelpText('after', '\nExample:\n  tripod embedded-mongo --port 27017 --data ./data')
    .action(async (options: { port: string; data?: string }) => {
      const portNumber = port(options.port, '--port');
      const dataDirectory = options.data === undefined ? undefined : resolve(options.data);
      if (dataDirectory !== undefined) {
        await makeDataDirectory(dataDirectory, '--data');
      }
      const { runStandalone } = await import('../embedded-mongo/standalone.js');
      await runStandalone({ port: portNumber, dataDirectory });
    });
}
