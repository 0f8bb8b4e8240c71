import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import type { Rule } from './authorization/authorization-rules.js';
import type { Decision } from './authorization/operation-authorization.js';
import { coerceVariables } from './coerced-variables.js';
import { conditionKey, conditionValues, conditionVariables } from './conditions.js';
import { compileOperation, type ExecutableOperation, type OperationCompiler } from './executable-operation.js';
import type { CompiledCost, CostModel, OperationCost } from './guards/operation-cost.js';
import { LruCache } from './lru-cache.js';
import { normalizeOperation } from './normalize-operation.js';
import {
  checkedDocument,
  type DocumentRules,
  fragmentsOf,
  parseDocument,
  selectOperation,
} from './operation-document.js';
import { plannerOperation } from './planner-operation.js';

/** The summed length of the cached documents' sources, in characters. */
const MAXIMUM_SOURCE_CHARACTERS = 16 * 1024 * 1024;

/** Combinations of `@skip` and `@include` conditions and of what callers may see that are kept for one operation. */
const MAXIMUM_VARIANTS = 64;

/** What identifies an operation and the values to run it with. */
export interface OperationRequest {
  source: string;
  document?: DocumentNode;
  operationName?: string;
  variables?: Record<string, unknown>;
  /** Says who asks; see `AuthorizationOptions`. */
  context?: unknown;
}

/** A request whose document and variables have been found good. */
export interface PreparedRequest {
  readonly operation: OperationDefinitionNode;
  /** Coerced, defaults included. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the operation costs at most with these variables. Throws where `@listSize` wants other arguments. */
  readonly cost: () => OperationCost;
  /** Finds the executable, or plans and compiles it. */
  readonly compile: () => ExecutableOperation | Promise<ExecutableOperation>;
}

interface CachedDocument {
  readonly document: DocumentNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly operations: Map<string | undefined, CachedOperation>;
}

interface CachedOperation {
  readonly operation: OperationDefinitionNode;
  readonly conditionNames: readonly string[];
  /** By the conditions, the decision of what their callers may see, and the shares of progressive overrides. */
  readonly variants: LruCache<ExecutableOperation | Promise<ExecutableOperation>>;
  /** By the conditions: the rules that decide what a caller may see. */
  readonly rules: LruCache<readonly Rule[]>;
  /** By the conditions. */
  readonly costs: LruCache<CompiledCost>;
}

/**
 * Known documents: parsed, validated, planned and compiled once. Only documents that are valid are kept, so that a flood
 * of broken ones does not drive out the good ones.
 */
export class OperationCache {
  readonly #documents: LruCache<CachedDocument>;

  constructor(
    private readonly compiler: OperationCompiler,
    private readonly costModel: CostModel,
    private readonly documentRules: DocumentRules,
    maximumDocuments: number,
  ) {
    this.#documents = new LruCache(maximumDocuments, MAXIMUM_SOURCE_CHARACTERS);
  }

  /** Documents that are kept. */
  get size(): number {
    return this.#documents.size;
  }

  /**
   * Finds or makes the executable of a request.
   * @throws DocumentError where the document, the choice of its operation or the variables are wrong
   */
  prepare(request: OperationRequest): PreparedRequest {
    const cached = this.#document(request);
    const target = this.#operation(cached, request.operationName);
    const { operation } = target;
    const variables = this.#coerceVariables(operation, request.variables);
    const conditions = conditionValues(target.conditionNames, variables);
    const key = conditionKey(conditions);
    const percentage = this.compiler.overrides?.percentage(request.context) ?? 0;
    const variant = (decision?: Decision) => this.#variant(cached, target, conditions, key, decision, percentage);
    return {
      operation,
      variables,
      cost: () => this.#cost(cached, target, conditions, key)(variables),
      compile: () => {
        const decision = this.#decide(cached, target, conditions, key, request.context);
        return decision instanceof Promise ? decision.then(variant) : variant(decision);
      },
    };
  }

