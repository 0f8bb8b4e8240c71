import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** What an operation asks of an object: names of its fields, and of the fields below them: `evses.connectors.standard`. */
export type FieldNames = ReadonlySet<string>;

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

const NONE: FieldNames = new Set();

/** Field nodes belong to a parsed, cached operation: what they select is worked out once per operation. */
const cache = new WeakMap<object, Map<string, FieldNames>>();

/**
 * The fields asked of the value that a resolver returns, through fragments of any type. `path` leads to an object
 * below it: `selectedFields(info, 'nodes')`. `@skip` and `@include` are not evaluated: the answer is what may be asked.
 */
export function selectedFields(info: Info, ...path: string[]): FieldNames {
  const key = path.join('.');
  let known = cache.get(info.fieldNodes);
  if (known === undefined) {
    known = new Map();
    cache.set(info.fieldNodes, known);
  }
  let names = known.get(key);
  if (names === undefined) {
    const selections = info.fieldNodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
    names = namesAt(selections, path, info.fragments);
    known.set(key, names);
  }
  return names;
}

function namesAt(
  selections: readonly SelectionSetNode[],
  path: readonly string[],
  fragments: Record<string, FragmentDefinitionNode>,
): FieldNames {
  const [next, ...rest] = path;
  const names = new Set<string>();
  const below: SelectionSetNode[] = [];
  const visit = (selection: SelectionSetNode): void => {
    for (const node of selection.selections) {
      if (node.kind === Kind.FIELD) {
        if (next === undefined) {
          addNames(names, node, '', fragments);
        } else if (node.name.value === next && node.selectionSet) {
          below.push(node.selectionSet);
        }
      } else {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]?.selectionSet;
        if (inner) {
          visit(inner);
        }
      }
    }
  };
  selections.forEach(visit);
  if (next === undefined) {
    return names;
  }
  return below.length === 0 ? NONE : namesAt(below, rest, fragments);
}

function addNames(
  names: Set<string>,
  field: FieldNode,
  prefix: string,
  fragments: Record<string, FragmentDefinitionNode>,
): void {
  const name = `${prefix}${field.name.value}`;
  names.add(name);
  const visit = (selection: SelectionSetNode | undefined): void => {
    for (const node of selection?.selections ?? []) {
      if (node.kind === Kind.FIELD) {
        addNames(names, node, `${name}.`, fragments);
      } else {
        visit(node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]?.selectionSet);
      }
    }
  };
  visit(field.selectionSet);
}

/** The fields asked of the nodes of a connection, through `nodes` and `edges { node }`. */
export function selectedNodeFields(info: Info): FieldNames {
  return new Set([...selectedFields(info, 'nodes'), ...selectedFields(info, 'edges', 'node')]);
}
