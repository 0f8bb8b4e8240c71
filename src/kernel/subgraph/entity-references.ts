import { TripodError } from '../errors/tripod-error.js';
import { naturalKey } from '../identity/global-id.js';
import type { FieldNames } from '../loaders/selected-fields.js';
import type { RequestContext } from '../request-context.js';
import type { EntityDefinition, Representation } from './subgraph-definition.js';

/** Finds one entity by its key through a loader, so that those of all references are one read; null for none. */
type FindEntity<Context extends RequestContext> = (
  context: Context,
  key: string,
  fields: FieldNames,
) => Promise<object | null>;

/** An entity whose references carry its natural key under `keyField`, or its global `id`. */
export function entityByKey<Context extends RequestContext>(
  typeName: string,
  keyField: string,
  find: FindEntity<Context>,
): EntityDefinition<Context> {
  return entityByReference(
    typeName,
    (reference) => {
      const natural = reference[keyField];
      if (typeof natural === 'string') {
        return natural;
      }
      return typeof reference.id === 'string' ? naturalKey(typeName, reference.id) : null;
    },
    find,
  );
}

/**
 * An entity whose key is read off a reference by `keyOf`; null for a reference without one, which is BAD_USER_INPUT. A
 * reference that fails comes back as its error and leaves the others alone.
 */
export function entityByReference<Context extends RequestContext>(
  typeName: string,
  keyOf: (reference: Representation) => string | null,
  find: FindEntity<Context>,
): EntityDefinition<Context> {
  return {
    typeName,
    resolveReferences: (references, fields, context) =>
      Promise.all(
        references.map((reference) => {
          const key = keyOf(reference);
          return key === null ? malformedReference(typeName) : find(context, key, fields).catch(asError);
        }),
      ),
  };
}

/** The stub of an entity that another subgraph owns: nothing is read, the key is all that is known of it. */
export function entityStub<Context extends RequestContext>(
  typeName: string,
  keyField: string,
): EntityDefinition<Context> {
  return {
    typeName,
    resolveReferences: (references) =>
      references.map(({ [keyField]: key }) =>
        typeof key === 'string' ? { [keyField]: key } : malformedReference(typeName),
      ),
  };
}

/** BAD_USER_INPUT for a reference without a key of its type. */
export function malformedReference(typeName: string): TripodError {
  return new TripodError('BAD_USER_INPUT', `A reference to ${typeName} lacks its key.`);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
