import type { FieldNode, GraphQLCompositeType, GraphQLOutputType, OperationTypeNode } from 'graphql';

/**
 * An operation with everything resolved that is known before it runs: fragments spread and merged, `@skip`/`@include`
 * decided, meta fields set apart. The planner's input is printed from it and the projection of the answer compiled from it.
 */
export interface OperationTree {
  readonly kind: OperationTypeNode;
  readonly rootType: GraphQLCompositeType;
  readonly selections: readonly Selection[];
  /** `__schema` and `__type` fields, which are answered from the API schema. */
  readonly introspection: readonly FieldNode[];
}

export type Selection = FieldSelection | TypenameSelection | IntrospectionSelection | FragmentSelection;

interface FieldSelection {
  readonly kind: 'field';
  /** The key in the client's answer. */
  readonly clientKey: string;
  /** The key in the tree in which subgraphs' answers are merged; see `response-keys.ts`. */
  readonly key: string;
  /** The first of the field nodes that were merged: name, arguments and directives are the same in all. */
  readonly node: FieldNode;
  readonly type: GraphQLOutputType;
  /** Absent for leaf fields. */
  readonly selections?: readonly Selection[];
  /** The caller may not see it, or what it stands for is null for that reason: it is not planned, and null. */
  readonly refused?: boolean;
}

interface TypenameSelection {
  readonly kind: 'typename';
  readonly clientKey: string;
}

interface IntrospectionSelection {
  readonly kind: 'introspection';
  readonly clientKey: string;
  readonly key: string;
}

/** Selections that apply only to some types of an abstract parent. */
interface FragmentSelection {
  readonly kind: 'fragment';
  readonly type: GraphQLCompositeType;
  readonly selections: readonly Selection[];
}

/**
 * Walks a response path down the tree.
 *
 * @param path keys of the merged tree and list indexes
 * @returns the longest prefix of the path that the client selected, with the client's keys
 */
export function visiblePath(
  selections: readonly Selection[],
  path: readonly (string | number)[],
): { path: (string | number)[]; complete: boolean } {
  const visible: (string | number)[] = [];
  let levels: readonly (readonly Selection[])[] = [selections];
  for (const segment of path) {
    if (typeof segment === 'number') {
      visible.push(segment);
      continue;
    }
    const fields = levels.flatMap((level) => [...fieldsNamed(level, segment)]);
    const first = fields[0];
    if (first === undefined) return { path: visible, complete: false };
    visible.push(first.clientKey);
    levels = fields.flatMap((field) => (field.selections === undefined ? [] : [field.selections]));
  }
  return { path: visible, complete: true };
}

/**
 * Whether the client selected a field of an object.
 * @param path the object's position
 * @param applies which type conditions the object satisfies
 */
export function selectsField(
  selections: readonly Selection[],
  path: readonly (string | number)[],
  key: string,
  applies: (typeCondition: string) => boolean,
): boolean {
  let levels: readonly (readonly Selection[])[] = [selections];
  for (const segment of path) {
    if (typeof segment === 'number') continue;
    levels = levels.flatMap((level) =>
      [...fieldsNamed(level, segment)].flatMap((field) => (field.selections === undefined ? [] : [field.selections])),
    );
  }
  return levels.some((level) => !fieldsNamed(level, key, applies).next().done);
}

function* fieldsNamed(
  selections: readonly Selection[],
  key: string,
  applies: (typeCondition: string) => boolean = () => true,
): Generator<FieldSelection> {
  for (const selection of selections) {
    if (selection.kind === 'field' && selection.key === key && !selection.refused) yield selection;
    else if (selection.kind === 'fragment' && applies(selection.type.name)) {
      yield* fieldsNamed(selection.selections, key, applies);
    }
  }
}
