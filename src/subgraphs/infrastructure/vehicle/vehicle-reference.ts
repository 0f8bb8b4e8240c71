import type { ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';
import type { VehicleVariantReference } from './vehicle-variant.type.js';

/**
 * The car that a reference names, with those of its facts that the gateway sent along. Null where the reference names none;
 * parts of another shape than the graph's are left out.
 */
export function vehicleOfReference({
  variantId,
  ports,
  architectureVoltage,
}: Representation): VehicleVariantReference | null {
  return typeof variantId === 'string'
    ? {
        variantId,
        ports: Array.isArray(ports) ? ports.filter((port): port is ConnectorType => typeof port === 'string') : [],
        architectureVoltage: typeof architectureVoltage === 'number' ? architectureVoltage : null,
      }
    : null;
}
