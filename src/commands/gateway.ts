import { resolve } from 'node:path';
import { Command } from 'commander';
import { isForwardableHeader } from '../app/forwarded-headers.js';
import { ConfigurationError, port, readConfiguration } from '../config.js';
import type { Contract } from '../gateway/contract/contract.js';
import { runServer, tell } from './run-server.js';

interface GatewayOptions {
  readonly supergraph: string;
  readonly port: string;
  readonly host?: string;
  readonly timeout: string;
  readonly forwardHeader: readonly string[];
  readonly includeTag: readonly string[];
  readonly excludeTag: readonly string[];
  readonly hideUnreachableTypes?: boolean;
}

/** `tripod gateway`: the federation engine alone, over any supergraph. */
export function gatewayCommand(): Command {
  return new Command('gateway')
    .description('Serve any Federation 2 supergraph over the subgraphs that it names; no database, no data of ours.')
    .requiredOption('--supergraph <file>', 'supergraph SDL; a change is picked up')
    .option('--port <number>', 'TCP port; 0 for a free one', '4000')
    .option('--host <address>', 'address to listen on (default: HOST, else 127.0.0.1)')
    .option('--timeout <milliseconds>', 'time a subgraph has for an answer', '30000')
    .option('--forward-header <name...>', 'request headers that every subgraph gets, such as authorization', [])
    .option('--include-tag <name...>', 'serve only fields with one of these tags (@tag)', [])
    .option('--exclude-tag <name...>', 'serve nothing with one of these tags (@tag)', [])
    .option('--hide-unreachable-types', 'serve no types that none of the served fields leads to')
    .addHelpText(
      'after',
      '\nExample:\n  tripod gateway --supergraph supergraph.graphql --port 4000\n' +
        '  tripod gateway --supergraph supergraph.graphql --exclude-tag internal --hide-unreachable-types',
    )
    .action(async (options: GatewayOptions) => {
      const configuration = readConfiguration(process.env);
      const listening = { host: options.host ?? configuration.host, port: port(options.port, '--port') };
      const timeoutMilliseconds = timeout(options.timeout);
      const forwardHeaders = options.forwardHeader.map(forwardable);
      await runServer(async () => {
        const { serveSupergraph } = await import('../app/standalone-gateway.js');
        const { tokenAuthentication } = await import('../app/token-authentication.js');
        // The development key has no business at other people's graphs.
        const authenticate = configuration.jwksUrl === null ? undefined : await tokenAuthentication(configuration);
        return serveSupergraph({
          ...listening,
          supergraphFile: resolve(options.supergraph),
          timeoutMilliseconds,
          forwardHeaders,
          authorizationMode: configuration.authorizationMode,
          ...(authenticate === undefined ? {} : { authenticate }),
          ...contractOf(options),
          guards: configuration.guards,
          logLevel: configuration.logLevel,
          metrics: configuration.metrics,
          traces: configuration.traces,
          tell,
        });
      });
    });
}

function contractOf({ includeTag, excludeTag, hideUnreachableTypes = false }: GatewayOptions): { contract?: Contract } {
  if (includeTag.length === 0 && excludeTag.length === 0 && !hideUnreachableTypes) {
    return {};
  }
  return { contract: { includedTags: new Set(includeTag), excludedTags: new Set(excludeTag), hideUnreachableTypes } };
}

function timeout(value: string): number {
  const milliseconds = Number(value);
  if (!/^\d{1,6}$/.test(value) || milliseconds < 1) {
    throw new ConfigurationError(`--timeout must be milliseconds from 1 to 999999, not "${value}"`);
  }
  return milliseconds;
}

function forwardable(name: string): string {
  if (!isForwardableHeader(name)) {
    throw new ConfigurationError(`--forward-header: "${name}" is not a header that can be forwarded`);
  }
  return name;
}
