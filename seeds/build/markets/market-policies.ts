import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarketPolicyDocument } from '../../../src/subgraphs/markets/policy/market-policy.document.js';
import type { MarketPolicyRecord } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { policyRecord } from '../../../src/subgraphs/markets/policy/market-policy.record.js';
import { SEED_DATE } from '../provenance.js';

/** The dated rules of the markets, in the published form of a policy. */
export const POLICY_FILE = join(import.meta.dirname, 'market-policies.json');

/** The policies as stored. They are validated as those of any other file are. */
export function buildMarketPolicies(): MarketPolicyRecord[] {
  const documents = JSON.parse(readFileSync(POLICY_FILE, 'utf8')) as MarketPolicyDocument[];
  return documents.map((document) => policyRecord(document, SEED_DATE));
}
