/**
 * Connectors that fit into a charge port without an adapter. The combined inlets of IEC 62196-3 take the AC plug of their
 * own configuration too; SAE J3400 has one inlet for AC and DC.
 */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  IEC_62196_T2_COMBO: ['IEC_62196_T2_COMBO', 'IEC_62196_T2'],
  IEC_62196_T1_COMBO: ['IEC_62196_T1_COMBO', 'IEC_62196_T1'],
};

/** Connectors, by the names of OCPI ConnectorType, that fit the ports of a car; none for a port of unknown kind. */
export function fittingStandards(ports: readonly string[]): string[] {
  return [...new Set(ports.filter((port) => port !== 'OTHER').flatMap((port) => FITTING[port] ?? [port]))];
}
