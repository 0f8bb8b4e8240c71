import type { DataContext } from '../../../database/data-context.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';

/** Passports of one reading. */
const AT_ONCE = 10_000;

const OPERATION = {
  name: 'battery-carbon-classes',
  source: 'query BatteryCarbonClasses($passportIds: [ID!]!) { batteryCarbonClasses(passportIds: $passportIds) }',
};

interface Reading {
  readonly batteryCarbonClasses: readonly (string | null)[];
}

/**
 * Performance classes of the carbon footprints of batteries, as their passports say them today; one without is missing in the
 * answer. Passports are facts of another subgraph, read through the graph (docs/decisions/facts-of-other-subgraphs.md).
 * SUBGRAPH_UNAVAILABLE where they are out of reach: a class of the day of signing is none of today.
 */
export async function batteryCarbonClasses(
  context: DataContext,
  passportIds: readonly string[],
): Promise<Map<string, string>> {
  const classes = new Map<string, string>();
  for (let from = 0; from < passportIds.length; from += AT_ONCE) {
    const asked = passportIds.slice(from, from + AT_ONCE);
    if (context.graph === undefined) {
      throw new TripodError(
        'SUBGRAPH_UNAVAILABLE',
        'Battery passports are out of reach: this server does not know where the graph is (GRAPH_URL).',
      );
    }
    const { data, errors } = await context.graph.read<Reading>(OPERATION, { passportIds: asked }, context);
    if (data === null || data.batteryCarbonClasses === null) {
      const reason = errors[0]?.message ?? 'no answer';
      throw new TripodError('SUBGRAPH_UNAVAILABLE', `Battery passports are out of reach: ${reason}`);
    }
    data.batteryCarbonClasses.forEach((carbonClass, at) => {
      if (carbonClass !== null) classes.set(asked[at] as string, carbonClass);
    });
  }
  return classes;
}
