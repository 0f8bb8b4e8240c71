import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { FINANCE } from './subgraphs/finance.js';
import { INFRASTRUCTURE } from './subgraphs/infrastructure.js';
import { MARKETS } from './subgraphs/markets.js';
import { attachResolvers, federatedSchema, type SubgraphModule } from './subgraphs/subgraph-module.js';

const MODULES: readonly SubgraphModule[] = [MARKETS, INFRASTRUCTURE, FINANCE];

/** The supergraph of the in-memory subgraphs. */
export function supergraphSdl(): string {
  return composeSupergraph(MODULES.map(({ name, sdl }) => ({ name, sdl, url: `http://127.0.0.1/${name}` })));
}

/** The executable subgraphs by name. */
export function subgraphSchemas(): Record<string, GraphQLSchema> {
  return Object.fromEntries(MODULES.map((module) => [module.name, federatedSchema(module)]));
}

/** What the supergraph offers as one plain schema with the resolvers of all subgraphs. */
export function mergedSchema(): GraphQLSchema {
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl())), { assumeValidSDL: true });
  for (const { resolvers } of MODULES) {
    attachResolvers(schema, resolvers);
  }
  return schema;
}
