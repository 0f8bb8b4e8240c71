import type { FinancingProductRecord } from '../product/financing-product.model.js';
import type { OfferTerms } from './offer-terms.js';
import type { DisclosureRecord } from './quote.model.js';

/** Members of the European Union and, by the agreement on it, of the European Economic Area. */
const EUROPEAN_ECONOMIC_AREA: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '),
);

/**
 * The figures of the Standard European Consumer Credit Information (Directive (EU) 2023/2225, Annex I) that follow from a
 * quote; empty outside of the European Economic Area. What the creditor says of itself stays with the creditor.
 */
export function consumerCreditInformation(
  country: string,
  { kind, name, fees, rateType }: FinancingProductRecord,
  { repayment, totals, totalCreditCost, totalPayable, rate, upfrontFees }: OfferTerms,
  partnerName: string,
): DisclosureRecord[] {
  if (!EUROPEAN_ECONOMIC_AREA.has(country)) return [];
  const { currency, termMonths, nominalRate, principal, balloon, monthlyFee } = repayment;
  const money = (amount: { toFixed(): string }) => `${amount.toFixed()} ${currency}`;
  const early = fees.find(({ code }) => code === 'EARLY_REPAYMENT');
  return [
    { item: '1', name: 'Creditor', value: partnerName },
    { item: '2.1', name: 'Total amount of credit', value: money(principal) },
    { item: '2.2', name: 'Duration of the credit agreement', value: `${termMonths} months` },
    {
      item: '2.3',
      name: 'Borrowing rate',
      value: `${nominalRate.times(100).toFixed()} % a year, ${rateType.toLowerCase()}`,
    },
    { item: '2.4', name: 'Annual percentage rate of charge', value: `${rate.percent.toFixed(2)} %` },
    { item: '2.5', name: 'Total amount to be paid', value: money(totalPayable) },
    { item: '2.6', name: 'Type of credit', value: `${name} (${kind})` },
    {
      item: '2.7',
      name: 'Instalments',
      value: `${termMonths - 1} of ${money(totals.instalment)}, one of ${money(totals.lastPayment)}, monthly`,
    },
    { item: '2.8', name: 'Balloon or residual value', value: money(balloon) },
    { item: '3.1', name: 'Total cost of the credit', value: money(totalCreditCost) },
    { item: '3.2', name: 'Costs at the beginning', value: money(upfrontFees) },
    { item: '3.3', name: 'Costs every month', value: money(monthlyFee) },
    { item: '4.1', name: 'Right of withdrawal', value: '14 calendar days (Article 26)' },
    {
      item: '4.2',
      name: 'Early repayment',
      value:
        early?.rate === undefined || early.rate === null
          ? 'at any time, without compensation'
          : 'at any time; compensation of at most 1 % of the amount repaid early, 0.5 % in the last year (Article 29)',
    },
  ];
}
