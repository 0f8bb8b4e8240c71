import type { DataContext } from '../../../database/data-context.js';
import { malformedReference } from '../../../kernel/subgraph/entity-references.js';
import type { EntityDefinition } from '../../../kernel/subgraph/subgraph-definition.js';
import type { CertifiedOffer } from '../certificate/certificate.service.js';

/** Offers are kept elsewhere: what is known of one here is what its reference brings along. */
export const offerReferences: EntityDefinition<DataContext> = {
  typeName: 'MarketOffer',
  resolveReferences: (references) =>
    references.map((reference) =>
      typeof reference.offerId === 'string' ? { ...reference } : malformedReference('MarketOffer'),
    ),
};

/** What a reference tells about the cars of its offer; null where it does not say enough. */
export function offerFacts(reference: Readonly<Record<string, unknown>>): CertifiedOffer | null {
  const country = textOf(reference.country, 'code');
  const maker = textOf(reference.variant, 'makerSlug');
  const variantId = textOf(reference.variant, 'variantId');
  return country === null || maker === null || variantId === null ? null : { country, maker, variantId };
}

function textOf(value: unknown, field: string): string | null {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : null;
  return typeof text === 'string' ? text : null;
}
