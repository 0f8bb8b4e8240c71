import type { FinancingProductRecord } from '../product/financing-product.model.js';
import type { FinancingWish, OfferTerms } from './offer-terms.js';
import type { DisclosureRecord } from './quote.model.js';

/** Members of the European Union and, by the agreement on it, of the European Economic Area. */
const EUROPEAN_ECONOMIC_AREA: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '),
);

/** Key information: Part I of the form of Directive (EU) 2023/2225, Annex I, which has no numbers. */
const KEY_INFORMATION = 'I';
/** Sections of the form of Directive 2008/48/EC, Annex II, which hold the rest; the rows within them have no numbers. */
const MAIN_FEATURES = '2';
const COSTS = '3';
const LEGAL_ASPECTS = '4';

/**
 * The figures of the Standard European Consumer Credit Information that follow from a quote, under the headings of the forms
 * (Directive (EU) 2023/2225, Annex I, Part I; 2008/48/EC, Annex II); empty outside of the European Economic Area. What the creditor
 * says of itself (addresses, arrears, data bases that are consulted) stays with the creditor.
 */
export function consumerCreditInformation(
  { country, price }: Pick<FinancingWish, 'country' | 'price'>,
  { kind, name, fees, rateType }: FinancingProductRecord,
  { repayment, totals, totalCreditCost, totalPayable, rate, upfrontFees }: OfferTerms,
  partnerName: string,
): DisclosureRecord[] {
  if (!EUROPEAN_ECONOMIC_AREA.has(country)) return [];
  const { currency, termMonths, nominalRate, principal, balloon, monthlyFee } = repayment;
  const money = (amount: { toFixed(): string }) => `${amount.toFixed()} ${currency}`;
  const early = fees.find(({ code }) => code === 'EARLY_REPAYMENT');
  const row = (item: string, heading: string, value: string): DisclosureRecord => ({ item, name: heading, value });
  return [
    row(KEY_INFORMATION, 'Creditor', partnerName),
    row(KEY_INFORMATION, 'Total amount of credit', money(principal)),
    row(KEY_INFORMATION, 'Duration of the credit agreement', `${termMonths} months`),
    row(KEY_INFORMATION, 'Borrowing rate', `${nominalRate.times(100).toFixed()} % a year, ${rateType.toLowerCase()}`),
    row(KEY_INFORMATION, 'Annual percentage rate of charge', `${rate.percent.toFixed(2)} %`),
    row(KEY_INFORMATION, 'Total amount you will have to pay', money(totalPayable)),
    row(KEY_INFORMATION, 'Cash price', money(price)),
    row(MAIN_FEATURES, 'Type of credit', `${name} (${kind})`),
    row(
      MAIN_FEATURES,
      'Instalments',
      `${termMonths - 1} of ${money(totals.instalment)}, one of ${money(totals.lastPayment)}, monthly`,
    ),
    row(MAIN_FEATURES, 'Balloon or residual value', money(balloon)),
    row(COSTS, 'Total cost of the credit', money(totalCreditCost)),
    row(COSTS, 'Costs at the beginning', money(upfrontFees)),
    row(COSTS, 'Costs every month', money(monthlyFee)),
    row(LEGAL_ASPECTS, 'Right of withdrawal', '14 calendar days (Directive (EU) 2023/2225, Article 26)'),
    row(
      LEGAL_ASPECTS,
      'Early repayment',
      early?.rate === undefined || early.rate === null
        ? 'at any time, without compensation'
        : 'at any time; compensation of at most 1 % of the amount repaid early, 0.5 % in the last year (Article 29)',
    ),
  ];
}
