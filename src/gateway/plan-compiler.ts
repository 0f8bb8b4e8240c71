import type { FlattenNodePathSegment, PlanNode } from '@graphql-hive/router-query-planner';
import { compileEntityFetch } from './entity-fetch.js';
import { batchedFetch, flattenedFetch } from './entity-operation.js';
import { condition, parallel, type Step, sequence } from './execution-state.js';
import type { PlanContext } from './plan-context.js';
import { clientVariable } from './planner-operation.js';
import { compileRootFetch } from './root-fetch.js';

/**
 * Compiles a node of a query plan, and all below it, into a step.
 *
 * @param path the way to the entities, where a flatten node stands above
 * @throws Error for a node that only a subscription or an incremental delivery may have at that place
 */
export function compilePlanNode(node: PlanNode, plan: PlanContext, path: readonly FlattenNodePathSegment[] = []): Step {
  switch (node.kind) {
    case 'Sequence':
      return sequence(node.nodes.map((child) => compilePlanNode(child, plan, path)));
    case 'Parallel':
      return parallel(node.nodes.map((child) => compilePlanNode(child, plan, path)));
    case 'Condition':
      return condition(
        clientVariable(node.condition),
        node.ifClause ? compilePlanNode(node.ifClause, plan, path) : undefined,
        node.elseClause ? compilePlanNode(node.elseClause, plan, path) : undefined,
      );
    case 'Flatten':
      return compilePlanNode(node.node, plan, [...path, ...node.path]);
    case 'Fetch':
      return node.requires && node.requires.length > 0
        ? compileEntityFetch(flattenedFetch(node, path), plan)
        : compileRootFetch(node, plan);
    case 'BatchFetch':
      return compileEntityFetch(batchedFetch(node), plan);
    case 'Defer': {
      // Deferred parts belong to the answer; without incremental delivery they simply come with it.
      const parts = [node.primary.node, ...node.deferred.map((deferred) => deferred.node)];
      return sequence(parts.flatMap((part) => (part ? [compilePlanNode(part, plan, path)] : [])));
    }
    case 'Subscription':
      throw new Error('A subscription can only be the first node of a plan');
  }
}
