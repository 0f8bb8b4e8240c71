/** Apollo Server as its documentation starts it: `startStandaloneServer`, all defaults, one merged schema. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { announce } from '../../method/announce.js';
import { mergedSchema } from '../graph.js';

const server = new ApolloServer({ schema: mergedSchema() });
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
announce(url);
