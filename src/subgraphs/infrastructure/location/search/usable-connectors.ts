import { fittingStandards } from '../../../../kernel/ocpi/connector-fit.js';

/** What decides at which connectors a car can charge. */
export interface VehicleFacts {
  /** Charge ports of the car, by the names of OCPI ConnectorType. */
  readonly ports: readonly string[];
  /** V: class of the high-voltage system, 400 or 800; null where unknown. */
  readonly architectureVoltage: number | null;
}

type Filter = Record<string, unknown>;

/** A car of type 1 brings its own cable to a type 2 socket (IEC 61851-1, mode 3, case B), as one of type 2 does. */
const AC_PORTS_OF_TYPE_1 = ['IEC_62196_T1', 'IEC_62196_T1_COMBO'];

/**
 * MongoDB condition on a connector at which the car can charge: its plug fits and, for DC, its voltage reaches that of the
 * battery. A connector of unknown voltage counts as usable. A car that raises the voltage of a 400 V charger itself can
 * charge at more than these. Matches nothing for a car without known ports.
 */
export function usableConnector({ ports, architectureVoltage }: VehicleFacts): Filter {
  const standards = fittingStandards(ports);
  const fits: Filter = ports.some((port) => AC_PORTS_OF_TYPE_1.includes(port))
    ? { $or: [{ standard: { $in: standards } }, { standard: 'IEC_62196_T2', format: 'SOCKET' }] }
    : { standard: { $in: standards } };
  return architectureVoltage === null
    ? fits
    : {
        $and: [
          fits,
          { $or: [{ powerType: { $ne: 'DC' } }, { maxVoltage: null }, { maxVoltage: { $gte: architectureVoltage } }] },
        ],
      };
}
