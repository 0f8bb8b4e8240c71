import { Decimal } from 'decimal.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { ScheduleLine } from './financing-offer.type.js';
import type { QuoteRecord } from './quote.model.js';
import type { Quote } from './quote.type.js';

/** What callers see of a stored quote. */
export function quoteView(record: QuoteRecord): Quote {
  const { currency } = record;
  const money = (amount: unknown) => ({ amount, currency }) as never;
  const percent = (value: { toString(): string }) => new Decimal(value.toString());
  return {
    id: globalId('Quote', record._id),
    quoteId: record._id,
    country: { code: record.country },
    product: null,
    productId: record.productId,
    offerId: record.offerId,
    variantId: record.variantId,
    asOf: record.asOf,
    startDate: record.startDate,
    createdAt: record.createdAt,
    expiresAt: record.expiresAt,
    hash: record.hash,
    price: money(record.price),
    principal: money(record.principal),
    downPayment: money(record.downPayment),
    balloon: money(record.balloon),
    termMonths: record.termMonths,
    nominalRate: record.nominalRate as never,
    loanToValue: record.loanToValue as never,
    residualValueCurveVersion: record.residualValueCurveVersion ?? null,
    rateTableVersion: record.rateTableVersion,
    instalment: money(record.instalment),
    lastPayment: money(record.lastPayment),
    upfrontFees: money(record.upfrontFees),
    totalInterest: money(record.totalInterest),
    totalCreditCost: money(record.totalCreditCost),
    totalPayable: money(record.totalPayable),
    annualPercentageRate: {
      percent: percent(record.aprPercent),
      unrounded: percent(record.aprUnrounded),
      method: record.aprMethod as never,
      basis: record.aprBasis as never,
    },
    schedule: record.schedule as unknown as ScheduleLine[],
    consumerCreditInformation: record.disclosures,
  };
}
