import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarketPolicyRecord } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { validatedPolicies } from '../../../src/subgraphs/markets/policy/policy-file.validation.js';
import { SEED_DATE } from '../provenance.js';

/** The dated rules of the markets, in the published form of a policy. */
export const POLICY_FILE = join(import.meta.dirname, 'market-policies.json');

/** The policies as stored. They are validated as those of any other file are. */
export function buildMarketPolicies(): MarketPolicyRecord[] {
  return validatedPolicies(JSON.parse(readFileSync(POLICY_FILE, 'utf8')), [], SEED_DATE);
}
