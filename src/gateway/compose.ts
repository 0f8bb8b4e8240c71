import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, parse, print } from 'graphql';
import { CompositionError } from './gateway-errors.js';
import { repairSupergraph } from './supergraph-repairs.js';

/** A subgraph as composition sees it: its name, its Federation SDL and, for other gateways, where it is served. */
export interface SubgraphDefinition {
  name: string;
  sdl: string;
  url?: string;
}

/**
 * Composes subgraphs into one supergraph.
 *
 * @returns the supergraph SDL (join specification v0.3 and later), readable by every Federation 2 router
 * @throws CompositionError with every message, also where an SDL does not parse or two subgraphs share a name
 */
export function composeSupergraph(subgraphs: readonly SubgraphDefinition[]): string {
  const messages: string[] = [];
  const services: { name: string; typeDefs: DocumentNode; url?: string }[] = [];
  const names = new Set<string>();
  for (const { name, sdl, url } of subgraphs) {
    if (names.has(name)) messages.push(`[${name}] two subgraphs have this name`);
    names.add(name);
    try {
      services.push({ name, typeDefs: parse(sdl, { noLocation: true }), ...(url === undefined ? {} : { url }) });
    } catch (error) {
      messages.push(`[${name}] ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (subgraphs.length === 0) messages.push('there is no subgraph');
  if (messages.length > 0) throw new CompositionError(messages);

  const result = composeServices(services);
  if (result.errors) throw new CompositionError(result.errors.map((error) => error.message));
  const supergraph = parse(result.supergraphSdl, { noLocation: true });
  const repaired = repairSupergraph(supergraph, services);
  return repaired === supergraph ? result.supergraphSdl : print(repaired);
}
