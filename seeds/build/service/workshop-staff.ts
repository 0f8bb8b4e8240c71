import { ServiceCapabilityCode } from '../../../src/subgraphs/service/point/service-capability-code.js';
import type {
  ServiceCapabilityRecord,
  TechniciansRecord,
} from '../../../src/subgraphs/service/point/service-point.model.js';
import type { DeepMarket } from '../deep-markets.js';
import type { RandomStream } from '../random.js';

/** Languages of business in a market, the usual one first (BCP 47). */
export const LANGUAGES: Readonly<Record<DeepMarket, readonly string[]>> = {
  AE: ['ar', 'en'],
  AU: ['en'],
  BR: ['pt'],
  CN: ['zh'],
  DE: ['de', 'en'],
  ES: ['es'],
  FR: ['fr'],
  GB: ['en'],
  ID: ['id', 'en'],
  IT: ['it'],
  MX: ['es', 'en'],
  NL: ['nl', 'en'],
  NO: ['no', 'en'],
  SE: ['sv', 'en'],
  TH: ['th', 'en'],
  TR: ['tr'],
  US: ['en', 'es'],
  ZA: ['en', 'af'],
};

const LEVELS = [
  ServiceCapabilityCode.HV_LEVEL_1_AWARE,
  ServiceCapabilityCode.HV_LEVEL_2_DEENERGISE,
  ServiceCapabilityCode.HV_LEVEL_3_LIVE_WORK,
];

/** Generated staff: somebody at each level that the workshop is certified for, fewer the higher. */
export function generateTechnicians(
  capabilities: readonly ServiceCapabilityRecord[],
  random: RandomStream,
): TechniciansRecord[] {
  return LEVELS.filter((level) => capabilities.some(({ code }) => code === level)).map((level, at) => ({
    level,
    count: random.integer(1, 6 - 2 * at),
  }));
}
