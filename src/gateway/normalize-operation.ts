import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from './conditions.js';
import { gatewayError } from './gateway-errors.js';
import { type KeyRules, travelKey } from './response-keys.js';
import type { OperationTree, Selection } from './selection-tree.js';

/** Beyond this many selected fields, fragments counted as often as they are spread, an operation is refused. */
const MAXIMUM_SELECTIONS = 50_000;

/**
 * Turns a valid operation into its tree. The planner gets a simpler operation than the client wrote, which spares it
 * spreads and conditions, and the tree's size is known before the planner sees it.
 *
 * @param conditions the values of the variables that `@skip` and `@include` use
 * @param keyRules what the keys of the tree must stay clear of
 * @throws GraphQLError where fragments multiply beyond {@link MAXIMUM_SELECTIONS}
 */
export function normalizeOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  conditions: ReadonlyMap<string, boolean>,
  keyRules: KeyRules,
): OperationTree {
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) {
    throw gatewayError('GRAPHQL_VALIDATION_FAILED', `Schema is not configured to execute ${operation.operation}s.`);
  }
  const normalizer = new Normalizer(schema, fragments, conditions, keyRules);
  const selections = normalizer.normalize(rootType, [operation.selectionSet]);
  return { kind: operation.operation, rootType, selections, introspection: normalizer.introspection };
}

/** What one selection set holds, in the order of first appearance. */
type Collected =
  | { kind: 'fields'; key: string; nodes: FieldNode[] }
  | { kind: 'fragment'; type: GraphQLCompositeType; set: SelectionSetNode };

class Normalizer {
  readonly introspection: FieldNode[] = [];
  #count = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly conditions: ReadonlyMap<string, boolean>,
    private readonly keyRules: KeyRules,
  ) {}

  /** Merges selection sets on one parent type into one list of selections. */
  normalize(parent: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Selection[] {
    const collected: Collected[] = [];
    const byKey = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(parent, set, collected, byKey, visited);
    this.#count += collected.length;
    if (this.#count > MAXIMUM_SELECTIONS) {
      throw gatewayError('GRAPHQL_VALIDATION_FAILED', `The operation selects more than ${MAXIMUM_SELECTIONS} fields.`);
    }

    const selections: Selection[] = [];
    for (const entry of collected) {
      if (entry.kind === 'fields') {
        const selection = this.#field(parent, entry.key, entry.nodes);
        if (selection) selections.push(selection);
      } else {
        const inner = this.normalize(entry.type, [entry.set]);
        if (inner.length > 0) selections.push({ kind: 'fragment', type: entry.type, selections: inner });
      }
    }
    return selections;
  }

  #collect(
    parent: GraphQLCompositeType,
    set: SelectionSetNode,
    collected: Collected[],
    byKey: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection, this.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = byKey.get(key);
        if (nodes) {
          nodes.push(selection);
        } else {
          const first = [selection];
          byKey.set(key, first);
          collected.push({ kind: 'fields', key, nodes: first });
        }
        continue;
      }
      let condition: string | undefined;
      let inner: SelectionSetNode;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.fragments.get(selection.name.value);
        if (!fragment || visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
        condition = fragment.typeCondition.name.value;
        inner = fragment.selectionSet;
      } else {
        condition = selection.typeCondition?.name.value;
        inner = selection.selectionSet;
      }
      const type = condition === undefined ? parent : this.schema.getType(condition);
      if (!isCompositeType(type)) continue;
      if (type === parent || (isAbstractType(type) && !isUnionType(parent) && this.schema.isSubType(type, parent))) {
        this.#collect(parent, inner, collected, byKey, visited);
      } else if (!isObjectType(parent)) {
        collected.push({ kind: 'fragment', type, set: inner });
      }
    }
  }

  #field(parent: GraphQLCompositeType, clientKey: string, nodes: readonly FieldNode[]): Selection | undefined {
    const node = nodes[0];
    if (!node) return undefined;
    const name = node.name.value;
    if (name === '__typename') return { kind: 'typename', clientKey };
    if (name === '__schema' || name === '__type') {
      this.introspection.push(...nodes);
      return { kind: 'introspection', clientKey, key: travelKey(clientKey, name, this.keyRules) };
    }
    const definition: GraphQLField<unknown, unknown> | undefined = isUnionType(parent)
      ? undefined
      : parent.getFields()[name];
    if (!definition) return undefined;
    const base = {
      kind: 'field',
      clientKey,
      key: travelKey(clientKey, name, this.keyRules),
      node,
      type: definition.type,
    } as const;
    const named = getNamedType(definition.type);
    if (!isCompositeType(named)) return base;
    const sets = nodes.flatMap((field) => (field.selectionSet ? [field.selectionSet] : []));
    return { ...base, selections: this.normalize(named, sets) };
  }
}
