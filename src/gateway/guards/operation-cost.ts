import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { OperationTree, Selection } from '../selection-tree.js';
import { ArgumentCosts } from './argument-cost.js';
import type { CostDirectives } from './cost-directives.js';
import { countedLength, listLength } from './list-length.js';
import { evaluate, largest, product, type Quantity, sum, type Variables } from './quantity.js';

/** What an operation may cost at most, computed before it runs. */
export interface OperationCost {
  /** The sum of the two below: what budgets and rate limits count. */
  readonly cost: number;
  /** Weighted calls of fields, arguments included (section 5.3.2.2 of the IBM specification). */
  readonly fieldCost: number;
  /** Weighted objects in the answer (section 5.3.2.1). */
  readonly typeCost: number;
}

/** The cost of an operation as a function of its variables; a constant where none of them matters. */
export type CompiledCost = (variables: Variables) => OperationCost;

export interface CostOptions {
  /** The length of lists of which no `@listSize` says anything; 10 unless told. */
  readonly defaultListSize?: number;
}

/**
 * One `__schema` or `__type` field. The specification gives introspection no cost, but its answer is computed from the
 * whole schema: about as much work as an operation of this cost.
 */
const INTROSPECTION_COST = 500;

type FieldSelection = Selection & { kind: 'field' };

interface OwnedField {
  /** The name of the type that declares it. */
  readonly type: string;
  readonly field: GraphQLField<unknown, unknown>;
}

interface CostPair {
  readonly field: Quantity;
  readonly type: Quantity;
}

/**
 * Static cost analysis by the IBM cost directives (https://ibm.github.io/graphql-specs/cost-spec.html): an upper bound of
 * what executing an operation can come to. Where types are abstract, the dearest possible one counts.
 */
