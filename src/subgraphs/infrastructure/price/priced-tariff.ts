import type { Decimal } from 'decimal.js';
import type {
  ChargingTariffRecord,
  PriceLimitRecord,
  TariffRestrictionsRecord,
} from '../tariff/charging-tariff.model.js';
import { PriceDecimal } from './priced-session.js';

/** Dimensions that a session has; components of other types price nothing. */
export const DIMENSIONS = ['FLAT', 'TIME', 'PARKING_TIME', 'ENERGY'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface PricedComponent {
  readonly dimension: Dimension;
  /** Per kWh, per hour, or once. */
  readonly price: Decimal;
  /** Per cent; null where the tariff states none. */
  readonly vat: Decimal | null;
  /** Wh or seconds. */
  readonly stepSize: number;
}

export interface PricedElement {
  /** Place in the tariff, from 0. */
  readonly index: number;
  readonly components: readonly PricedComponent[];
  readonly restrictions: TariffRestrictionsRecord | null;
}

export interface Limit {
  readonly exclVat: Decimal | null;
  readonly inclVat: Decimal | null;
}

/**
 * YES, NO and NOT_APPLICABLE are words of OCPI 2.3.0. In tariffs of OCPI 2.2.1, which lack the field, prices exclude
 * taxes and a component without VAT is not taxed; in 2.3.0 a component without VAT says nothing about its taxes.
 */
export type TaxRule = 'INCLUDED' | 'EXCLUDED' | 'EXCLUDED_UNSTATED_IS_NONE' | 'NONE';

/** A tariff in the numbers of the calculation. */
export interface PricedTariff {
  readonly currency: string;
  readonly taxRule: TaxRule;
  readonly elements: readonly PricedElement[];
  readonly minPrice: Limit | null;
  readonly maxPrice: Limit | null;
}

/** A stored tariff in the numbers of the calculation. */
export function pricedTariff(record: ChargingTariffRecord): PricedTariff {
  return {
    currency: record.currency,
    taxRule: taxRuleOf(record.taxIncluded),
    elements: record.elements.map(({ priceComponents, restrictions }, index) => ({
      index,
      restrictions,
      components: priceComponents.flatMap(({ type, price, vat, stepSize }) => {
        const dimension = DIMENSIONS.find((known) => known === type);
        return dimension === undefined
          ? []
          : [{ dimension, price: decimalOf(price), vat: vat === null ? null : decimalOf(vat), stepSize }];
      }),
    })),
    minPrice: limitOf(record.minPrice),
    maxPrice: limitOf(record.maxPrice),
  };
}

function taxRuleOf(taxIncluded: string | null): TaxRule {
  switch (taxIncluded) {
    case 'YES':
      return 'INCLUDED';
    case 'NOT_APPLICABLE':
      return 'NONE';
    case null:
      return 'EXCLUDED_UNSTATED_IS_NONE';
    default:
      return 'EXCLUDED';
  }
}

function limitOf(limit: PriceLimitRecord | null): Limit | null {
  return (
    limit && {
      exclVat: limit.exclVat === null ? null : decimalOf(limit.exclVat),
      inclVat: limit.inclVat === null ? null : decimalOf(limit.inclVat),
    }
  );
}

function decimalOf(value: { toString(): string }): Decimal {
  return new PriceDecimal(value.toString());
}
