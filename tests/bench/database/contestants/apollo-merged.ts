/** The same resolvers as one merged schema under Apollo Server on Fastify. Parameter: URI of the database. */
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import Fastify from 'fastify';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { buildLocalGraph, localGateway } from '../../../../src/app/local-graph.js';
import { openDatabase } from '../../../../src/app/open-database.js';
import { requestContext } from '../../../../src/app/request-contexts.js';
import type { DataContext } from '../../../../src/database/data-context.js';
import { PUBLIC_CALLER } from '../../../../src/kernel/caller.js';
import { findCountry } from '../../../../src/subgraphs/markets/country/country.service.js';
import { announce } from '../../method/announce.js';
import { parameter } from '../../method/parameter.js';
import { mergedSchema } from '../merged-schema.js';

const { database } = await openDatabase({
  mongodbUri: parameter(0, 'URI of the database'),
  dataDirectory: '',
  furtherClusters: [],
});
const graph = await buildLocalGraph();
const schema = mergedSchema(
  localGateway(graph).apiSchema,
  graph.subgraphs.map((subgraph) => subgraph.schema),
);
readPlacesForGuarantees(schema);
const apollo = new ApolloServer<DataContext>({ schema });
await apollo.start();
const app = Fastify();
await app.register(fastifyApollo(apollo), {
  context: async (request) => requestContext(request.id, PUBLIC_CALLER, database),
});
announce(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`);

/** What `@requires` does in the supergraph: guarantees depend on the regions that a country lies in. */
function readPlacesForGuarantees(merged: GraphQLSchema): void {
  const country = merged.getType('Country');
  const field = isObjectType(country) ? country.getFields().guaranteeProgrammes : undefined;
  const resolve = field?.resolve;
  if (field === undefined || resolve === undefined) {
    throw new Error('The graph has no Country.guaranteeProgrammes');
  }
  const places = new Set(['region', 'subregion', 'tradeRegions']);
  field.resolve = async (parent: { code: string }, values, context: DataContext, info) =>
    resolve({ ...parent, ...(await findCountry(context, parent.code, places)) }, values, context, info);
}
