/** `@apollo/gateway` under Apollo Server as its documentation starts it; callers' tokens are forwarded. */
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { announce } from '../../../method/announce.ts';
import { parameter } from '../../../method/parameter.ts';

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(parameter(0, 'supergraph file'), 'utf8'),
  buildService: ({ url }) =>
    new RemoteGraphQLDataSource({
      url,
      willSendRequest({ request, context }) {
        if (context.authorization !== undefined) {
          request.http?.headers.set('authorization', context.authorization);
        }
      },
    }),
});
const server = new ApolloServer({ gateway });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
});
announce(url);