  #cost(
    { fragments }: CachedDocument,
    { operation, costs }: CachedOperation,
    conditions: ReadonlyMap<string, boolean>,
    key: string,
  ): CompiledCost {
    let cost = costs.get(key);
    if (!cost) {
      const { apiSchema, keyRules } = this.compiler;
      cost = this.costModel.compile(normalizeOperation(apiSchema, operation, fragments, conditions, keyRules));
      costs.set(key, cost);
    }
    return cost;
  }

  /** What the caller may see; undefined where nothing in the operation is protected. */
  #decide(
    { fragments }: CachedDocument,
    { operation, rules }: CachedOperation,
    conditions: ReadonlyMap<string, boolean>,
    key: string,
    context: unknown,
  ): Decision | Promise<Decision> | undefined {
    const { authorization, apiSchema, keyRules } = this.compiler;
    if (!authorization) return undefined;
    let touched = rules.get(key);
    if (!touched) {
      touched = authorization.touchedRules(normalizeOperation(apiSchema, operation, fragments, conditions, keyRules));
      rules.set(key, touched);
    }
    return touched.length === 0 ? undefined : authorization.decide(touched, context);
  }

  #variant(
    { fragments }: CachedDocument,
    { operation, variants }: CachedOperation,
    conditions: ReadonlyMap<string, boolean>,
    conditionKey: string,
    decision: Decision | undefined,
    overridePercentage: number,
  ): ExecutableOperation | Promise<ExecutableOperation> {
    const callerKey = decision ? `${conditionKey}/${decision.key}` : conditionKey;
    const key = overridePercentage > 0 ? `${callerKey}%${overridePercentage}` : callerKey;
    let executable = variants.get(key);
    this.compiler.observer?.onPlanLookup?.(executable !== undefined);
    if (executable === undefined) {
      executable = compileOperation(this.compiler, operation, fragments, conditions, decision, overridePercentage);
      variants.set(key, executable);
      executable.then(
        (compiled) => variants.set(key, compiled),
        () => variants.delete(key),
      );
    }
    return executable;
  }

  /** The plan of a request, uncached, for a caller who may see everything and gets all overrides; see `Gateway.plan`. */
  plan(request: OperationRequest): unknown {
    const cached = this.#document(request);
    const { operation, conditionNames } = this.#operation(cached, request.operationName);
    const conditions = conditionValues(conditionNames, this.#coerceVariables(operation, request.variables));
    const { apiSchema, keyRules } = this.compiler;
    const tree = normalizeOperation(apiSchema, operation, cached.fragments, conditions, keyRules);
    const text = plannerOperation(tree, operation);
    return text === undefined ? undefined : this.compiler.planner.plan(text, 0);
  }

  #document({ source, document }: OperationRequest): CachedDocument {
    let cached = this.#documents.get(source);
    if (!cached) {
      const parsed = checkedDocument(
        this.compiler.apiSchema,
        document ?? parseDocument(source, this.documentRules),
        this.documentRules,
      );
      cached = { document: parsed, fragments: fragmentsOf(parsed), operations: new Map() };
      this.#documents.set(source, cached, source.length);
    }
    return cached;
  }

  #operation({ document, operations }: CachedDocument, operationName: string | undefined): CachedOperation {
    let cached = operations.get(operationName);
    if (!cached) {
      const operation = selectOperation(document, operationName);
      cached = {
        operation,
        conditionNames: conditionVariables(document, operation),
        variants: new LruCache(MAXIMUM_VARIANTS),
        rules: new LruCache(MAXIMUM_VARIANTS),
        costs: new LruCache(MAXIMUM_VARIANTS),
      };
      operations.set(operationName, cached);
    }
    return cached;
  }

  #coerceVariables(
    operation: OperationDefinitionNode,
    inputs: Record<string, unknown> | undefined,
  ): Readonly<Record<string, unknown>> {
    return coerceVariables(this.compiler.apiSchema, operation, inputs, {
      hideSuggestions: !this.documentRules.introspection,
    });
  }
}
