/** What one client may keep open, and how long we wait for it. */
export interface StreamLimits {
  /** WebSocket connections and event streams of one client, see `clientKey`; anonymous ones are counted by address. */
  readonly connectionsPerClient: number;
  /** Operations that one WebSocket connection runs at the same time. */
  readonly subscriptionsPerConnection: number;
  /** A longer WebSocket message closes the connection (1009). */
  readonly messageBytes: number;
  /** Answers that wait for a client that reads slowly; one more, and its subscription is dropped with SLOW_CONSUMER. */
  readonly queueLength: number;
  /** How often idle connections are asked for a sign of life; one that gives none until the next time is cut. */
  readonly pingMilliseconds: number;
  /** Time for `connection_init` after a WebSocket connection has been made (close code 4408). */
  readonly initMilliseconds: number;
  /** How often the token behind a running subscription is verified anew. */
  readonly verifyMilliseconds: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  connectionsPerClient: 100,
  subscriptionsPerConnection: 50,
  messageBytes: 262_144,
  queueLength: 100,
  pingMilliseconds: 15_000,
  initMilliseconds: 5_000,
  verifyMilliseconds: 60_000,
};
