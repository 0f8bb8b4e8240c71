import type { CostBudgets } from './cost-budgets.js';
import type { RateLimit } from './rate-limit.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** What guards `/graphql` beside the limits of the gateway itself; what is left out is not guarded. */
export interface HttpGuards {
  /** A request that takes longer is ended with REQUEST_TIMEOUT, its fetches are cancelled. */
  readonly timeoutMilliseconds?: number;
  /** Larger answers are replaced by an error. */
  readonly maximumAnswerBytes?: number;
  /** Documents with more tokens are not parsed; as many as the gateway's limits allow. */
  readonly maximumTokens?: number;
  readonly budgets?: CostBudgets;
  readonly rateLimit?: RateLimit;
  readonly trustedDocuments?: TrustedDocuments;
  /** Whether equal queries of callers without token that are under way together are executed once. */
  readonly joinEqualRequests?: boolean;
}
