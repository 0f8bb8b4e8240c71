import { validateSchema } from 'graphql';
import { composeSupergraph } from '../gateway/compose.js';
import type { Gateway } from '../gateway/gateway.js';
import type { SubgraphTransport } from '../gateway/subgraph-transport.js';
import { type GraphProtection, gatewayOver } from './local-graph.js';

/** A subgraph as it takes part in composition. */
export interface GraphPart<Transport extends SubgraphTransport = SubgraphTransport> {
  readonly name: string;
  readonly sdl: string;
  /** Where other gateways find it. */
  readonly url: string;
  readonly transport: Transport;
}

/** A gateway over some parts, and why others are not among them, by their names. */
export interface FittingParts<Part> {
  readonly parts: readonly Part[];
  readonly gateway: Gateway;
  readonly misfits: ReadonlyMap<string, Error>;
}

/**
 * Composes parts and puts a gateway over them.
 *
 * @throws CompositionError, or another error where the engine or graphql-js refuses the result
 */
export function gatewayOverParts(parts: readonly GraphPart[], protection: GraphProtection): Gateway {
  const gateway = gatewayOver(
    composeSupergraph(parts.map(({ name, sdl, url }) => ({ name, sdl, url }))),
    Object.fromEntries(parts.map(({ name, transport }) => [name, transport])),
    protection,
  );
  const [mistake] = validateSchema(gateway.apiSchema);
  if (mistake !== undefined) {
    throw mistake;
  }
  return gateway;
}

/**
 * Takes the wanted parts into a graph, all at once, else one after the other: one that does not fit stays in its old form,
 * or out.
 *
 * @param base the old forms of the wanted parts, and those without which nothing composes
 * @param assemble puts a gateway over parts; throws where they do not fit together
 * @throws the reason why all do not fit together, where not even the base does
 */
export function takeWhatFits<Part extends GraphPart>(
  wanted: readonly Part[],
  base: readonly Part[],
  assemble: (parts: readonly Part[]) => Gateway,
): FittingParts<Part> {
  const misfits = new Map<string, Error>();
  let whole: unknown;
  try {
    return { parts: wanted, gateway: assemble(wanted), misfits };
  } catch (error) {
    whole = error;
  }
  let parts = base;
  let gateway: Gateway;
  try {
    gateway = assemble(parts);
  } catch {
    throw whole;
  }
  for (const part of wanted) {
    if (parts.some((taken) => samePart(taken, part))) {
      continue;
    }
    const candidate = [...parts.filter(({ name }) => name !== part.name), part];
    try {
      gateway = assemble(candidate);
      parts = candidate;
    } catch (error) {
      misfits.set(part.name, error as Error);
    }
  }
  return { parts, gateway, misfits };
}

/** Whether two lists hold the same parts, in whatever order. */
export function sameParts(some: readonly GraphPart[], others: readonly GraphPart[]): boolean {
  return some.length === others.length && some.every((part) => others.some((other) => samePart(part, other)));
}

function samePart(one: GraphPart, other: GraphPart): boolean {
  return one.name === other.name && one.sdl === other.sdl && one.url === other.url && one.transport === other.transport;
}
