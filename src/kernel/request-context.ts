import type { Caller } from './caller.js';
import type { GraphReader } from './graph/graph-reader.js';
import type { Loaders } from './loaders/loaders.js';

/** What every resolver and service gets first: one object for one inbound request, shared by all local subgraphs. */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** Local date used where a caller gives no `asOf`: today in UTC. */
  readonly today: string;
  readonly loaders: Loaders;
  readonly signal?: AbortSignal;
  /** The request's headers by lower-case names, for what is configured to hand some of them on; never to be trusted. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole graph, for what is computed from several subgraphs; missing where no graph is within reach. */
  readonly graph?: GraphReader | undefined;
}
