import type { ErrorPaths } from './error-paths.js';
import type { ProvidedFields } from './provided-fields.js';
import type { SubgraphTransport } from './subgraph-transport.js';
import type { TypeConditions } from './type-conditions.js';

/** What every node of one plan is compiled with. */
export interface PlanContext {
  readonly types: TypeConditions;
  readonly errors: ErrorPaths;
  /** Filled while the plan is compiled; the projection is compiled after it. */
  readonly provided: ProvidedFields;
  /** @throws Error where no transport has the name */
  transport(subgraph: string): SubgraphTransport;
}
