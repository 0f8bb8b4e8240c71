import type { FinancePartnerRecord } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { CREDIT_MARKETS } from './credit-market.js';
import { completeLegalEntityIdentifier } from './legal-entity-identifier.js';

/** Identifiers of a market's two demonstration partners. */
export function demoPartnerIds(market: DeepMarket): { bank: string; lessor: string } {
  const suffix = market.toLowerCase();
  return { bank: `demo-bank-${suffix}`, lessor: `demo-leasing-${suffix}` };
}

function partner(
  market: DeepMarket,
  partnerId: string,
  name: string,
  kind: FinancePartnerRecord['kind'],
  letters: string,
): FinancePartnerRecord {
  const { regulator } = CREDIT_MARKETS[market];
  return {
    _id: partnerId,
    partnerId,
    name,
    // "DEMO" is no issuer of identifiers: right in form, and nobody's.
    lei: completeLegalEntityIdentifier(`DEMO00${letters}${market}000001`),
    // A 0 at the eighth place marks a test code (ISO 9362).
    bic: `${letters}${market}X0`,
    kind,
    countries: [market],
    licences: [{ country: market, regulator, number: `DEMO-${market}-${letters}` }],
    status: 'ACTIVE',
    provenance: synthetic(partnerId),
  };
}

/** A made-up bank and a made-up lessor in every deep market. */
export function buildFinancePartners(): FinancePartnerRecord[] {
  return DEEP_MARKETS.flatMap((market) => {
    const { label } = CREDIT_MARKETS[market];
    const ids = demoPartnerIds(market);
    return [
      partner(market, ids.bank, `Demo Bank ${label} (synthetic)`, 'BANK', 'DEMB'),
      partner(market, ids.lessor, `Demo Leasing ${label} (synthetic)`, 'LEASING', 'DEML'),
    ];
  });
}
