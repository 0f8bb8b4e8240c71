/** `@apollo/gateway` with the subgraphs in its own process, under Apollo Server as its documentation starts it. */
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { announce } from '../../method/announce.ts';
import { subgraphSchemas, supergraphSdl } from '../graph.ts';

const schemas = subgraphSchemas();
const gateway = new ApolloGateway({
  supergraphSdl: supergraphSdl(),
  buildService: ({ name }) => new LocalGraphQLDataSource(schemas[name]),
});
const server = new ApolloServer({ gateway });
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
announce(url);
