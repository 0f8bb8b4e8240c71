import { ServiceCapabilityCode } from './service-capability-code.js';

const LEVELS: readonly ServiceCapabilityCode[] = [
  ServiceCapabilityCode.HV_LEVEL_1_AWARE,
  ServiceCapabilityCode.HV_LEVEL_2_DEENERGISE,
  ServiceCapabilityCode.HV_LEVEL_3_LIVE_WORK,
];

/** Highest level of high-voltage work, 1 to 3, whose certificate is valid on a day; null for none. */
export function highVoltageLevel(
  capabilities: readonly { readonly code: ServiceCapabilityCode; readonly validTo: string | null }[],
  asOf: string,
): number | null {
  const levels = capabilities
    .filter(({ validTo }) => validTo === null || asOf < validTo)
    .map(({ code }) => LEVELS.indexOf(code) + 1);
  return Math.max(0, ...levels) || null;
}
