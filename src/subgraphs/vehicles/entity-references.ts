import { TripodError } from '../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../kernel/identity/global-id.js';
import type { Representation } from '../../kernel/subgraph/subgraph-definition.js';

/**
 * Resolves references that carry their natural key under `keyField`, or the global `id`. `find` goes through a loader,
 * so that all of them are one read. A reference that fails comes back as its error and leaves the others alone.
 */
export function resolveEach<Entity extends object>(
  typeName: string,
  keyField: string,
  references: readonly Representation[],
  find: (key: string) => Promise<Entity | null>,
): Promise<(Entity | null | Error)[]> {
  return Promise.all(
    references.map((reference) => {
      const key = referencedKey(typeName, keyField, reference);
      return key === null ? malformedReference(typeName) : find(key).catch(asError);
    }),
  );
}

/** BAD_USER_INPUT for a reference without a key of its type. */
export function malformedReference(typeName: string): TripodError {
  return new TripodError('BAD_USER_INPUT', `A reference to ${typeName} lacks its key.`);
}

function referencedKey(typeName: string, keyField: string, reference: Representation): string | null {
  const natural = reference[keyField];
  if (typeof natural === 'string') {
    return natural;
  }
  return typeof reference.id === 'string' ? naturalKey(typeName, reference.id) : null;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
