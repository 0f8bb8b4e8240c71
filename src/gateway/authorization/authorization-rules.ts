import {
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  valueFromAST,
} from 'graphql';
import { type DirectiveName, type DirectiveNames, directiveNames } from './directive-names.js';
import { type AnyOfAll, bothOf, implies, type Requirement } from './requirement.js';

/** A requirement of one or more elements; equal requirements are one rule. */
export interface Rule extends Requirement {
  /** Unique within a supergraph, and stable. */
  readonly id: number;
}

const NAME_LISTS = new GraphQLNonNull(
  new GraphQLList(new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString)))),
);

/**
 * What a supergraph demands for its types and fields, by `@authenticated`, `@requiresScopes` and `@policy`. Composition
 * has combined what several subgraphs demand.
 *
 * An interface only has a rule of its own where it asks for more than its implementations together do: composition
 * copies the requirements of all implementations to the interface, for routers that look at nothing else, which would
 * refuse `... on Public { name }` for the sake of other implementations.
 */
export class AuthorizationRules {
  readonly #types = new Map<string, Rule>();
  readonly #fields = new Map<string, Map<string, Rule>>();
  readonly #interned = new Map<string, Rule>();
  readonly #names: DirectiveNames;

  /** @throws Error for a directive whose argument is not a list of lists of strings */
  constructor(supergraph: DocumentNode) {
    this.#names = directiveNames(supergraph);
    const interfaces = new Set<string>();
    const implementations = new Map<string, Set<string>>();
    for (const definition of supergraph.definitions) {
      if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
      this.#read(definition);
      if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION) interfaces.add(definition.name.value);
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      for (const { name } of definition.interfaces ?? []) {
        const types = implementations.get(name.value) ?? new Set();
        implementations.set(name.value, types.add(definition.name.value));
      }
    }
    for (const name of interfaces) this.#dropImplied(name, [...(implementations.get(name) ?? [])]);
  }

  /** True where everything is for everybody. */
  get isEmpty(): boolean {
    return this.#types.size === 0 && this.#fields.size === 0;
  }

  ofType(type: string): Rule | undefined {
    return this.#types.get(type);
  }

  ofField(type: string, field: string): Rule | undefined {
    return this.#fields.get(type)?.get(field);
  }

  #read(definition: TypeDefinitionNode | TypeExtensionNode): void {
    const type = definition.name.value;
    const rule = this.#ruleOf(definition.directives, this.#types.get(type), type);
    if (rule) this.#types.set(type, rule);
    if (!('fields' in definition)) return;
    for (const field of definition.fields ?? []) {
      const fields = this.#fields.get(type);
      const name = field.name.value;
      const fieldRule = this.#ruleOf(field.directives, fields?.get(name), `${type}.${name}`);
      if (fieldRule) this.#fields.set(type, (fields ?? new Map<string, Rule>()).set(name, fieldRule));
    }
  }

  #ruleOf(
    directives: readonly ConstDirectiveNode[] | undefined,
    known: Rule | undefined,
    coordinate: string,
  ): Rule | undefined {
    let requirement: Requirement | undefined = known;
    for (const directive of directives ?? []) {
      const added = this.#requirementOf(directive, coordinate);
      if (!added) continue;
      requirement = requirement ? bothOf(requirement, added) : added;
      if (!requirement) throw new Error(`${coordinate} has too many alternatives of scopes or policies`);
    }
    return requirement && this.#intern(requirement);
  }

  #requirementOf(directive: ConstDirectiveNode, coordinate: string): Requirement | undefined {
    const { authenticated, requiresScopes, policy } = this.#names;
    switch (directive.name.value) {
      case authenticated.name:
        if (!authenticated.isLinked && directive.arguments?.length) return undefined;
        return { authenticated: true, scopes: undefined, policies: undefined };
      case requiresScopes.name: {
        const scopes = nameLists(directive, requiresScopes, 'scopes', coordinate);
        return scopes && { authenticated: false, scopes, policies: undefined };
      }
      case policy.name: {
        const policies = nameLists(directive, policy, 'policies', coordinate);
        return policies && { authenticated: false, scopes: undefined, policies };
      }
      default:
        return undefined;
    }
  }

  #intern({ authenticated, scopes, policies }: Requirement): Rule {
    const key = JSON.stringify([authenticated, scopes ?? null, policies ?? null]);
    let rule = this.#interned.get(key);
    if (!rule) {
      rule = { id: this.#interned.size, authenticated, scopes, policies };
      this.#interned.set(key, rule);
    }
    return rule;
  }

  #dropImplied(name: string, implementations: readonly string[]): void {
    const own = this.#types.get(name);
    const ofTypes = implementations.map((type) => this.#types.get(type));
    if (own && isImplied(own, ofTypes)) this.#types.delete(name);
    const fields = this.#fields.get(name);
    for (const [field, rule] of fields ?? []) {
      const ofFields = implementations.map((type) => this.#fields.get(type)?.get(field));
      if (isImplied(rule, ofFields)) fields?.delete(field);
    }
    if (fields?.size === 0) this.#fields.delete(name);
  }
}

function isImplied(rule: Rule, others: readonly (Rule | undefined)[]): boolean {
  let together: Requirement | undefined;
  for (const other of others) {
    if (!other) continue;
    together = together ? bothOf(together, other) : other;
    // Too many to tell: the rule stays, which at worst refuses too much.
    if (!together) return false;
  }
  return together !== undefined && implies(together, rule);
}

function nameLists(
  directive: ConstDirectiveNode,
  { name, isLinked }: DirectiveName,
  argumentName: string,
  coordinate: string,
): AnyOfAll | undefined {
  const argument = directive.arguments?.find((node) => node.name.value === argumentName);
  const value: unknown = argument && valueFromAST(argument.value, NAME_LISTS);
  if (Array.isArray(value)) return (value as string[][]).map((group) => [...new Set(group)].sort());
  if (!isLinked) return undefined;
  throw new Error(`@${name} on ${coordinate} has no ${argumentName}, or not as a list of lists of strings`);
}
