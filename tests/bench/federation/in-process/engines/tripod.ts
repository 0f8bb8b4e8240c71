/** This gateway's engine: planner and compiled local subgraphs. */
import { createGateway } from '../../../../../src/gateway/gateway.js';
import { localTransport } from '../../../../../src/gateway/local-transport.js';
import { engineTask } from '../graphs.js';
import { runEngine } from '../run-engine.js';

const { supergraphSdl, schemas, operation } = engineTask();
const gateway = createGateway({
  supergraphSdl,
  transports: Object.fromEntries(
    // The rows are plain objects, as the documents of a database are.
    Object.entries(schemas).map(([name, schema]) => [name, localTransport(schema, { plainProperties: true })]),
  ),
});
await runEngine(() => gateway.execute({ source: operation.query, variables: { ...operation.variables }, context: {} }));
