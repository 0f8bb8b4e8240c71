import type { ConnectorRecord, EvseRecord } from '../../../src/subgraphs/infrastructure/location/evse.model.js';

/** What a connector's standard tells of the connector, in OCPI words. */
export interface ConnectorKind {
  /** OCPI ConnectorType; a word that OCPI does not know stays as the source wrote it. */
  standard: string;
  format: 'SOCKET' | 'CABLE' | null;
  /** OCPI PowerType; null where the standard allows several. */
  powerType: string | null;
  /** Highest power in kW that the standard can carry: more is a contradiction and not stored. */
  limitKW: number;
}

const SINGLE_PHASE_LIMIT_KW = 7.4;

/** Kinds that several sources share. Limits: IEC 62196-2 (63 A, 400 V), 16 A at 230 V for household sockets. */
export const CONNECTOR_KINDS = {
  TYPE_1: { standard: 'IEC_62196_T1', format: 'CABLE', powerType: 'AC_1_PHASE', limitKW: 7.4 },
  TYPE_2_SOCKET: { standard: 'IEC_62196_T2', format: 'SOCKET', powerType: null, limitKW: 44 },
  TYPE_2_CABLE: { standard: 'IEC_62196_T2', format: 'CABLE', powerType: null, limitKW: 44 },
  CCS_1: { standard: 'IEC_62196_T1_COMBO', format: 'CABLE', powerType: 'DC', limitKW: 500 },
  CCS_2: { standard: 'IEC_62196_T2_COMBO', format: 'CABLE', powerType: 'DC', limitKW: 500 },
  CHADEMO: { standard: 'CHADEMO', format: 'CABLE', powerType: 'DC', limitKW: 400 },
  SCHUKO: { standard: 'DOMESTIC_F', format: 'SOCKET', powerType: 'AC_1_PHASE', limitKW: 3.7 },
  CEE_BLUE_16: { standard: 'IEC_60309_2_single_16', format: 'SOCKET', powerType: 'AC_1_PHASE', limitKW: 3.7 },
  CEE_RED_16: { standard: 'IEC_60309_2_three_16', format: 'SOCKET', powerType: 'AC_3_PHASE', limitKW: 11.1 },
  CEE_RED_32: { standard: 'IEC_60309_2_three_32', format: 'SOCKET', powerType: 'AC_3_PHASE', limitKW: 22.2 },
} as const satisfies Record<string, ConnectorKind>;

/** A connector that OCPI has no word for, in the words of the source. */
export function unknownConnector(words: string): ConnectorKind {
  return { standard: words, format: null, powerType: null, limitKW: 500 };
}

/** kW to W; null when the figure is missing, not positive, or more than the connector can carry. */
export function plausiblePowerW(kilowatts: number | null, limitKW: number): number | null {
  if (kilowatts === null || !(kilowatts > 0) || kilowatts > limitKW) return null;
  return Math.round(kilowatts * 1000);
}

/**
 * A connector as stored. Sources that state only a power leave voltage and current null; a Type 2 connector above
 * 7.4 kW (32 A at 230 V) has three phases, below it may have one or three.
 * @param kilowatts the power that the source states for the connector, null where it states none
 */
export function connectorOf(id: string, kind: ConnectorKind, kilowatts: number | null): ConnectorRecord {
  const power = plausiblePowerW(kilowatts, kind.limitKW);
  const threePhase = kind.standard === 'IEC_62196_T2' && power !== null && power > SINGLE_PHASE_LIMIT_KW * 1000;
  return {
    id,
    standard: kind.standard,
    format: kind.format,
    powerType: threePhase ? 'AC_3_PHASE' : kind.powerType,
    maxVoltage: null,
    maxAmperage: null,
    maxElectricPower: power,
    powerDerived: false,
  };
}

/** The highest power of a site in W; null where no connector's power is known. */
export function highestPower(evses: readonly EvseRecord[]): number | null {
  const powers = evses.flatMap((evse) => evse.connectors.map((connector) => connector.maxElectricPower ?? 0));
  const highest = Math.max(0, ...powers);
  return highest > 0 ? highest : null;
}
