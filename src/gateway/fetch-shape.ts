import { type FieldNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';

/**
 * Which keys of a subgraph's answer are objects to merge into and which are leaves to copy. It is read from the operation
 * that the planner wrote, so that nothing in an answer that was not asked for is ever touched, and no value of a custom
 * scalar is mistaken for an object.
 */
export interface FetchShape {
  readonly fields: readonly ShapeField[];
  /** True where any field is an object. */
  readonly hasObjects: boolean;
  /** Top-level keys of the shape by the type condition under which they stand; '' where there is none. */
  readonly keysByType: ReadonlyMap<string, readonly string[]>;
}

interface ShapeField {
  readonly key: string;
  /** Absent for leaves. */
  readonly shape: FetchShape | undefined;
}

/** The shapes of an operation's root fields, by response key, with planner aliases already renamed. */
export function operationShape(operation: string, rename: (key: string) => string = (key) => key): FetchShape {
  const document = parse(operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) return shapeOf([definition.selectionSet], fragments, rename);
  }
  throw new Error('The planner wrote a document without an operation');
}

function shapeOf(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  rename: (key: string) => string,
): FetchShape {
  const nodes = new Map<string, FieldNode[]>();
  const keysByType = new Map<string, string[]>();
  const collect = (set: SelectionSetNode, type: string): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = rename(selection.alias?.value ?? selection.name.value);
        append(nodes, key, selection);
        append(keysByType, type, key);
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, fragment.typeCondition?.name.value ?? type);
      }
    }
  };
  for (const set of sets) collect(set, '');

  const fields = [...nodes].map(([key, fieldNodes]): ShapeField => {
    const inner = fieldNodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
    return { key, shape: inner.length > 0 ? shapeOf(inner, fragments, rename) : undefined };
  });
  return { fields, hasObjects: fields.some((field) => field.shape !== undefined), keysByType };
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
