import type { FetchNode } from '@graphql-hive/router-query-planner';
import type { ExecutionState, Step } from './execution-state.js';
import { operationShape } from './fetch-shape.js';
import { pickVariables } from './fetch-variables.js';
import { mergeObject } from './merge.js';
import type { PlanContext } from './plan-context.js';
import { compileRewrites, keyRenames } from './rewrites.js';
import { askSubgraph, type SubgraphAnswer } from './subgraph-answer.js';

/** Compiles a fetch of root fields. */
export function compileRootFetch(node: FetchNode, plan: PlanContext): Step {
  const prepared = plan.transport(node.serviceName).prepare(node.operation);
  const pick = pickVariables(node.variableUsages);
  const receive = compileRootAnswer(node, plan);
  return (state) =>
    askSubgraph(node.serviceName, prepared, pick(state.variables), state, (answer) => receive(state, answer));
}

/** Compiles what happens with the answer to root fields: also the answer of each event of a subscription. */
export function compileRootAnswer(
  node: Pick<FetchNode, 'serviceName' | 'operation' | 'outputRewrites'>,
  plan: PlanContext,
): (state: ExecutionState, answer: SubgraphAnswer) => void {
  const rename = keyRenames(node.outputRewrites);
  const rewrite = compileRewrites(node.outputRewrites, plan.types);
  const shape = operationShape(node.operation, rename);
  plan.provided.add(shape, plan.transport(node.serviceName).isExact === true && rewrite === undefined);
  const rootKeys = shape.fields.map((field) => field.key);
  return (state, answer) => {
    if (answer.data !== null) {
      rewrite?.(answer.data);
      mergeObject(state.data, answer.data, shape, plan.types);
    }
    for (const error of answer.errors) {
      if (error.path) {
        const path = error.path.map((key) => (typeof key === 'string' ? rename(key) : key));
        state.errors.push(plan.errors.place(error, path));
      } else {
        for (const path of plan.errors.fieldsAt([], rootKeys)) state.errors.push(plan.errors.place(error, path));
      }
    }
  };
}
