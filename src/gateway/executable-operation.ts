import type { FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import { type FragmentDefinitionNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type Authorization, type Decision, refusalError } from './authorization/operation-authorization.js';
import type { Refusal } from './authorization/refused-selections.js';
import { errorPaths } from './error-paths.js';
import { type ExecutionState, type Step, sequence } from './execution-state.js';
import { gatewayError } from './gateway-errors.js';
import { compileIntrospection, type Introspection } from './introspection.js';
import { normalizeOperation } from './normalize-operation.js';
import type { GatewayObserver } from './observer.js';
import { compilePlanNode } from './plan-compiler.js';
import type { PlanContext } from './plan-context.js';
import { plannerOperation } from './planner-operation.js';
import type { ProgressiveOverrides } from './progressive-override.js';
import { compileProjection, type Projection } from './projection.js';
import { ProvidedFields } from './provided-fields.js';
import type { QueryPlanner } from './query-planner.js';
import type { KeyRules } from './response-keys.js';
import { compileRootAnswer } from './root-fetch.js';
import type { SubgraphAnswer } from './subgraph-answer.js';
import type { SubgraphTransport } from './subgraph-transport.js';
import type { TypeConditions } from './type-conditions.js';
import type { ProjectionProblem } from './value-completion.js';

/** What operations of one supergraph are compiled with. */
export interface OperationCompiler {
  readonly apiSchema: GraphQLSchema;
  readonly types: TypeConditions;
  readonly keyRules: KeyRules;
  readonly planner: QueryPlanner;
  /** Undefined where the supergraph protects nothing. */
  readonly authorization: Authorization | undefined;
  readonly transports: ReadonlyMap<string, SubgraphTransport>;
  /** Undefined where the supergraph has none. */
  readonly overrides: ProgressiveOverrides | undefined;
  readonly observer: GatewayObserver | undefined;
}

/** A client's answer before its errors are masked; without `data` where nothing was executed. */
export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
}

/** An operation that is ready to run, for one combination of its conditions. */
export interface ExecutableOperation {
  /** Everything but a subscription's source; undefined where subgraphs have nothing to do. */
  readonly run: Step | undefined;
  /** The fetch whose events a subscription is made of. */
  readonly source:
    | {
        readonly fetch: FetchNode;
        readonly plan: PlanContext;
        readonly receive: (state: ExecutionState, answer: SubgraphAnswer) => void;
      }
    | undefined;
  readonly introspection: Introspection | undefined;
  readonly project: Projection;
  /** What the callers that this was compiled for may not see of the operation. */
  readonly refusals: readonly Refusal[];
}

/**
 * Plans and compiles an operation.
 * @param decision what its callers may see; undefined where nothing in it is protected
 * @param overridePercentage progressive overrides apply where their share is above it
 * @throws DocumentError in reject mode, where they may not see all of it
 * @throws GraphQLError with INTERNAL where the planner finds no plan, with GRAPHQL_VALIDATION_FAILED where it is too large
 */
export async function compileOperation(
  compiler: OperationCompiler,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  conditions: ReadonlyMap<string, boolean>,
  decision?: Decision,
  overridePercentage = 0,
): Promise<ExecutableOperation> {
  const { apiSchema, types, authorization } = compiler;
  const whole = normalizeOperation(apiSchema, operation, fragments, conditions, compiler.keyRules);
  const authorized = decision && authorization?.authorize(whole, decision);
  const { tree, refusals } = authorized ?? { tree: whole, refusals: [] };
  const text = plannerOperation(tree, operation);
  const introspection = compileIntrospection(apiSchema, operation, fragments, tree.introspection);
  const provided = new ProvidedFields();
  const projection = () => compileProjection(compiler, tree, provided);
  const finish = (steps: Pick<ExecutableOperation, 'run' | 'source'>): ExecutableOperation => ({
    ...steps,
    introspection,
    project: projection(),
    refusals,
  });
  if (text === undefined) return finish({ run: undefined, source: undefined });

  const plan: PlanContext = {
    types,
    errors: errorPaths(tree.selections, types),
    provided,
    transport(subgraph) {
      const transport = compiler.transports.get(subgraph);
      if (!transport) throw new Error(`No transport leads to subgraph "${subgraph}"`);
      return transport;
    },
  };
  const { node } = await planText(compiler.planner, text, overridePercentage);
  return finish(node ? compileNode(node, plan) : { run: undefined, source: undefined });
}

async function planText(planner: QueryPlanner, text: string, overridePercentage: number) {
  try {
    return await planner.planAsync(text, overridePercentage);
  } catch (error) {
    throw gatewayError('INTERNAL', 'The operation could not be planned', {
      originalError: error instanceof Error ? error : null,
    });
  }
}

/** A subscription's plan is its source, alone or followed by what completes each event. */
function compileNode(node: PlanNode, plan: PlanContext): Pick<ExecutableOperation, 'run' | 'source'> {
  if (node.kind === 'Subscription') return { run: undefined, source: subscriptionSource(node.primary, plan) };
  const first = node.kind === 'Sequence' ? node.nodes[0] : undefined;
  if (node.kind === 'Sequence' && first?.kind === 'Subscription') {
    const source = subscriptionSource(first.primary, plan);
    const rest = node.nodes.slice(1).map((child) => compilePlanNode(child, plan));
    return { run: sequence(rest), source };
  }
  return { run: compilePlanNode(node, plan), source: undefined };
}

function subscriptionSource(fetch: FetchNode, plan: PlanContext): ExecutableOperation['source'] {
  return { fetch, plan, receive: compileRootAnswer(fetch, plan) };
}

/** Projects the client's answer out of a state that has run, with its errors. */
export function finishAnswer(executable: ExecutableOperation, state: ExecutionState): Answer {
  const { errors } = state;
  if (executable.introspection) {
    const answer = executable.introspection(state.variables);
    Object.assign(state.data, answer.data);
    if (answer.errors) errors.push(...answer.errors);
  }
  for (const refusal of executable.refusals) errors.push(refusalError(refusal));
  const problems: ProjectionProblem[] = [];
  const data = executable.project(state.data, problems);
  for (const { message, path } of problems) {
    errors.push(gatewayError('SUBGRAPH_INVALID_ANSWER', message, { path }));
  }
  if (data === null && errors.length === 0) {
    // The specification wants a reason for an answer without data, and no subgraph has given one.
    errors.push(gatewayError('INTERNAL', 'A field that cannot be null has no value'));
  }
  return { data, errors };
}
