import { setOwn } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber } from '../bson/number.js';
import { failure } from '../errors.js';
import type { EvaluationOptions } from './evaluation-options.js';
import { type CompiledExpression, compileExpression, isTruthy } from './expression.js';

/** What becomes of one field: kept, left out, computed from the root document, changed by a function of its value, or taken apart. */
export type FieldNode =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'compute'; readonly evaluate: CompiledExpression }
  | { readonly kind: 'adapt'; readonly adapt: (value: unknown, root: Document) => unknown }
  | { readonly kind: 'children'; readonly children: FieldTree };

export type FieldTree = Map<string, FieldNode>;

/** What happens to fields that the tree doesn't name: dropped when including, kept otherwise. */
export type TreeMode = 'include' | 'exclude' | 'add';

/** Reads operators that only one kind of projection has; undefined leaves the value to the common rules. */
export type OperatorReader = (path: string, value: unknown) => FieldNode | undefined;

/** Compiles `{ path: flag | expression | nested }`. `flags`: numbers and booleans choose fields, as in $project; in $addFields they are values. */
export function compileFieldTree(
  specification: Document,
  options: EvaluationOptions,
  flags: boolean,
  read: OperatorReader = () => undefined,
): FieldTree {
  const tree: FieldTree = new Map();
  for (const [path, value] of Object.entries(specification)) insert(tree, path, '', value, { options, flags, read });
  return tree;
}

interface Compilation {
  readonly options: EvaluationOptions;
  readonly flags: boolean;
  readonly read: OperatorReader;
}

function insert(tree: FieldTree, path: string, parent: string, value: unknown, compilation: Compilation): void {
  const own = compilation.read(parent + path, value);
  const segments = path.split('.');
  // The positional `$` belongs to the node in front of it.
  if (own && segments.at(-1) === '$') segments.pop();
  if (segments.some((segment) => segment === '' || segment.startsWith('$')))
    failure(16410, `FieldPath field names may not start with '$' or be empty: '${parent}${path}'`);
  let place = tree;
  for (const segment of segments.slice(0, -1)) {
    const node = place.get(segment) ?? { kind: 'children', children: new Map() };
    if (node.kind !== 'children') failure(31249, `Path collision at ${parent}${path}`);
    place.set(segment, node);
    place = node.children;
  }
  const name = segments.at(-1) ?? '';
  const nested = !own && isDocument(value) && !Object.keys(value)[0]?.startsWith('$');
  const present = place.get(name);
  if (present && !(nested && present.kind === 'children')) failure(31250, `Path collision at ${parent}${path}`);
  if (!nested) {
    place.set(name, own ?? leaf(value, compilation));
    return;
  }
  if (Object.keys(value).length === 0 && compilation.flags)
    failure(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  if (Object.keys(value).length === 0) {
    place.set(name, { kind: 'compute', evaluate: () => ({}) });
    return;
  }
  const children = present?.kind === 'children' ? present.children : new Map<string, FieldNode>();
  place.set(name, { kind: 'children', children });
  for (const [inner, innerValue] of Object.entries(value))
    insert(children, inner, `${parent}${path}.`, innerValue, compilation);
}

function leaf(value: unknown, { options, flags }: Compilation): FieldNode {
  if (flags && (isBsonNumber(value) || typeof value === 'boolean'))
    return { kind: isTruthy(value) ? 'include' : 'exclude' };
  return { kind: 'compute', evaluate: compileExpression(value, options) };
}

/** Builds a new document; the given one stays as it is. Values that are kept are shared. */
export function applyFieldTree(document: Document, tree: FieldTree, mode: TreeMode): Document {
  return applyTo(document, tree, mode, document);
}

function applyTo(document: Document, tree: FieldTree, mode: TreeMode, root: Document): Document {
  const result: Document = {};
  for (const name of Object.keys(document)) {
    const node = tree.get(name);
    const value = node ? keptValue(document[name], node, mode, root) : mode === 'include' ? undefined : document[name];
    if (value !== undefined) setOwn(result, name, value);
  }
  // Computed fields come after the kept ones, in the order of the specification.
  for (const [name, node] of tree) {
    if (Object.hasOwn(document, name) && !(node.kind === 'compute' && mode === 'include')) continue;
    const value = addedValue(node, mode, root);
    if (value !== undefined) setOwn(result, name, value);
  }
  return result;
}

function keptValue(value: unknown, node: FieldNode, mode: TreeMode, root: Document): unknown {
  switch (node.kind) {
    case 'include':
      return value;
    case 'exclude':
      return undefined;
    case 'compute':
      return mode === 'include' ? undefined : node.evaluate(root);
    case 'adapt':
      return node.adapt(value, root);
    case 'children':
      return inside(value, node.children, mode, root);
  }
}

function addedValue(node: FieldNode, mode: TreeMode, root: Document): unknown {
  if (node.kind === 'compute') return node.evaluate(root);
  return node.kind === 'children' && computes(node.children) ? applyTo({}, node.children, mode, root) : undefined;
}

function inside(value: unknown, tree: FieldTree, mode: TreeMode, root: Document): unknown {
  if (isDocument(value)) return applyTo(value, tree, mode, root);
  if (Array.isArray(value)) return value.flatMap((element) => wrapped(inside(element, tree, mode, root)));
  // A scalar has no fields to choose from; where fields are computed it makes way for a document.
  if (computes(tree)) return applyTo({}, tree, mode, root);
  return mode === 'include' ? undefined : value;
}

function wrapped(value: unknown): unknown[] {
  return value === undefined ? [] : [value];
}

function computes(tree: FieldTree): boolean {
  return [...tree.values()].some(
    (node) => node.kind === 'compute' || (node.kind === 'children' && computes(node.children)),
  );
}
