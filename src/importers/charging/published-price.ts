import { createHash } from 'node:crypto';
import type { ChargingTariffRecord } from '../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { TARIFF_DRAFT_SCHEMA, type TariffDraft } from '../charging-tariff/tariff-draft.js';
import { tariffFindings, tariffRow } from '../charging-tariff/tariff-record.js';
import { draftFindings } from '../pipeline/accept-drafts.js';
import type { Finding } from '../pipeline/finding.js';
import type { ChargingDraft } from './charging-draft.js';

/**
 * Countries whose law makes prices for consumers include value added tax: the EEA (Directive 98/6/EC), the United
 * Kingdom (Price Marking Order 2004), Switzerland (PBV), Australia (ACL s 48) and New Zealand (Fair Trading Act).
 */
const TAX_INCLUDED: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB CH AU NZ'.split(' '),
);

/**
 * The tariff of a price that a source has in words and that could be read. Sites of a party with the same price have
 * the same tariff, named by its content: another price is another tariff. Null without a price that can be used.
 * @param findings gets PRICE_UNUSABLE where the mapping made of it what no tariff is; the text stays
 */
export function publishedTariff(
  draft: ChargingDraft,
  party: { readonly countryCode: string; readonly partyId: string; readonly country: string },
  findings: Finding[],
): ChargingTariffRecord | null {
  const { tariff = null, source, priceText = null } = draft;
  if (tariff === null) return null;
  const { currency, elements } = tariff;
  const taxIncluded = tariff.taxIncluded ?? (TAX_INCLUDED.has(party.country) ? 'YES' : null);
  const content = createHash('sha256').update(JSON.stringify([currency, elements, taxIncluded]));
  const value = {
    countryCode: party.countryCode,
    partyId: party.partyId,
    tariffId: `price-${content.digest('hex').slice(0, 16)}`,
    currency,
    elements,
    taxIncluded,
    source: { ...source, recordId: null, confidence: 'MEDIUM' },
  };
  const wrong = draftFindings(TARIFF_DRAFT_SCHEMA, value);
  if (wrong.length === 0) wrong.push(...tariffFindings(value as unknown as TariffDraft));
  const [first] = wrong;
  if (first !== undefined) {
    const text = priceText === null ? '' : `; "${priceText.slice(0, 100)}" is kept as text`;
    findings.push({ field: `tariff.${first.field ?? ''}`, code: 'PRICE_UNUSABLE', message: `${first.message}${text}` });
    return null;
  }
  return tariffRow(value as unknown as TariffDraft);
}
