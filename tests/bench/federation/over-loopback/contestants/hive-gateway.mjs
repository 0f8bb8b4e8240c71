/**
 * Hive Gateway; callers' tokens are forwarded. With the parameter `native` it plans and executes by its router runtime
 * (planner in Rust), with `whole` it joins identical requests that are under way at the same time.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { announceServer } from '../../../method/announce.ts';

const gateway = createGatewayRuntime({
  supergraph: readFileSync(process.argv.at(-1), 'utf8'),
  propagateHeaders: {
    fromClientToSubgraphs({ request }) {
      const authorization = request.headers.get('authorization');
      return authorization === null ? {} : { authorization };
    },
  },
  inboundInflightRequestDeduplication: process.argv.includes('whole'),
  logging: false,
  ...(process.argv.includes('native') ? { unifiedGraphHandler } : {}),
});
announceServer(createServer(gateway));
