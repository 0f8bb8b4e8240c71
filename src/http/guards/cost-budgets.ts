import { GraphQLError } from 'graphql';
import type { OperationCost } from '../../gateway/guards/operation-cost.js';
import type { Caller } from '../../kernel/caller.js';

/** How much one operation may cost, by who asks. */
export interface CostBudgets {
  /** Callers without any of the roles below. */
  readonly everybody: number;
  /** By scope of the token; of several, the largest counts. */
  readonly roles: Readonly<Record<string, number>>;
  /** By partner that the token speaks for; counts before the roles, be it more or less. */
  readonly partners?: Readonly<Record<string, number>>;
  /** By subject of the token; counts before partners and roles, be it more or less. */
  readonly clients: Readonly<Record<string, number>>;
}

/** The budget of a caller for one operation. */
function budgetOf(
  { subject, partnerId, scopes }: Caller,
  { everybody, roles, partners = {}, clients }: CostBudgets,
): number {
  if (subject !== null && Object.hasOwn(clients, subject)) {
    return clients[subject] ?? everybody;
  }
  if (partnerId !== null && Object.hasOwn(partners, partnerId)) {
    return partners[partnerId] ?? everybody;
  }
  let budget: number | undefined;
  for (const scope of scopes) {
    const ofRole = Object.hasOwn(roles, scope) ? roles[scope] : undefined;
    if (ofRole !== undefined && ofRole > (budget ?? -1)) {
      budget = ofRole;
    }
  }
  return budget ?? everybody;
}

/** @throws GraphQLError with COST_LIMIT, cost and budget where the operation is too dear for its caller */
export function checkBudget(cost: OperationCost, caller: Caller, budgets: CostBudgets): void {
  const budget = budgetOf(caller, budgets);
  // Written so that a cost beyond all numbers is refused as well.
  if (cost.cost <= budget) {
    return;
  }
  throw new GraphQLError(
    `The operation may cost ${cost.cost}, and the budget is ${budget}: ask for fewer rows with "first", or for fewer fields.`,
    { extensions: { code: 'COST_LIMIT', ...cost, budget, http: { status: 400 } } },
  );
}
