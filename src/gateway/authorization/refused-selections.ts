import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import type { OperationTree, Selection } from '../selection-tree.js';
import type { VisibleElements } from './visible-elements.js';

/** Stands in a path for every item of a list, as in the paths of Apollo Router: positions are not known before planning. */
const EVERY_ITEM = '@';

/** A field of an operation that the caller may not see. */
export interface Refusal {
  /** `Type.field`, by the type that it was selected on. */
  readonly coordinate: string;
  /** The client's response keys, with `@` after the key of a list on the way. */
  readonly path: readonly string[];
}

/** An operation with marks on what the caller may not see, and on what is null for that reason. */
export interface AuthorizedTree {
  readonly tree: OperationTree;
  /** In the order of the operation; each path once. */
  readonly refusals: readonly Refusal[];
}

/**
 * Marks the fields of an operation that a caller may not see as `refused`: they are not planned, and null in the answer.
 * Fields around them are marked as well where null is certain to bubble up to them by the API schema, so that nothing
 * is fetched, and no mutation run, for an answer that is thrown away.
 */
export function refuseSelections(schema: GraphQLSchema, tree: OperationTree, visible: VisibleElements): AuthorizedTree {
  const marking = new Marking(schema, visible);
  const selections = marking.root(tree);
  const refusals = [...marking.refusals.values()];
  return { tree: refusals.length === 0 ? tree : { ...tree, selections }, refusals };
}

/** One place in the answer where an object stands, and what is known of the selections that meet there. */
interface Place {
  /** The object types that the selections can meet. */
  readonly possible: readonly GraphQLObjectType[];
  readonly path: readonly string[];
  /** How often each response key is selected for the place, fragments included. */
  readonly uses: ReadonlyMap<string, number>;
  /** Whether no other selection of the operation, in a fragment further up, meets at the same place. */
  readonly isOnlyOne: boolean;
}

class Marking {
  readonly refusals = new Map<string, Refusal>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly visible: VisibleElements,
  ) {}

  root({ rootType, selections }: OperationTree): readonly Selection[] {
    const place = { possible: this.#possibleTypes(rootType), path: [], uses: keyUses(selections), isOnlyOne: true };
    return this.#level(rootType, place, selections);
  }

  /** Marks selections; all of them where the object around them is null for certain. */
  #level(parent: GraphQLCompositeType, place: Place, selections: readonly Selection[]): readonly Selection[] {
    const marked = selections.map((selection): Selection => {
      if (selection.kind === 'fragment') {
        const behind = this.#possibleTypes(selection.type);
        const narrowed = { ...place, possible: place.possible.filter((object) => behind.includes(object)) };
        return { ...selection, selections: this.#level(selection.type, narrowed, selection.selections) };
      }
      return selection.kind === 'field' ? this.#field(parent, place, selection) : selection;
    });
    return isCertainlyNull(place, marked) ? marked.map(refused) : marked;
  }

  #field(parent: GraphQLCompositeType, place: Place, selection: Selection & { kind: 'field' }): Selection {
    if (isUnionType(parent)) return selection;
    const { clientKey, type: fieldType, selections } = selection;
    const path = [...place.path, clientKey];
    const name = selection.node.name.value;
    if (!this.visible.field(parent, place.possible, name)) {
      const key = JSON.stringify(path);
      if (!this.refusals.has(key)) this.refusals.set(key, { coordinate: `${parent.name}.${name}`, path });
      return refused(selection);
    }
    const type = getNamedType(fieldType);
    if (!selections || !isCompositeType(type)) return selection;
    const inner: Place = {
      possible: this.#possibleTypes(type),
      path: [...path, ...itemSegments(fieldType)],
      uses: keyUses(selections),
      isOnlyOne: isOnlyUse(place, clientKey),
    };
    const marked = { ...selection, selections: this.#level(type, inner, selections) };
    // An empty list has no item that is null: whether there is one, only the subgraph knows.
    const isList = isListType(getNullableType(fieldType));
    return !isList && isCertainlyNull(inner, marked.selections) ? refused(marked) : marked;
  }

  #possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }
}

/**
 * Whether every object that these selections meet is null: a field of it is refused, cannot be null, and no other
 * selection of the same key gives it a value for some of the types.
 */
function isCertainlyNull(place: Place, selections: readonly Selection[]): boolean {
  return selections.some(
    (selection) =>
      selection.kind === 'field' &&
      selection.refused === true &&
      isNonNullType(selection.type) &&
      isOnlyUse(place, selection.clientKey),
  );
}

function isOnlyUse({ uses, isOnlyOne }: Place, clientKey: string): boolean {
  return isOnlyOne && uses.get(clientKey) === 1;
}

function keyUses(selections: readonly Selection[], uses = new Map<string, number>()): ReadonlyMap<string, number> {
  for (const selection of selections) {
    if (selection.kind === 'fragment') keyUses(selection.selections, uses);
    else uses.set(selection.clientKey, (uses.get(selection.clientKey) ?? 0) + 1);
  }
  return uses;
}

/** Refuses a selection and all below it. `__typename` and introspection stay as they are: they are never secret. */
function refused(selection: Selection): Selection {
  switch (selection.kind) {
    case 'field':
      if (!selection.selections) return { ...selection, refused: true };
      return { ...selection, refused: true, selections: selection.selections.map(refused) };
    case 'fragment':
      return { ...selection, selections: selection.selections.map(refused) };
    default:
      return selection;
  }
}

function itemSegments(type: GraphQLOutputType): string[] {
  const nullable = getNullableType(type);
  return isListType(nullable) ? [EVERY_ITEM, ...itemSegments(nullable.ofType)] : [];
}
