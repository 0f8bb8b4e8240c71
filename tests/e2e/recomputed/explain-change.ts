import type { MarketPolicyRecord } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { seedRows } from '../../support/seed-rows.js';

/** Policies of a country outside of trade regions with rules, in force on a day. */
export function policiesOn(country: string, asOf: string): MarketPolicyRecord[] {
  return seedRows<MarketPolicyRecord>('market_policies').filter(
    (row) =>
      row.country === country &&
      (row.validFrom === null || row.validFrom <= asOf) &&
      (row.validTo === null || row.validTo > asOf),
  );
}
