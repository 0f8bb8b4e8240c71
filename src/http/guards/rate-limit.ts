import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisConnection } from './redis-connection.js';

/** Windows are fixed, not sliding: whoever has used one up waits for its end. */
const WINDOW_SECONDS = 60;

/** What one client may use in a minute. */
export interface RateQuota {
  /** Requests; null: any number. */
  readonly requestsPerMinute: number | null;
  /** Summed cost of the operations; null: any. */
  readonly costPerMinute: number | null;
}

/** The quota of every client that has none of its own. */
export interface RateLimitOptions extends RateQuota {
  /** Quotas of clients that have their own, by `clientKey`. */
  readonly own?: ReadonlyMap<string, RateQuota>;
  /** Where the counts are kept that several processes share; without it every process counts for itself. */
  readonly redis?: RedisConnection;
}

/**
 * Counts requests and cost by client. A Redis that is down takes nothing with it: until it is back, this process counts
 * for itself.
 */
export class RateLimit {
  readonly #everybody: Limiters;
  readonly #own: ReadonlyMap<string, Limiters>;

  constructor({ own = new Map(), redis, ...quota }: RateLimitOptions) {
    this.#everybody = limiters(quota, redis);
    this.#own = new Map([...own].map(([client, quotaOfClient]) => [client, limiters(quotaOfClient, redis)]));
  }

  #of(client: string): Limiters {
    return this.#own.get(client) ?? this.#everybody;
  }

  /** Counts one request. Rejects with RATE_LIMITED (HTTP 429, Retry-After) where there were too many. */
  async countRequest(client: string): Promise<void> {
    await consume(this.#of(client).requests, client, 1, 'requests');
  }

  /**
   * Counts what an operation costs; one that costs more than a whole window takes all of it, since waiting would not help.
   * Rejects with RATE_LIMITED (HTTP 429, Retry-After).
   */
  async countCost(client: string, cost: number): Promise<void> {
    const limiter = this.#of(client).cost;
    await consume(limiter, client, Math.min(Math.ceil(cost), limiter?.points ?? 0), 'cost');
  }
}

interface Limiters {
  readonly requests: RateLimiterAbstract | null;
  readonly cost: RateLimiterAbstract | null;
}

function limiters({ requestsPerMinute, costPerMinute }: RateQuota, redis: RedisConnection | undefined): Limiters {
  return {
    requests: requestsPerMinute === null ? null : limiter('requests', requestsPerMinute, redis),
    cost: costPerMinute === null ? null : limiter('cost', costPerMinute, redis),
  };
}

function limiter(name: string, points: number, redis: RedisConnection | undefined): RateLimiterAbstract {
  const options = { keyPrefix: `tripod:${name}`, points, duration: WINDOW_SECONDS };
  const memory = new RateLimiterMemory(options);
  return redis
    ? new RateLimiterRedis({
        ...options,
        storeClient: redis.client,
        rejectIfRedisNotReady: true,
        insuranceLimiter: memory,
      })
    : memory;
}

async function consume(
  limiter: RateLimiterAbstract | null,
  client: string,
  points: number,
  what: 'requests' | 'cost',
): Promise<void> {
  if (limiter === null) {
    return;
  }
  try {
    await limiter.consume(client, points);
  } catch (reason) {
    // Whatever else goes wrong with counting must not cost anybody an answer.
    if (reason instanceof RateLimiterRes) {
      throw rateLimited(what, limiter.points, reason.msBeforeNext);
    }
  }
}

function rateLimited(what: 'requests' | 'cost', limit: number, milliseconds: number): GraphQLError {
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const message =
    what === 'requests'
      ? `More than ${limit} requests in ${WINDOW_SECONDS} s`
      : `Operations that cost more than ${limit} in ${WINDOW_SECONDS} s`;
  const error = new GraphQLError(`${message}: come back in ${retryAfterSeconds} s.`, {
    extensions: { code: 'RATE_LIMITED', limit, retryAfterSeconds },
  });
  // Apollo Server takes headers of an error as a HeaderMap only; other packages declare them as a record.
  const headers = new HeaderMap([['retry-after', String(retryAfterSeconds)]]);
  Object.assign(error.extensions, { http: { status: 429, headers } });
  return error;
}
