import type { Configuration } from '../config.js';
import type { Gateway } from '../gateway/gateway.js';
import type { ErrorLog } from '../http/error-format.js';
import type { SubgraphCircuit } from '../observability/metrics.js';
import type { Observability } from '../observability/observability.js';
import { buildLocalGraph, localGateway } from './local-graph.js';
import { RemoteSubgraphs } from './remote-subgraphs.js';
import { SUBGRAPHS } from './subgraph-list.js';

/** The graph of a server: subgraphs in this process, and those that SUBGRAPHS names. */
export interface ServedGraph {
  readonly gateway: Gateway;
  /** False where every subgraph of ours runs elsewhere. */
  readonly needsDatabase: boolean;
  /** Details for `GET /readyz`. */
  health(): object;
  /** Circuit breakers of remote subgraphs. */
  circuits(): readonly SubgraphCircuit[];
  close(): Promise<void>;
}

/**
 * Builds and composes the graph.
 *
 * @throws ConfigurationError where the file that SUBGRAPHS names is wrong
 */
export async function startGraph(
  { subgraphsFile, guards, authorizationMode }: Pick<Configuration, 'subgraphsFile' | 'guards' | 'authorizationMode'>,
  { tell, log, observability }: { tell: (line: string) => void; log: ErrorLog; observability: Observability },
): Promise<ServedGraph> {
  const local = await buildLocalGraph();
  const protection = { guards, authorizationMode, observability };
  if (subgraphsFile === null) {
    const names = local.subgraphs.map(({ name }) => name);
    const gateway = localGateway(local, protection);
    tell(`graph composed of ${names.length} subgraphs: ${names.join(', ')}`);
    return { gateway, needsDatabase: true, health: () => ({}), circuits: () => [], close: async () => undefined };
  }
  const remote = await RemoteSubgraphs.start({
    file: subgraphsFile,
    local,
    protection,
    tell,
    onBreakerChange: (subgraph, state) => log(`subgraph ${subgraph}: circuit ${state}`, undefined),
  });
  return {
    gateway: remote.gateway,
    needsDatabase: SUBGRAPHS.some(({ name }) => remote.here.includes(name)),
    health: () => remote.health(),
    circuits: () => remote.health().remoteSubgraphs,
    close: () => remote.close(),
  };
}
