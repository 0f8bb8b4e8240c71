import type { ExecutionControls } from '../../gateway/execution-controls.js';
import type { OperationCost } from '../../gateway/guards/operation-cost.js';
import { type Caller, PUBLIC_CALLER } from '../../kernel/caller.js';
import { clientKey } from './client-key.js';
import { checkBudget } from './cost-budgets.js';
import type { HttpGuards } from './guard-options.js';

/** One request at the door. */
export interface Visitor {
  readonly caller: Caller;
  /** Where it comes from: the client's address, or the nearest proxy's that is not trusted. */
  readonly address: string;
  /** Asks for the cost in the answer. */
  readonly wantsCost: boolean;
  readonly signal: AbortSignal;
}

/**
 * Counts a request and says how it is to be executed: how long, and what it may cost.
 * Rejects with RATE_LIMITED where its client has sent too many.
 */
export async function admitRequest(guards: HttpGuards, visitor: Visitor): Promise<ExecutionControls> {
  const { caller, address, wantsCost, signal } = visitor;
  const { budgets, rateLimit } = guards;
  if (budgets === undefined && rateLimit === undefined) {
    return { signal, reportCost: wantsCost };
  }
  const client = rateLimit === undefined ? '' : clientKey(caller, address);
  await rateLimit?.countRequest(client);
  return {
    signal,
    reportCost: wantsCost,
    admit(cost: OperationCost): Promise<void> | undefined {
      if (budgets !== undefined) {
        checkBudget(cost, caller, budgets);
      }
      return rateLimit?.countCost(client, cost.cost);
    },
  };
}

/** Counts a request whose caller could not be made out. Rejects with RATE_LIMITED where its address has sent too many. */
export async function countStranger({ rateLimit }: HttpGuards, address: string): Promise<void> {
  await rateLimit?.countRequest(clientKey(PUBLIC_CALLER, address));
}
