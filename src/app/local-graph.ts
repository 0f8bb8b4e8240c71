import type { GraphQLSchema } from 'graphql';
import type { AuthorizationMode } from '../gateway/authorization/operation-authorization.js';
import { composeSupergraph } from '../gateway/compose.js';
import { createGateway, type Gateway, type GatewayGuards } from '../gateway/gateway.js';
import { localTransport } from '../gateway/local-transport.js';
import type { SubgraphTransport } from '../gateway/subgraph-transport.js';
import { buildNodeSubgraph, nodeTypesOf } from '../kernel/identity/node-subgraph.js';
import { STANDARD_SCALARS } from '../kernel/scalars/standard-scalars.js';
import { type BuiltSubgraph, buildSubgraph } from '../kernel/subgraph/build-subgraph.js';
import type { Observability } from '../observability/observability.js';
import { callerAuthorization } from './caller-authorization.js';
import { SUBGRAPHS } from './subgraph-list.js';

/** All subgraphs built in this process, and their supergraph. */
export interface LocalGraph {
  readonly subgraphs: readonly BuiltSubgraph[];
  readonly supergraphSdl: string;
}

/** Builds every subgraph, adds `node` and composes them. Throws CompositionError where they do not fit together. */
export async function buildLocalGraph(): Promise<LocalGraph> {
  const built = await Promise.all(SUBGRAPHS.map((definition) => buildSubgraph(definition)));
  const nodes = buildNodeSubgraph(nodeTypesOf(built.map(({ schema }) => schema)));
  const subgraphs = [...built, nodes];
  return {
    subgraphs,
    supergraphSdl: composeSupergraph(
      subgraphs.map(({ name, sdl }) => ({ name, sdl, url: `http://127.0.0.1:4000/subgraphs/${name}` })),
    ),
  };
}

/** What a graph lets through, and whom, and who looks on. */
export interface GraphProtection {
  readonly guards?: GatewayGuards;
  /** `filter` unless told. */
  readonly authorizationMode?: AuthorizationMode;
  readonly observability?: Observability;
}

/** A gateway that answers from the subgraphs in this process. */
export function localGateway(graph: LocalGraph, protection: GraphProtection = {}): Gateway {
  return gatewayOver(graph.supergraphSdl, localTransports(graph), protection);
}

/** The ways to the subgraphs in this process, by their names. Their views are plain records: nothing on them is a promise. */
export function localTransports(graph: LocalGraph): Record<string, SubgraphTransport> {
  const transport = (schema: GraphQLSchema) => localTransport(schema, { plainProperties: true });
  return Object.fromEntries(graph.subgraphs.map(({ name, schema }) => [name, transport(schema)]));
}

/** A gateway over a supergraph that has our graph in it, wherever its subgraphs run. */
export function gatewayOver(
  supergraphSdl: string,
  transports: Readonly<Record<string, SubgraphTransport>>,
  { guards = {}, authorizationMode, observability }: GraphProtection,
): Gateway {
  return createGateway({
    supergraphSdl,
    transports,
    scalars: STANDARD_SCALARS,
    guards,
    authorization: callerAuthorization(authorizationMode),
    ...(observability === undefined ? {} : { observer: observability.gateway }),
  });
}
