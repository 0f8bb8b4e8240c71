import type { GuardConfiguration } from '../guard-configuration.js';
import type { HttpGuards } from '../http/guards/guard-options.js';
import { RateLimit } from '../http/guards/rate-limit.js';
import { connectRedis } from '../http/guards/redis-connection.js';
import { TrustedDocuments } from '../http/guards/trusted-documents.js';

/** The guards of a server, and what ends with it. */
export interface OpenGuards {
  readonly guards: HttpGuards;
  close(): Promise<void>;
}

/**
 * Makes the guards that a configuration asks for. Redis is connected to in the background, and only where there is
 * something to count.
 * @param tell told when Redis is lost and when it is back
 * @param ofOurGraph whether the default budgets hold, which are made for our graph
 */
export function openGuards(
  configuration: GuardConfiguration,
  tell: (line: string) => void,
  ofOurGraph = false,
): OpenGuards {
  const { requestsPerMinute, costPerMinute, partnerQuotas, redisUrl, trustedDocuments } = configuration;
  const limited = requestsPerMinute !== null || costPerMinute !== null || partnerQuotas.size > 0;
  const redis = limited && redisUrl !== null ? connectRedis(redisUrl, tell) : undefined;
  const rateLimit = limited
    ? new RateLimit({ requestsPerMinute, costPerMinute, own: partnerQuotas, ...(redis === undefined ? {} : { redis }) })
    : undefined;
  return {
    guards: {
      timeoutMilliseconds: configuration.requestTimeoutMilliseconds,
      maximumAnswerBytes: configuration.maximumAnswerBytes,
      maximumTokens: configuration.limits.tokens,
      ...(configuration.budgetsAreSet || ofOurGraph ? { budgets: configuration.budgets } : {}),
      ...(rateLimit === undefined ? {} : { rateLimit }),
      joinEqualRequests: configuration.joinEqualRequests,
      ...(trustedDocuments === null ? {} : { trustedDocuments: new TrustedDocuments(trustedDocuments) }),
    },
    close: async () => redis?.close(),
  };
}
