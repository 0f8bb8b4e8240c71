import type { DataContext } from '../../../database/data-context.js';
import { malformedReference } from '../../../kernel/subgraph/entity-references.js';
import type { EntityDefinition } from '../../../kernel/subgraph/subgraph-definition.js';

/** Variants are kept elsewhere: what is known of one here is what its reference brings along. */
export const variantReferences: EntityDefinition<DataContext> = {
  typeName: 'VehicleVariant',
  resolveReferences: (references) =>
    references.map((reference) =>
      typeof reference.variantId === 'string' ? { ...reference } : malformedReference('VehicleVariant'),
    ),
};
