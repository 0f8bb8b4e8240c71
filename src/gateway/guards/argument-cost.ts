import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
} from 'graphql';
import type { CostDirectives } from './cost-directives.js';
import { type Quantity, sum } from './quantity.js';

/**
 * The cost of arguments, section 5.3.2.2 of the IBM specification: of each one that is given its weight and the cost of
 * the input fields that are used in it, each input object of a list for itself. May be negative.
 */
export class ArgumentCosts {
  /** Input types that hold nothing with a weight cost nothing, whatever their value. */
  readonly #free = new Map<string, boolean>();

  constructor(private readonly directives: CostDirectives) {}

  /** @param owner coordinate of the field, or `@name` of the directive */
  of(owner: string, definitions: readonly GraphQLArgument[], nodes: readonly ArgumentNode[] | undefined): Quantity {
    if (nodes === undefined || nodes.length === 0) return 0;
    return sum(
      nodes.map(({ name, value }): Quantity => {
        const definition = definitions.find((candidate) => candidate.name === name.value);
        if (!definition) return 0;
        return this.#used(this.#weight(`${owner}(${name.value}:)`, definition.type), definition.type, value);
      }),
    );
  }

  #weight(coordinate: string, type: GraphQLInputType): number {
    return this.directives.weights.get(coordinate) ?? (isInputObjectType(getNamedType(type)) ? 1 : 0);
  }

  /** The weight of an argument or input field and what is used in its value; nothing where a variable has no value. */
  #used(weight: number, type: GraphQLInputType, value: ValueNode): Quantity {
    if (value.kind === Kind.VARIABLE) {
      const name = value.name.value;
      if (weight === 0 && this.#isFree(type)) return 0;
      return (variables) => {
        const given = variables[name];
        return given === undefined ? 0 : weight + this.#ofValue(type, given);
      };
    }
    return sum([weight, this.#ofLiteral(type, value)]);
  }

  #ofLiteral(type: GraphQLInputType, value: ValueNode): Quantity {
    if (isNonNullType(type)) return this.#ofLiteral(type.ofType, value);
    if (this.#isFree(type)) return 0;
    if (isListType(type)) {
      const { ofType } = type;
      if (value.kind !== Kind.LIST) return this.#ofLiteral(ofType, value);
      return sum(value.values.map((item) => this.#used(0, ofType, item)));
    }
    if (!isInputObjectType(type) || value.kind !== Kind.OBJECT) return 0;
    const fields = type.getFields();
    return sum(
      value.fields.map((node): Quantity => {
        const field = fields[node.name.value];
        return field ? this.#used(this.#weight(`${type.name}.${field.name}`, field.type), field.type, node.value) : 0;
      }),
    );
  }

  #ofValue(type: GraphQLInputType, value: unknown): number {
    if (isNonNullType(type)) return this.#ofValue(type.ofType, value);
    if (value === null || value === undefined || this.#isFree(type)) return 0;
    if (isListType(type)) {
      const { ofType } = type;
      if (!Array.isArray(value)) return this.#ofValue(ofType, value);
      return value.reduce((total: number, item: unknown) => total + this.#ofValue(ofType, item), 0);
    }
    if (!isInputObjectType(type) || typeof value !== 'object') return 0;
    let total = 0;
    for (const field of Object.values(type.getFields())) {
      const inner = (value as Record<string, unknown>)[field.name];
      if (inner !== undefined) {
        total += this.#weight(`${type.name}.${field.name}`, field.type) + this.#ofValue(field.type, inner);
      }
    }
    return total;
  }

  #isFree(type: GraphQLInputType): boolean {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return true;
    const known = this.#free.get(named.name);
    if (known !== undefined) return known;
    // What a type says of itself while it is looked at: a recursive one is never free, for its composite field has a weight.
    this.#free.set(named.name, false);
    const free = Object.values(named.getFields()).every(
      (field) => this.#weight(`${named.name}.${field.name}`, field.type) === 0 && this.#isFree(field.type),
    );
    this.#free.set(named.name, free);
    return free;
  }
}
