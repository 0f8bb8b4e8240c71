/** Apollo Server on Fastify, by the published integration, all defaults, one merged schema. */
import { ApolloServer } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import Fastify from 'fastify';
import { announce } from '../../method/announce.js';
import { mergedSchema } from '../graph.js';

const apollo = new ApolloServer({ schema: mergedSchema() });
await apollo.start();
const app = Fastify();
await app.register(fastifyApollo(apollo));
announce(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`);
