import { Command } from 'commander';
import { port, readConfiguration } from '../config.js';
import { runServer, tell } from './run-server.js';

/** `tripod subgraph`: one of our subgraphs alone, for a gateway in another process. */
export function subgraphCommand(): Command {
  return new Command('subgraph')
    .description('Serve one subgraph over HTTP, for a gateway that names it in its SUBGRAPHS.')
    .argument('<name>', 'markets, vehicles, service, finance or infrastructure')
    .requiredOption('--port <number>', 'TCP port; 0 for a free one')
    .option('--host <address>', 'address to listen on (default: HOST, else 127.0.0.1)')
    .addHelpText('after', '\nExample:\n  MONGODB_URI=mongodb://localhost/tripod tripod subgraph finance --port 4003')
    .action(async (name: string, options: { port: string; host?: string }) => {
      const configuration = readConfiguration(process.env);
      const listening = { host: options.host ?? configuration.host, port: port(options.port, '--port') };
      await runServer(async (stop) => {
        const { serveSubgraph } = await import('../app/standalone-subgraph.js');
        return serveSubgraph({ ...listening, name, configuration, stop, tell });
      });
    });
}
