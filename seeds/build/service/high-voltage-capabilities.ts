import { SYNTHETIC } from '../../../src/kernel/provenance/provenance.record.js';
import { ServiceCapabilityCode } from '../../../src/subgraphs/service/point/service-capability-code.js';
import type { ServiceCapabilityRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import type { DeepMarket } from '../deep-markets.js';
import type { RandomStream } from '../random.js';

/**
 * Schemes by which people are qualified to work on high-voltage systems, for awareness, de-energised work and live
 * work: DGUV Information 209-093 (DE), IMI TechSafe (GB), NF C18-550 (FR), NEN 9140 (NL), CEI 11-27 (IT), NR-10 (BR),
 * NOM-029-STPS (MX), unit AURETH101 (AU), ASE xEV (US), TSE TS 12047 (TR); elsewhere EN 50110-1, the general standard.
 */
const SCHEMES: Readonly<Partial<Record<DeepMarket, readonly [aware: string, deEnergised: string, live: string]>>> = {
  AU: ['AURETH101', 'AURETH101', 'AURETH101 and AURETH102'],
  BR: ['NR-10', 'NR-10', 'NR-10 SEP'],
  DE: ['DGUV 209-093 S', 'DGUV 209-093 2E', 'DGUV 209-093 3E'],
  FR: ['NF C18-550 B0L', 'NF C18-550 B2VL', 'NF C18-550 B2TL'],
  GB: ['IMI TechSafe Level 2', 'IMI TechSafe Level 3', 'IMI TechSafe Level 4'],
  IT: ['CEI 11-27 PAV', 'CEI 11-27 PES', 'CEI 11-27 PEI'],
  MX: ['NOM-029-STPS', 'NOM-029-STPS', 'NOM-029-STPS'],
  NL: ['NEN 9140 VOP', 'NEN 9140 VP', 'NEN 9140 VP'],
  TR: ['TSE TS 12047', 'TSE TS 12047', 'TSE TS 12047'],
  US: ['ASE xEV Level 1', 'ASE xEV Level 2', 'ASE xEV Level 2'],
};
const GENERAL_SCHEME = ['EN 50110-1', 'EN 50110-1', 'EN 50110-1'] as const;

const LEVELS = [
  ServiceCapabilityCode.HV_LEVEL_1_AWARE,
  ServiceCapabilityCode.HV_LEVEL_2_DEENERGISE,
  ServiceCapabilityCode.HV_LEVEL_3_LIVE_WORK,
] as const;

const FURTHER = [
  ServiceCapabilityCode.DC_DIAGNOSIS,
  ServiceCapabilityCode.SOFTWARE_OTA,
  ServiceCapabilityCode.ADAS_CALIBRATION,
  ServiceCapabilityCode.BODY_ALU,
  ServiceCapabilityCode.TYRES,
] as const;

/** First day of a month between January 2026 and December 2029: about one certificate in five has run out. */
function expiry(random: RandomStream): string {
  return `${random.integer(2026, 2029)}-${String(random.integer(1, 12)).padStart(2, '0')}-01`;
}

/**
 * Generated capabilities of a workshop: the high-voltage levels up to one that is drawn, and what goes with it.
 * Every one says SYNTHETIC in its source.
 * @param leastLevel the level that the workshop has at least, 1 to 3
 */
export function generateHighVoltageCapabilities(
  market: DeepMarket,
  random: RandomStream,
  leastLevel = 1,
): ServiceCapabilityRecord[] {
  const schemes = SCHEMES[market] ?? GENERAL_SCHEME;
  const roll = random.next();
  const level = Math.max(leastLevel, roll < 0.3 ? 1 : roll < 0.75 ? 2 : 3);
  const validTo = expiry(random);
  const maxVoltage = random.pick([450, 450, 900, 1000]);
  const capabilities: ServiceCapabilityRecord[] = LEVELS.slice(0, level).map((code, at) => ({
    code,
    maxVoltage,
    certificate: schemes[at] ?? null,
    validTo,
    source: SYNTHETIC,
  }));
  const further: ServiceCapabilityCode[] = FURTHER.filter(() => random.chance(0.3));
  if (level === LEVELS.length) further.unshift(ServiceCapabilityCode.BATTERY_REPAIR);
  for (const code of further) {
    const electrical = code === ServiceCapabilityCode.BATTERY_REPAIR || code === ServiceCapabilityCode.DC_DIAGNOSIS;
    capabilities.push({
      code,
      maxVoltage: electrical ? maxVoltage : null,
      certificate: null,
      validTo: null,
      source: SYNTHETIC,
    });
  }
  return capabilities;
}
