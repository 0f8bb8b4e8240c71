import type { DataContext } from '../../../database/data-context.js';
import { malformedReference } from '../../../kernel/subgraph/entity-references.js';
import type { EntityDefinition } from '../../../kernel/subgraph/subgraph-definition.js';
import type { AssembledOffer } from './base-of-offer.js';

/** Offers are kept elsewhere: what is known of one here is what its reference brings along. */
export const offerReferences: EntityDefinition<DataContext> = {
  typeName: 'MarketOffer',
  resolveReferences: (references) =>
    references.map((reference) =>
      typeof reference.offerId === 'string' ? { ...reference } : malformedReference('MarketOffer'),
    ),
};

/** What a reference tells about where its cars are put together; null where it does not say enough. */
export function offerFacts(reference: Readonly<Record<string, unknown>>): AssembledOffer | null {
  const { assemblyForm, originCountry } = reference;
  const country = textOf(reference.country, 'code');
  const maker = textOf(reference.variant, 'makerSlug');
  const model = textOf(reference.variant, 'model');
  if (country === null || maker === null || model === null || typeof originCountry !== 'string') {
    return null;
  }
  const kits = assemblyForm === 'CKD' || assemblyForm === 'SKD';
  return {
    country,
    maker,
    model: `${maker}/${model}`,
    assembledIn: kits ? country : originCountry,
    form: kits ? assemblyForm : 'CBU',
  };
}

function textOf(value: unknown, field: string): string | null {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : null;
  return typeof text === 'string' ? text : null;
}
