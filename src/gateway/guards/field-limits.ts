import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { DocumentLimits } from './document-limits.js';
import { limitError } from './limit-error.js';

/**
 * Checks what shows only when fragments are spread and fields of one response key are merged, as execution does it but
 * without regard to types: an upper bound of what validation, planning and execution will walk through. The walk itself
 * ends at the first limit that is passed, so it never costs more than the limits allow.
 *
 * @param document without fragment cycles
 * @throws GraphQLError with DEPTH_LIMIT, ROOT_FIELD_LIMIT, FIELD_LIMIT or FIELD_PAIR_LIMIT
 */
export function checkFieldLimits(document: DocumentNode, limits: DocumentLimits): void {
  const walk = new MergedFields(document, limits);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk.operation(definition.selectionSet);
  }
  // Validation also looks into fragments that no operation uses, before it says that they are unused.
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) walk.unusedFragment(definition);
  }
}

class MergedFields {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #reached = new Set<string>();
  #fields = 0;
  #pairs = 0;
  /** Spreads are work too: a fragment of nothing but spreads holds no field that would be counted. */
  #spreads = 0;

  constructor(
    document: DocumentNode,
    private readonly limits: DocumentLimits,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  operation(selectionSet: SelectionSetNode): void {
    const { rootFields } = this.limits;
    const keys = this.#scope([selectionSet], 1);
    if (keys > rootFields) {
      throw limitError('ROOT_FIELD_LIMIT', `The operation has more than ${rootFields} root fields.`, {
        limit: rootFields,
      });
    }
  }

  unusedFragment({ name, selectionSet }: FragmentDefinitionNode): void {
    if (!this.#reached.has(name.value)) this.#scope([selectionSet], 1);
  }

  /** Walks selection sets that end up in one object; returns the number of its keys. */
  #scope(sets: readonly SelectionSetNode[], depth: number): number {
    const { depth: maximumDepth, fields: maximumFields, fieldPairs } = this.limits;
    if (depth > maximumDepth) {
      throw limitError('DEPTH_LIMIT', `The document is nested deeper than ${maximumDepth} levels.`, {
        limit: maximumDepth,
      });
    }
    const byKey = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(set, byKey, visited);
    for (const nodes of byKey.values()) {
      this.#fields += nodes.length;
      this.#pairs += pairsOf(nodes.length);
    }
    // Validation compares every fragment of a scope with every other one.
    this.#pairs += pairsOf(visited.size);
    if (this.#fields > maximumFields) {
      throw limitError('FIELD_LIMIT', `The document selects more than ${maximumFields} fields, fragments spread.`, {
        limit: maximumFields,
      });
    }
    if (this.#pairs > fieldPairs) {
      throw limitError(
        'FIELD_PAIR_LIMIT',
        `The document repeats fields too often: more than ${fieldPairs} pairs share a response key or a scope.`,
        { limit: fieldPairs },
      );
    }
    for (const nodes of byKey.values()) {
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      if (inner.length > 0) this.#scope(inner, depth + 1);
    }
    return byKey.size;
  }

  #collect(set: SelectionSetNode, byKey: Map<string, FieldNode[]>, visited: Set<string>): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = byKey.get(key);
        if (nodes) nodes.push(selection);
        else byKey.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#collect(selection.selectionSet, byKey, visited);
      } else {
        this.#spread(selection.name.value, byKey, visited);
      }
    }
  }

  #spread(name: string, byKey: Map<string, FieldNode[]>, visited: Set<string>): void {
    const fragment = this.#fragments.get(name);
    if (!fragment || visited.has(name)) return;
    visited.add(name);
    this.#reached.add(name);
    const { fields } = this.limits;
    if (++this.#spreads > fields) {
      throw limitError('FIELD_LIMIT', `The document spreads fragments more than ${fields} times.`, { limit: fields });
    }
    this.#collect(fragment.selectionSet, byKey, visited);
  }
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