export class CostModel {
  readonly #arguments: ArgumentCosts;
  readonly #defaultListSize: number;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly directives: CostDirectives,
    options: CostOptions = {},
  ) {
    this.#arguments = new ArgumentCosts(directives);
    this.#defaultListSize = options.defaultListSize ?? 10;
  }

  /**
   * Compiles the cost of an operation.
   * @throws GraphQLError with BAD_USER_INPUT, now or when called, where `@listSize` requires a slicing argument
   */
  compile(tree: OperationTree): CompiledCost {
    const { field, type } = this.#selections(tree.rootType, tree.selections, new Map());
    const typeCost = sum([this.#typeWeight(tree.rootType), type]);
    if (typeof field === 'number' && typeof typeCost === 'number') {
      const known = operationCost(field, typeCost);
      return () => known;
    }
    return (variables) => operationCost(evaluate(field, variables), evaluate(typeCost, variables));
  }

  /** @param sized lengths of lists among these fields, as the parent field's `@listSize` gives them */
  #selections(
    parent: GraphQLCompositeType,
    selections: readonly Selection[],
    sized: ReadonlyMap<string, Quantity>,
  ): CostPair {
    const always: CostPair[] = [];
    const fragments: { type: GraphQLCompositeType; cost: CostPair }[] = [];
    for (const selection of selections) {
      if (selection.kind === 'field') {
        always.push(this.#field(parent, selection, sized));
      } else if (selection.kind === 'introspection') {
        always.push({ field: INTROSPECTION_COST, type: 0 });
      } else if (selection.kind === 'fragment') {
        const { type } = selection;
        fragments.push({ type, cost: this.#selections(type, selection.selections, sized) });
      }
    }
    if (fragments.length > 0) always.push(this.#dearest(parent, fragments));
    return addUp(always);
  }

  /** The cost of fragments for the possible type for which those that apply cost most. */
  #dearest(
    parent: GraphQLCompositeType,
    fragments: readonly { type: GraphQLCompositeType; cost: CostPair }[],
  ): CostPair {
    const combinations = new Map<string, CostPair>();
    for (const object of this.#possibleTypes(parent)) {
      const applying = fragments.flatMap(({ type }, index) => (this.#applies(object, type) ? [index] : []));
      const key = applying.join();
      if (combinations.has(key)) continue;
      combinations.set(key, addUp(applying.flatMap((index) => fragments[index]?.cost ?? [])));
    }
    const costs = [...combinations.values()];
    return { field: largest(costs.map(({ field }) => field)), type: largest(costs.map(({ type }) => type)) };
  }

  #field(parent: GraphQLCompositeType, selection: FieldSelection, sized: ReadonlyMap<string, Quantity>): CostPair {
    const { node, selections } = selection;
    const name = node.name.value;
    const named = getNamedType(selection.type);
    const owners = this.#owners(parent, name);
    const directives = this.#directiveCost(node.directives);
    const raw = largest(owners.map(({ type, field }) => this.#ownCost(`${type}.${name}`, field, node, directives)));
    const declared = isObjectType(parent) || isUnionType(parent) ? owners : [...owners, ...fieldOf(parent, name)];
    const rules = declared.flatMap(({ type, field }) => {
      const listSize = this.directives.listSizes.get(`${type}.${name}`);
      return listSize ? [{ coordinate: `${type}.${name}`, listSize, field }] : [];
    });
    const lengthBy = ({ coordinate, listSize, field }: (typeof rules)[number]) =>
      countedLength(listLength(coordinate, listSize, field.args, node.arguments, this.#defaultListSize));

    const ownRules = rules.filter(({ listSize }) => listSize.sizedFields.length === 0);
    const own = sized.get(name) ?? (ownRules.length > 0 ? largest(ownRules.map(lengthBy)) : this.#defaultListSize);
    const count = this.#count(selection.type, own);
    const innerSized = new Map<string, Quantity>();
    for (const rule of rules) {
      for (const inner of rule.listSize.sizedFields) {
        innerSized.set(inner, largest([innerSized.get(inner) ?? 0, lengthBy(rule)]));
      }
    }

    const inner =
      selections && isCompositeType(named) ? this.#selections(named, selections, innerSized) : { field: 0, type: 0 };
    return {
      field: sum([raw, product(count, inner.field)]),
      type: product(count, sum([this.#typeWeight(named), inner.type])),
    };
  }

  /** How many values a field has: one, or the length of its list; lists in it are as long as lists are by default. */
  #count(type: GraphQLOutputType, length: Quantity): Quantity {
    if (isNonNullType(type)) return this.#count(type.ofType, length);
    if (!isListType(type)) return 1;
    return product(length, this.#count(type.ofType, this.#defaultListSize));
  }

  /** A field's weight with its arguments and directives: never negative, though an argument's weight may be. */
  #ownCost(
    coordinate: string,
    { type, args }: GraphQLField<unknown, unknown>,
    node: FieldNode,
    directives: Quantity,
  ): Quantity {
    const weight = this.directives.weights.get(coordinate) ?? (isCompositeType(getNamedType(type)) ? 1 : 0);
    return largest([sum([weight, this.#arguments.of(coordinate, args, node.arguments), directives])]);
  }

  #typeWeight(type: GraphQLNamedType): number {
    if (!isCompositeType(type)) return this.directives.weights.get(type.name) ?? 0;
    return Math.max(...this.#possibleTypes(type).map(({ name }) => this.directives.weights.get(name) ?? 1), 0);
  }

  #directiveCost(nodes: readonly DirectiveNode[] | undefined): Quantity {
    if (nodes === undefined || nodes.length === 0) return 0;
    return sum(
      nodes.map(({ name, arguments: given }) => {
        const definition = this.schema.getDirective(name.value);
        return definition ? this.#arguments.of(`@${name.value}`, definition.args, given) : 0;
      }),
    );
  }

  /** The definitions of a field that may be the one that runs: on an abstract type, those of its possible types. */
  #owners(parent: GraphQLCompositeType, name: string): OwnedField[] {
    return this.#possibleTypes(parent).flatMap((type) => fieldOf(type, name));
  }

  #possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isObjectType(type) ? [type] : this.schema.getPossibleTypes(type);
  }

  #applies(object: GraphQLObjectType, condition: GraphQLCompositeType): boolean {
    return object === condition || (!isObjectType(condition) && this.schema.isSubType(condition, object));
  }
}

function operationCost(fieldCost: number, typeCost: number): OperationCost {
  return { cost: fieldCost + typeCost, fieldCost, typeCost };
}

function addUp(costs: readonly CostPair[]): CostPair {
  return { field: sum(costs.map(({ field }) => field)), type: sum(costs.map(({ type }) => type)) };
}

function fieldOf(type: GraphQLObjectType | GraphQLInterfaceType, name: string): OwnedField[] {
  const field = type.getFields()[name];
  return field ? [{ type: type.name, field }] : [];
}
