import { TripodError } from '../../../kernel/errors/tripod-error.js';
import type { GraphReading, StoredOperation } from '../../../kernel/graph/graph-reader.js';
import type { RequestContext } from '../../../kernel/request-context.js';

/**
 * Runs a stored operation with the rights of the caller. What the graph could not answer is null in the data and told in the
 * errors: insights say what they miss.
 *
 * @throws TripodError SUBGRAPH_UNAVAILABLE where no graph is within reach
 * @throws Error where the operation itself is refused, which is a mistake of ours
 */
export async function readGraph<Data>(
  context: RequestContext,
  operation: StoredOperation,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphReading<Data>> {
  if (context.graph === undefined) {
    throw new TripodError('SUBGRAPH_UNAVAILABLE', 'This server does not know where the graph is (GRAPH_URL).');
  }
  const reading = await context.graph.read<Data>(operation, variables, context);
  if (reading.data === null) {
    const [error] = reading.errors;
    throw typeof error?.extensions?.code === 'string' && PASSED_ON.has(error.extensions.code)
      ? new TripodError(error.extensions.code as 'BAD_USER_INPUT', error.message)
      : new Error(`The stored operation ${operation.name} was refused: ${error?.message ?? 'no data and no error'}`);
  }
  return reading;
}

/** Codes that say something about the request, not about the operation. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'COUNTRY_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'REQUEST_CANCELLED',
]);
