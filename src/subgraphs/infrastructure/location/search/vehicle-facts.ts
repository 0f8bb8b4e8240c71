import type { DataContext } from '../../../../database/data-context.js';
import { badUserInput, TripodError } from '../../../../kernel/errors/tripod-error.js';
import type { StoredOperation } from '../../../../kernel/graph/graph-reader.js';
import type { LoaderDefinition } from '../../../../kernel/loaders/loaders.js';
import type { VehicleFacts } from './usable-connectors.js';

/** What the graph is asked of a car that a filter names. */
const VEHICLE_FACTS: StoredOperation = {
  name: 'ChargingVehicleFacts',
  source: `query ChargingVehicleFacts($variantId: ID!) {
    vehicleVariant(id: $variantId) { ports architectureVoltage }
  }`,
};

const factsOfVariant: LoaderDefinition<DataContext, string, VehicleFacts> = {
  name: 'infrastructure.vehicleFacts',
  keyText: (variantId) => variantId,
  load: (variantIds, _, context) =>
    Promise.all(variantIds.map((variantId) => readFacts(context, variantId).catch((error: Error) => error))),
};

/**
 * The facts of a car that decide where it can charge, read from the graph: once a request, whatever the number of lists.
 * BAD_USER_INPUT for a car that does not exist; UNAVAILABLE where the graph cannot be asked.
 */
export function vehicleFacts(context: DataContext, variantId: string): Promise<VehicleFacts> {
  return context.loaders.load(factsOfVariant, variantId, { arguments: undefined, fields: new Set() }, context);
}

async function readFacts(context: DataContext, variantId: string): Promise<VehicleFacts> {
  if (context.graph === undefined) throw unavailable('no graph is within reach of this subgraph');
  const { data, errors } = await context.graph.read<{ vehicleVariant: VehicleFacts | null }>(
    VEHICLE_FACTS,
    { variantId },
    context,
  );
  const [error] = errors;
  if (error !== undefined) throw unavailable(error.message);
  if (!data?.vehicleVariant) throw badUserInput('filter.variantId', `there is no vehicle variant "${variantId}"`);
  return data.vehicleVariant;
}

function unavailable(reason: string): TripodError {
  return new TripodError('SUBGRAPH_UNAVAILABLE', `The vehicle cannot be looked up: ${reason}`);
}
