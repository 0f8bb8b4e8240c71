import type { Decimal } from 'decimal.js';
import type { PricedComponent, TaxRule } from './priced-tariff.js';

const LINE_PLACES = 12;

export interface Taxed {
  readonly exclVat: Decimal | null;
  readonly inclVat: Decimal | null;
}

/** An amount in the tariff's own terms, before and after taxes; null for the side that the tariff does not tell. */
export function taxed(rule: TaxRule, { component: { vat } }: { component: PricedComponent }, amount: Decimal): Taxed {
  if (rule === 'NONE' || amount.isZero()) {
    return { exclVat: amount, inclVat: amount };
  }
  const factor = vat === null ? null : vat.div(100).plus(1);
  switch (rule) {
    case 'INCLUDED':
      return { exclVat: factor && amount.div(factor).toDecimalPlaces(LINE_PLACES), inclVat: amount };
    case 'EXCLUDED':
      return { exclVat: amount, inclVat: factor && amount.times(factor).toDecimalPlaces(LINE_PLACES) };
    case 'EXCLUDED_UNSTATED_IS_NONE':
      return { exclVat: amount, inclVat: factor === null ? amount : amount.times(factor).toDecimalPlaces(LINE_PLACES) };
  }
}
