/** This gateway as it runs for users: Fastify, Apollo Server, planner and compiled local subgraphs. */
import { apolloGateway } from '../../../../src/gateway/apollo-gateway.js';
import { createGateway } from '../../../../src/gateway/gateway.js';
import { localTransport } from '../../../../src/gateway/local-transport.js';
import { createHttpServer } from '../../../../src/http/server.js';
import { PUBLIC_CALLER } from '../../../../src/kernel/caller.js';
import { Loaders } from '../../../../src/kernel/loaders/loaders.js';
import { announce } from '../../method/announce.js';
import { subgraphSchemas, supergraphSdl } from '../graph.js';

const gateway = createGateway({
  supergraphSdl: supergraphSdl(),
  transports: Object.fromEntries(
    // The rows are plain objects; raw graphql-jit, the limit, takes that for granted.
    Object.entries(subgraphSchemas()).map(([name, schema]) => [
      name,
      localTransport(schema, { plainProperties: true }),
    ]),
  ),
});
const app = await createHttpServer({
  gateway: apolloGateway(gateway),
  contextOf: ({ id }) => ({ requestId: id, caller: PUBLIC_CALLER, today: '2026-01-01', loaders: new Loaders() }),
  log: (message, error) => console.error(message, error),
  ready: async () => ({ ok: true }),
});
announce(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`);
