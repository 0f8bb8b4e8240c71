import type { BreakerOutcome, CircuitBreaker } from './circuit-breaker.js';
import { graphqlAnswer } from './graphql-answer.js';
import { type GraphqlPost, type PostAnswer, PostFailure, type PostFailureReason } from './graphql-post.js';

/** Bad gateway, unavailable, gateway timeout: the subgraph is not well, whatever else it says. */
const UNWELL_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Sends through a circuit breaker. What tells of a sick subgraph: no connection, no answer in time, and server errors that
 * are not GraphQL answers. A refusal (4xx, also 429, which is often about one caller) and an answer that is too long are
 * no fault of its health: one client could otherwise cut off all others.
 */
export function guardedPost(post: GraphqlPost, breaker: CircuitBreaker): GraphqlPost {
  return async (request) => {
    const report = breaker.admit();
    if (!report) throw new PostFailure('circuit-open', 'it has failed too often; it is tried again in a moment');
    let outcome: BreakerOutcome = 'failure';
    try {
      const answer = await post(request);
      outcome = isUnwell(answer) ? 'failure' : 'success';
      return answer;
    } catch (error) {
      if (error instanceof PostFailure) outcome = OUTCOMES[error.reason];
      throw error;
    } finally {
      report(outcome);
    }
  };
}

const OUTCOMES: Readonly<Record<PostFailureReason, BreakerOutcome>> = {
  cancelled: 'ignored',
  'circuit-open': 'ignored',
  timeout: 'failure',
  unreachable: 'failure',
  'too-long': 'success',
};

function isUnwell({ status, text }: PostAnswer): boolean {
  return UNWELL_STATUSES.has(status) || (status >= 500 && graphqlAnswer(text) === undefined);
}
