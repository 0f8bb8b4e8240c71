import type { ConnectorDraft } from '../charging/charging-draft.js';

type Plug = Pick<ConnectorDraft, 'standard' | 'format'>;

/** OCPI names of Open Charge Map's connection types, by their ids in its API. Others keep the title of the source. */
const PLUGS: Readonly<Record<number, Plug>> = {
  1: { standard: 'IEC_62196_T1', format: 'CABLE' },
  2: { standard: 'CHADEMO', format: 'CABLE' },
  3: { standard: 'DOMESTIC_G', format: 'SOCKET' },
  4: { standard: 'IEC_60309_2_single_16', format: 'SOCKET' },
  8: { standard: 'TESLA_R', format: 'CABLE' },
  9: { standard: 'NEMA_5_20', format: 'SOCKET' },
  10: { standard: 'NEMA_14_30', format: 'SOCKET' },
  11: { standard: 'NEMA_14_50', format: 'SOCKET' },
  13: { standard: 'DOMESTIC_C', format: 'SOCKET' },
  16: { standard: 'IEC_60309_2_single_16', format: 'SOCKET' },
  22: { standard: 'DOMESTIC_B', format: 'SOCKET' },
  23: { standard: 'DOMESTIC_E', format: 'SOCKET' },
  25: { standard: 'IEC_62196_T2', format: 'SOCKET' },
  26: { standard: 'IEC_62196_T3C', format: 'SOCKET' },
  27: { standard: 'TESLA_S', format: 'CABLE' },
  28: { standard: 'DOMESTIC_F', format: 'SOCKET' },
  29: { standard: 'DOMESTIC_I', format: 'SOCKET' },
  30: { standard: 'TESLA_S', format: 'CABLE' },
  32: { standard: 'IEC_62196_T1_COMBO', format: 'CABLE' },
  33: { standard: 'IEC_62196_T2_COMBO', format: 'CABLE' },
  34: { standard: 'IEC_60309_2_single_16', format: 'SOCKET' },
  36: { standard: 'IEC_62196_T3A', format: 'SOCKET' },
  1036: { standard: 'IEC_62196_T2', format: 'CABLE' },
  1037: { standard: 'DOMESTIC_J', format: 'SOCKET' },
  1038: { standard: 'GBT_AC', format: 'SOCKET' },
  1039: { standard: 'GBT_AC', format: 'CABLE' },
  1040: { standard: 'GBT_DC', format: 'CABLE' },
};

/** Five-pin industrial sockets, of which OCPI has one name for each current. */
const FIVE_PIN: ReadonlySet<number> = new Set([17, 35]);

/**
 * The plug of a connection type.
 * @param amps A, by which industrial sockets of five pins are told apart
 * @param title what the source calls the type; null where it gives the id only
 */
export function plugOfConnectionType(id: number | null, amps: number | null, title: string | null): Plug {
  if (id !== null && FIVE_PIN.has(id) && (amps === 16 || amps === 32 || amps === 63)) {
    return { standard: `IEC_60309_2_three_${amps === 63 ? 64 : amps}`, format: 'SOCKET' };
  }
  const known = id === null ? undefined : PLUGS[id];
  if (known !== undefined) return known;
  return {
    standard: title ?? (id === null || id === 0 ? 'UNKNOWN' : `Open Charge Map connection type ${id}`),
    format: null,
  };
}

/** OCPI PowerType by the ids of current types. */
export function powerTypeOfCurrentType(id: number | null): string | null {
  return id === 10 ? 'AC_1_PHASE' : id === 20 ? 'AC_3_PHASE' : id === 30 ? 'DC' : null;
}

/**
 * V as OCPI has it, line to neutral for three phases: Open Charge Map gives 400, the voltage between the lines, for a
 * network of 230/400 V, and 208 for one of 120/208 V.
 */
export function voltageOf(voltage: number | null, powerType: string | null): number | null {
  if (voltage === null || voltage <= 0) return null;
  const isBetweenLines = powerType === 'AC_3_PHASE' && (voltage > 300 || voltage === 208);
  return isBetweenLines ? Math.round(voltage / Math.sqrt(3)) : voltage;
}

/** OCPI Status by the ids of status types; null for ids that say neither, such as 75, partly operational. */
export function statusOfStatusType(id: number | null): string | null {
  return id === null ? null : (STATUSES[id] ?? null);
}

const STATUSES: Readonly<Record<number, string>> = {
  0: 'UNKNOWN',
  10: 'AVAILABLE',
  20: 'CHARGING',
  30: 'INOPERATIVE',
  50: 'AVAILABLE',
  100: 'OUTOFORDER',
  150: 'PLANNED',
  200: 'REMOVED',
  210: 'REMOVED',
};
