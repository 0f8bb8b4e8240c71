import { mongo } from 'mongoose';
import type { MarketPolicyRecord } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { policyRecord } from '../../../src/subgraphs/markets/policy/market-policy.record.js';
import { TEST_PROVENANCE, TODAY } from '../../support/subgraph-harness.js';

/** A rule of 10 % on all cars, for ever; the rest as given. */
export function policy(policyId: string, more: Partial<MarketPolicyRecord>): MarketPolicyRecord {
  const document = { policyId, kind: 'IMPORT_DUTY', scope: 'cars', source: 'SYNTHETIC', confidence: 'LOW' };
  return {
    ...policyRecord(document, TODAY),
    rate: mongo.Decimal128.fromString('0.1'),
    provenance: TEST_PROVENANCE,
    ...more,
  };
}
