/** The engine of `@apollo/gateway`: what it hands to Apollo Server to execute with. It gets the document parsed. */
import { createHash } from 'node:crypto';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { parse } from 'graphql';
import { engineTask } from '../graphs.ts';
import { runEngine } from '../run-engine.ts';

const { supergraphSdl, schemas, operation } = engineTask();
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name }) => new LocalGraphQLDataSource(schemas[name]),
});
const { executor } = await gateway.load();
const document = parse(operation.query);
const queryHash = createHash('sha256').update(operation.query).digest('hex');
const request = { query: operation.query, variables: operation.variables ?? {} };
await runEngine(() => executor({ request, document, queryHash, source: operation.query, context: {}, metrics: {} }));
