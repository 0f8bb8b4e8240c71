import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { malformedReference } from '../../../kernel/subgraph/entity-references.js';
import type { EntityDefinition, Representation } from '../../../kernel/subgraph/subgraph-definition.js';
import type { FinancedCar } from '../quote/quote-preview.service.js';

/** An offer as its reference came: whatever the gateway sent along. */
export type OfferReference = Representation & { readonly offerId: string };

/** Offers are kept elsewhere: what is known of one here is what its reference brings along. */
export const offerReferences: EntityDefinition<DataContext> = {
  typeName: 'MarketOffer',
  resolveReferences: (references) =>
    references.map((reference) =>
      typeof reference.offerId === 'string' ? { ...reference } : malformedReference('MarketOffer'),
    ),
};

/** The car of an offer at its list price; null where the reference lacks what is needed. */
export function carOfOffer({ country, listPriceInclVat, variant }: OfferReference): FinancedCar | null {
  const code = fieldOf(country, 'code');
  const amount = fieldOf(listPriceInclVat, 'amount');
  const currency = fieldOf(listPriceInclVat, 'currency');
  if (typeof code !== 'string' || typeof currency !== 'string' || !/^\d+(\.\d+)?$/.test(String(amount))) return null;
  const variantId = fieldOf(variant, 'variantId');
  const powertrain = fieldOf(variant, 'powertrain');
  return {
    country: code,
    price: { amount: new Decimal(String(amount)), currency },
    variantId: typeof variantId === 'string' ? variantId : null,
    powertrain: typeof powertrain === 'string' ? powertrain : null,
  };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
