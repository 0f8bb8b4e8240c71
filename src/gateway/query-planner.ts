import { createRequire } from 'node:module';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { UnsupportedPlatformError } from './gateway-errors.js';

const PACKAGE = '@graphql-hive/router-query-planner';

/** Plans operations over one supergraph; a progressive override applies where its share is above the percentage. */
export interface QueryPlanner {
  /** Plans on a thread of the pool, so that a hostile operation does not stop the event loop. */
  planAsync(operation: string, overridePercentage: number): Promise<QueryPlan>;
  plan(operation: string, overridePercentage: number): QueryPlan;
}

/**
 * Loads the native planner for a supergraph.
 *
 * @throws UnsupportedPlatformError where the package has no binary for this platform
 * @throws Error where the planner refuses the supergraph
 */
export function loadQueryPlanner(supergraphSdl: string): QueryPlanner {
  const native = new (nativePlannerClass())(supergraphSdl);
  const noLabels = new Set<string>();
  return {
    planAsync: (operation, percentage) => native.planAsync(operation, null, noLabels, percentage),
    plan: (operation, percentage) => native.plan(operation, null, noLabels, percentage),
  };
}

function nativePlannerClass(): typeof import('@graphql-hive/router-query-planner').QueryPlanner {
  // Required when it is needed, not imported: an import would fail before anybody could explain it.
  const load = createRequire(import.meta.url);
  try {
    return (load(PACKAGE) as typeof import('@graphql-hive/router-query-planner')).QueryPlanner;
  } catch (error) {
    throw new UnsupportedPlatformError(
      `The query planner ${PACKAGE} has no native binary for ${process.platform}-${process.arch}` +
        ` (Node ${process.versions.node}); it runs on Linux (glibc) and macOS, x64 and arm64`,
      { cause: error },
    );
  }
}
