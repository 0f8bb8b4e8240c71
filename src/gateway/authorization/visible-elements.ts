import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
} from 'graphql';
import type { AuthorizationRules, Rule } from './authorization-rules.js';

/**
 * Which types and fields one caller may see. A field can be seen where its own rule, the rule of the type that it stands
 * on and the rule of the type that it returns hold. `__typename` of what can be reached is for everybody.
 */
export class VisibleElements {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: AuthorizationRules,
    private readonly holds: (rule: Rule) => boolean,
  ) {}

  /** An abstract type can be seen where one of the types behind it can. */
  type(type: GraphQLNamedType): boolean {
    const own = this.#meets(this.rules.ofType(type.name));
    if (!isAbstractType(type)) return own;
    const possible = this.schema.getPossibleTypes(type);
    // Without short cut, so that whoever only wants to know which rules matter sees all of them.
    const visible = possible.filter((object) => this.#meets(this.rules.ofType(object.name)));
    return own && (visible.length > 0 || possible.length === 0);
  }

  /**
   * @param parent what the field is selected on; on an interface it can be seen where it can on all implementations
   * @param possible the object types that the selection can meet at its place
   */
  field(
    parent: GraphQLObjectType | GraphQLInterfaceType,
    possible: readonly GraphQLObjectType[],
    name: string,
  ): boolean {
    const definition = parent.getFields()[name];
    if (!definition) return false;
    const checks = [
      this.#meets(this.rules.ofType(parent.name)),
      this.#meets(this.rules.ofField(parent.name, name)),
      this.type(getNamedType(definition.type)),
    ];
    if (isInterfaceType(parent)) {
      for (const { name: object } of possible) {
        checks.push(this.#meets(this.rules.ofType(object)), this.#meets(this.rules.ofField(object, name)));
      }
    }
    return checks.every(Boolean);
  }

  #meets(rule: Rule | undefined): boolean {
    return rule === undefined || this.holds(rule);
  }
}
