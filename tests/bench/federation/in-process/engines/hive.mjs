/**
 * The engine of Hive Gateway: its executor over a unified graph, without its server. With the parameter `native` by its
 * router runtime (planner in Rust), else by its default, stitching in JavaScript. It gets the document parsed.
 */
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { getExecutorForUnifiedGraph } from '@graphql-mesh/fusion-runtime';
import { createDefaultExecutor } from '@graphql-mesh/transport-common';
import { parse } from 'graphql';
import { engineTask } from '../graphs.ts';
import { runEngine } from '../run-engine.ts';

const { supergraphSdl, schemas, operation } = engineTask();
const executor = getExecutorForUnifiedGraph({
  getUnifiedGraph: () => supergraphSdl,
  transports: () => ({ getSubgraphExecutor: ({ subgraphName }) => createDefaultExecutor(schemas[subgraphName]) }),
  ...(process.argv.includes('native') ? { handleUnifiedGraph: unifiedGraphHandler } : {}),
});
const document = parse(operation.query);
await runEngine(() => executor({ document, variables: operation.variables ?? {}, context: {} }));
