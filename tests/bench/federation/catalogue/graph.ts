import type { GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../../../../src/gateway/compose.js';
import { federatedSchema } from '../../memory/subgraphs/subgraph-module.js';
import { CATALOGUE } from './subgraphs.js';

/** The supergraph of the catalogue. @param origin where its subgraphs are served, each below its name */
export function catalogueSupergraph(origin: string): string {
  return composeSupergraph(CATALOGUE.map(({ name, sdl }) => ({ name, sdl, url: `${origin}/${name}` })));
}

/** The executable subgraphs by name. */
export function catalogueSchemas(): Record<string, GraphQLSchema> {
  return Object.fromEntries(CATALOGUE.map((module) => [module.name, federatedSchema(module)]));
}
