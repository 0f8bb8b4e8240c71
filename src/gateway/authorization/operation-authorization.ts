import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { gatewayError } from '../gateway-errors.js';
import { DocumentError } from '../operation-document.js';
import type { OperationTree } from '../selection-tree.js';
import { AuthorizationRules, type Rule } from './authorization-rules.js';
import { type AuthorizedTree, type Refusal, refuseSelections } from './refused-selections.js';
import { holdsAny } from './requirement.js';
import { VisibleElements } from './visible-elements.js';

/** Who a request comes from, as far as `@authenticated` and `@requiresScopes` ask. */
export interface Claims {
  readonly authenticated: boolean;
  readonly scopes: ReadonlySet<string>;
}

/**
 * What becomes of an operation that asks for something the caller may not see: `filter` answers the rest of it, with
 * null and an UNAUTHORIZED_FIELD error for each such field; `reject` refuses it whole.
 */
export type AuthorizationMode = 'filter' | 'reject';

export interface AuthorizationOptions {
  /** Reads the claims out of a request's context. */
  claimsOf(context: unknown): Claims;
  /**
   * Decides policies: which of the named ones hold for this request. Asked once per request, with the policies that
   * decide about its operation, and only where some do. Without it no policy holds.
   */
  policies?(names: readonly string[], context: unknown): Promise<ReadonlySet<string>> | ReadonlySet<string>;
  /** `filter` unless told. */
  mode?: AuthorizationMode;
}

/** Which of the rules that an operation touches hold for one request. */
export interface Decision {
  /** The same for requests for which the same rules hold, so that they can share a plan. */
  readonly key: string;
  readonly held: ReadonlySet<Rule>;
}

const NOBODY: Claims = { authenticated: false, scopes: new Set() };

/** Enforces the authorization directives of one supergraph. */
export class Authorization {
  readonly #rules: AuthorizationRules;
  readonly #schema: GraphQLSchema;
  readonly #options: AuthorizationOptions;

  private constructor(rules: AuthorizationRules, schema: GraphQLSchema, options: AuthorizationOptions | undefined) {
    this.#rules = rules;
    this.#schema = schema;
    this.#options = options ?? { claimsOf: () => NOBODY };
  }

  /**
   * @param options without them every request counts as nobody's: what is protected is refused, never shown
   * @returns undefined where the supergraph protects nothing, so that nothing is asked at run time
   * @throws Error for a directive whose argument is not a list of lists of strings
   */
  static of(
    supergraph: DocumentNode,
    apiSchema: GraphQLSchema,
    options: AuthorizationOptions | undefined,
  ): Authorization | undefined {
    const rules = new AuthorizationRules(supergraph);
    return rules.isEmpty ? undefined : new Authorization(rules, apiSchema, options);
  }

  /** The rules that decide about anything in an operation: its plan depends on these and no others. */
  touchedRules(tree: OperationTree): readonly Rule[] {
    const touched = new Set<Rule>();
    const everything = new VisibleElements(this.#schema, this.#rules, (rule) => {
      touched.add(rule);
      return true;
    });
    refuseSelections(this.#schema, tree, everything);
    return [...touched].sort((a, b) => a.id - b.id);
  }

  /** Which of the rules hold for a request. Rejects or throws where `claimsOf` or `policies` does. */
  decide(rules: readonly Rule[], context: unknown): Decision | Promise<Decision> {
    const claims = this.#options.claimsOf(context);
    const met = rules.filter(
      ({ authenticated, scopes }) =>
        (!authenticated || claims.authenticated) && (scopes === undefined || holdsAny(scopes, claims.scopes)),
    );
    const names = new Set(met.flatMap(({ policies }) => policies?.flat() ?? []));
    if (names.size === 0) return decisionOf(rules, met, new Set());
    const held = this.#options.policies?.([...names].sort(), context) ?? new Set<string>();
    return held instanceof Promise
      ? held.then((policies) => decisionOf(rules, met, policies))
      : decisionOf(rules, met, held);
  }

  /**
   * Marks what a request may not see of its operation.
   * @throws DocumentError of UNAUTHORIZED_FIELD errors where that is anything, in reject mode
   */
  authorize(tree: OperationTree, { held }: Decision): AuthorizedTree {
    const visible = new VisibleElements(this.#schema, this.#rules, (rule) => held.has(rule));
    const authorized = refuseSelections(this.#schema, tree, visible);
    if (this.#options.mode === 'reject' && authorized.refusals.length > 0) {
      throw new DocumentError(authorized.refusals.map(refusalError));
    }
    return authorized;
  }
}

/** The error of a refused field, in the client's terms. A new one each time: errors belong to their answer. */
export function refusalError({ coordinate, path }: Refusal): GraphQLError {
  return gatewayError('UNAUTHORIZED_FIELD', `Not authorized to see ${coordinate}`, { path });
}

function decisionOf(rules: readonly Rule[], met: readonly Rule[], policies: ReadonlySet<string>): Decision {
  const held = new Set(met.filter((rule) => rule.policies === undefined || holdsAny(rule.policies, policies)));
  return { key: rules.map((rule) => (held.has(rule) ? '1' : '0')).join(''), held };
}
