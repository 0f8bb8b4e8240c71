import { Redis } from 'ioredis';

const CONNECT_MILLISECONDS = 1_000;
/** Longer than any healthy answer, shorter than anybody would notice. */
const COMMAND_MILLISECONDS = 250;
const LONGEST_RETRY_MILLISECONDS = 10_000;

/** A connection to Redis that is always optional: commands fail at once while it is not there, and it keeps trying. */
export interface RedisConnection {
  readonly client: Redis;
  close(): Promise<void>;
}

/**
 * Connects to Redis in the background.
 * @param url `redis://` or `rediss://`, credentials included
 * @param tell told once when the connection is lost or cannot be made, and once when it is there again
 */
export function connectRedis(url: string, tell: (line: string) => void): RedisConnection {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_MILLISECONDS,
    commandTimeout: COMMAND_MILLISECONDS,
    retryStrategy: (attempt) => Math.min(LONGEST_RETRY_MILLISECONDS, 100 * 2 ** Math.min(attempt, 10)),
  });
  let lost = false;
  client.on('error', (error: Error) => {
    if (!lost) {
      lost = true;
      tell(`Redis is out of reach, rate limits are counted in this process: ${error.message}`);
    }
  });
  client.on('ready', () => {
    if (lost) {
      lost = false;
      tell('Redis is back, rate limits are shared again');
    }
  });
  client.connect().catch(() => undefined);
  return { client, close: async () => client.disconnect() };
}
