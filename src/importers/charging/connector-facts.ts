import type { ConnectorRecord } from '../../subgraphs/infrastructure/location/evse.model.js';
import { withPower } from '../../subgraphs/infrastructure/location/power.js';
import type { Finding } from '../pipeline/finding.js';
import type { ConnectorDraft } from './charging-draft.js';

/** What a standard allows of a connector. */
interface ConnectorFacts {
  /** Where the standard allows one format only. */
  readonly format: string | null;
  /** Where the standard allows one kind of current only. */
  readonly powerType: string | null;
  /** Highest power in W that the standard can carry. */
  readonly limit: number;
}

const HOUSEHOLD: ConnectorFacts = { format: 'SOCKET', powerType: 'AC_1_PHASE', limit: 3_900 };
const DC_CABLE = { format: 'CABLE', powerType: 'DC' } as const;

/**
 * Limits with a little room for rounding. Sources: IEC 62196-2 (type 1: 32 A at 240 V or, in 2022, 80 A; type 2: 63 A at
 * 400 V), IEC 62196-3 and CharIN (CCS: 500 A at 1000 V), CHAdeMO 2.0 (400 kW), IEC 60309-2, SAE J3400 (1 MW).
 */
const FACTS: Readonly<Record<string, ConnectorFacts>> = {
  IEC_62196_T1: { format: 'CABLE', powerType: 'AC_1_PHASE', limit: 19_500 },
  IEC_62196_T2: { format: null, powerType: null, limit: 44_000 },
  IEC_62196_T1_COMBO: { ...DC_CABLE, limit: 500_000 },
  IEC_62196_T2_COMBO: { ...DC_CABLE, limit: 500_000 },
  CHADEMO: { ...DC_CABLE, limit: 400_000 },
  GBT_DC: { ...DC_CABLE, limit: 300_000 },
  IEC_60309_2_single_16: { format: 'SOCKET', powerType: 'AC_1_PHASE', limit: 3_900 },
  IEC_60309_2_three_16: { format: 'SOCKET', powerType: 'AC_3_PHASE', limit: 11_500 },
  IEC_60309_2_three_32: { format: 'SOCKET', powerType: 'AC_3_PHASE', limit: 23_000 },
};

/** A type 2 connector above this has three phases: 32 A at 230 V. */
const SINGLE_PHASE_LIMIT = 7_400;

const NO_FACTS: ConnectorFacts = { format: null, powerType: null, limit: 5_000_000 };

function factsOf(standard: string): ConnectorFacts {
  return FACTS[standard] ?? (standard.startsWith('DOMESTIC_') ? HOUSEHOLD : NO_FACTS);
}

/**
 * A connector as stored: what its standard implies is filled in, power is derived where voltage and current allow, and
 * a power that contradicts the standard is not stored but reported.
 * @param field path of the connector in its draft
 */
export function connectorRecord(
  draft: ConnectorDraft,
  position: number,
  field: string,
  findings: Finding[],
): ConnectorRecord {
  const { standard, maxVoltage = null, maxAmperage = null } = draft;
  const facts = factsOf(standard);
  const maxElectricPower = plausiblePower(draft, facts, field, findings);
  const threePhase = standard === 'IEC_62196_T2' && maxElectricPower !== null && maxElectricPower > SINGLE_PHASE_LIMIT;
  return withPower({
    id: draft.id ?? String(position),
    standard,
    format: draft.format ?? facts.format,
    powerType: draft.powerType ?? facts.powerType ?? (threePhase ? 'AC_3_PHASE' : null),
    maxVoltage: positive(maxVoltage),
    maxAmperage: positive(maxAmperage),
    maxElectricPower,
    tariffIds: [...(draft.tariffIds ?? [])],
    ...(draft.lastUpdated ? { lastUpdated: new Date(draft.lastUpdated) } : {}),
  });
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

function plausiblePower(
  { standard, maxElectricPower: power = null }: ConnectorDraft,
  { limit }: ConnectorFacts,
  field: string,
  findings: Finding[],
): number | null {
  if (power === null) return null;
  const path = `${field}.maxElectricPower`;
  if (power <= 0) {
    findings.push({ field: path, code: 'POWER_NOT_POSITIVE', message: `The source states ${power} W` });
    return null;
  }
  if (power > limit) {
    const message = `The source states ${power / 1000} kW for ${standard}, which carries ${limit / 1000} kW at most`;
    findings.push({ field: path, code: 'POWER_CONTRADICTS_CONNECTOR', message });
    return null;
  }
  return Math.round(power);
}
