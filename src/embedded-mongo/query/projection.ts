import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber } from '../bson/number.js';
import { splitPath } from '../bson/path.js';
import { failure, notSupported } from '../errors.js';
import type { EvaluationOptions } from './evaluation-options.js';
import { integerArgument } from './expression/collections.js';
import {
  applyFieldTree,
  compileFieldTree,
  type FieldNode,
  type FieldTree,
  type OperatorReader,
  type TreeMode,
} from './field-tree.js';
import { compileFilter } from './filter.js';
import { matchedPosition } from './positional-match.js';

/**
 * The projection of a find: inclusion or exclusion, computed fields, `$slice`, `$elemMatch` and the positional `field.$`, which
 * needs the filter. Throws 31253 and 31254 for a mixture of inclusion and exclusion.
 */
export function compileProjection(
  projection: Document,
  filter: Document,
  options: EvaluationOptions,
): (document: Document) => Document {
  if (Object.keys(projection).length === 0) return (document) => document;
  let hasSliceOnly = true;
  const read: OperatorReader = (path, value) => {
    const node = findOperator(path, value, filter, options);
    if (!(isDocument(value) && '$slice' in value)) hasSliceOnly &&= path === '_id' || !node;
    return node;
  };
  return projector(compileFieldTree(projection, options, true, read), hasSliceOnly ? 'exclude' : 'include');
}

/** The `$project` stage. */
export function compileProjectStage(projection: unknown, options: EvaluationOptions): (document: Document) => Document {
  if (!isDocument(projection)) return failure(15969, '$project specification must be an object');
  if (Object.keys(projection).length === 0)
    failure(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  return projector(compileFieldTree(projection, options, true), 'exclude');
}

/** @param undecided the mode when no flag decides: a find with only `$slice` keeps all fields, one with `$elemMatch` none */
function projector(tree: FieldTree, undecided: TreeMode): (document: Document) => Document {
  const id = tree.get('_id');
  const mode = chooseMode(tree, undecided);
  if (mode === 'include' && id?.kind === 'exclude') tree.delete('_id');
  if (mode === 'include' && !id) tree.set('_id', { kind: 'include' });
  return (document) => applyFieldTree(document, tree, mode);
}

function chooseMode(tree: FieldTree, undecided: TreeMode): TreeMode {
  const kinds = new Set<FieldNode['kind']>();
  for (const [name, node] of tree) {
    if (name !== '_id' || node.kind === 'compute') collectKinds(node, kinds);
  }
  if (kinds.has('exclude') && (kinds.has('include') || kinds.has('compute'))) {
    failure(
      kinds.has('include') ? 31254 : 31252,
      'Invalid $project :: caused by :: Cannot do exclusion and inclusion in the same projection',
    );
  }
  if (kinds.has('exclude')) return 'exclude';
  if (kinds.has('include') || kinds.has('compute')) return 'include';
  const id = tree.get('_id')?.kind;
  return kinds.size === 0 ? (id === 'exclude' ? 'exclude' : 'include') : undecided;
}

function collectKinds(node: FieldNode, into: Set<FieldNode['kind']>): void {
  if (node.kind === 'children') for (const child of node.children.values()) collectKinds(child, into);
  else into.add(node.kind);
}

function findOperator(
  path: string,
  value: unknown,
  filter: Document,
  options: EvaluationOptions,
): FieldNode | undefined {
  if (path.endsWith('.$')) return positional(path.slice(0, -2), filter, options);
  if (!isDocument(value)) return undefined;
  if ('$meta' in value) notSupported('$meta');
  if ('$elemMatch' in value) return firstElement(value.$elemMatch, options);
  if ('$slice' in value && isSliceProjection(value.$slice)) return slice(value.$slice);
  return undefined;
}

function positional(path: string, filter: Document, options: EvaluationOptions): FieldNode {
  const segments = splitPath(path);
  return {
    kind: 'adapt',
    adapt: (value, root) => {
      if (!Array.isArray(value)) return value;
      const position = matchedPosition(root, filter, segments, value, options);
      if (position === undefined)
        return failure(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      return [value[position]];
    },
  };
}

function firstElement(condition: unknown, options: EvaluationOptions): FieldNode {
  const predicate = compileFilter({ element: { $elemMatch: condition } }, options);
  return {
    kind: 'adapt',
    adapt: (value) => {
      const found = Array.isArray(value) ? value.find((element) => predicate({ element: [element] })) : undefined;
      return found === undefined ? undefined : [found];
    },
  };
}

/** A number or two of them; with an array in front it is the aggregation expression. */
function isSliceProjection(argument: unknown): boolean {
  return isBsonNumber(argument) || (Array.isArray(argument) && isBsonNumber(argument[0]));
}

function slice(argument: unknown): FieldNode {
  const [first = 0, second] = (Array.isArray(argument) ? argument : [argument]).map((value) =>
    integerArgument('$slice', value),
  );
  if (second !== undefined && second <= 0) failure(28724, 'Third argument to $slice must be positive');
  return {
    kind: 'adapt',
    adapt: (value) => {
      if (!Array.isArray(value)) return value;
      if (second === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
      const start = first < 0 ? Math.max(0, value.length + first) : first;
      return value.slice(start, start + second);
    },
  };
}
