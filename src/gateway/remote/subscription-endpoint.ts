import type { PreparedSubscription } from '../subgraph-transport.js';

/** How a remote subgraph is subscribed to. */
export interface RemoteSubscriptionOptions {
  /** `sse`: GraphQL over SSE, distinct connections mode; `websocket`: `graphql-transport-ws`. */
  readonly protocol: 'sse' | 'websocket';
  /** Where, if not at the subgraph's own URL: http, https, ws or wss. */
  readonly url?: string;
}

/** Where subscriptions are sent to, and what goes with them. */
export interface SubscriptionEndpoint {
  /** The subgraph's name, for error messages. */
  readonly name: string;
  readonly url: URL;
  readonly headers: (context: unknown) => Record<string, string>;
  /** For the subgraph to answer that it has subscribed. */
  readonly timeoutMilliseconds: number;
  /** A longer event ends its stream. */
  readonly maximumAnswerBytes: number;
}

/** The way to a subgraph's subscriptions. */
export interface RemoteSubscriptions {
  readonly prepare: (operation: string) => PreparedSubscription;
  readonly close: () => Promise<void>;
}
