/**
 * Hive Gateway with the subgraphs in its own process. With the parameter `native` it plans and executes by its router
 * runtime (planner in Rust), else by its default, stitching in JavaScript.
 */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { createDefaultExecutor } from '@graphql-mesh/transport-common';
import { announceServer } from '../../method/announce.ts';
import { subgraphSchemas, supergraphSdl } from '../graph.ts';

const schemas = subgraphSchemas();
const gateway = createGatewayRuntime({
  supergraph: supergraphSdl(),
  transports: {
    http: { getSubgraphExecutor: ({ subgraphName }) => createDefaultExecutor(schemas[subgraphName]) },
  },
  logging: false,
  ...(process.argv.includes('native') ? { unifiedGraphHandler } : {}),
});
announceServer(createServer(gateway));
