import { parse } from 'graphql';
import type { BreakerState } from '../gateway/remote/circuit-breaker.js';
import {
  type RemoteTransport,
  type RemoteTransportOptions,
  remoteTransport,
} from '../gateway/remote/remote-transport.js';
import { forwardedHeaders } from './forwarded-headers.js';
import type { GraphPart } from './graph-parts.js';
import type { RemoteSubgraphEntry } from './remote-subgraphs-entry.js';

/** The longest that a start waits for a subgraph that shall tell its schema. */
const SDL_TIMEOUT_MILLISECONDS = 5_000;
const FIRST_RETRY_MILLISECONDS = 1_000;
const LONGEST_RETRY_MILLISECONDS = 30_000;

/** A subgraph behind HTTP as it takes part in composition. */
export type RemotePart = GraphPart<RemoteTransport>;

export interface RemoteSubgraphEvents {
  /** The subgraph has told a schema that is new. */
  onSchema(): void;
  /** Asked for its schema, it gave none; it is asked again. Told once until it succeeds. */
  onFailure(reason: string): void;
  onBreakerChange(state: BreakerState): void;
  /** Headers that make a fetch part of a trace, by its context. */
  readonly traceHeaders?: RemoteTransportOptions['traceHeaders'] | undefined;
}

/** A subgraph behind HTTP: its connections, and its schema as far as it is known. */
export class RemoteSubgraph {
  readonly transport: RemoteTransport;
  readonly #tellsItself: boolean;
  #sdl: string | undefined;
  #failure: string | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param knownSdl the schema where neither the entry nor the subgraph needs to tell it */
  constructor(
    readonly entry: RemoteSubgraphEntry,
    knownSdl: string | undefined,
    private readonly events: RemoteSubgraphEvents,
  ) {
    const {
      timeoutMilliseconds,
      maximumAnswerBytes,
      connections,
      retries,
      circuitBreaker,
      deduplicate,
      subscriptions,
    } = entry;
    this.#sdl = entry.sdl ?? knownSdl;
    this.transport = remoteTransport({
      name: entry.name,
      url: entry.url,
      headers:
        entry.forwardHeaders.length === 0 ? entry.headers : forwardedHeaders(entry.forwardHeaders, entry.headers),
      onBreakerChange: (state) => events.onBreakerChange(state),
      ...(events.traceHeaders === undefined ? {} : { traceHeaders: events.traceHeaders }),
      ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }),
      ...(maximumAnswerBytes === undefined ? {} : { maximumAnswerBytes }),
      ...(connections === undefined ? {} : { connections }),
      ...(retries === undefined ? {} : { retry: { retries } }),
      ...(circuitBreaker === undefined ? {} : { circuitBreaker }),
      ...(deduplicate === undefined ? {} : { deduplicate }),
      ...(subscriptions === undefined ? {} : { subscriptions }),
    });
    this.#tellsItself = this.#sdl === undefined;
  }

  /** Undefined as long as its schema is not known. */
  get part(): RemotePart | undefined {
    const { name, url } = this.entry;
    return this.#sdl === undefined ? undefined : { name, url, sdl: this.#sdl, transport: this.transport };
  }

  /** Why its schema is not known. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Asks for the schema where the subgraph tells it itself; goes on asking in the background until it is stopped. */
  async start(): Promise<void> {
    if (this.#tellsItself) {
      await this.#ask();
    }
  }

  /** Asks no more. The transport stays open: requests may be under way. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const before = this.#sdl;
    try {
      this.#sdl = await askForSdl(this.transport);
      this.#failure = undefined;
      this.#failures = 0;
    } catch (error) {
      const reason = (error as Error).message;
      const known = this.#failure !== undefined;
      this.#failure = reason;
      this.#failures++;
      if (!known && !this.#stopped) {
        this.events.onFailure(reason);
      }
    }
    if (this.#stopped) {
      return;
    }
    if (this.#sdl !== before) {
      this.events.onSchema();
    }
    this.#askAgain();
  }

  #askAgain(): void {
    const { refreshSeconds } = this.entry;
    if (this.#failures === 0 && refreshSeconds === undefined) {
      return;
    }
    const wait =
      this.#failures === 0
        ? (refreshSeconds ?? 0) * 1_000
        : Math.min(LONGEST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** (this.#failures - 1));
    // Somewhere between half and all of it, so that many gateways do not ask at the same moment.
    this.#timer = setTimeout(() => void this.#ask(), wait * (0.5 + Math.random() / 2)).unref();
  }
}

/** Asks a subgraph for its SDL as the federation specification says. Rejects with the reason where it gives none. */
async function askForSdl(transport: RemoteTransport): Promise<string> {
  const ask = transport.prepare('query { _service { sdl } }');
  const { data, errors } = await ask({}, {}, AbortSignal.timeout(SDL_TIMEOUT_MILLISECONDS));
  const sdl = (data as { _service?: { sdl?: unknown } | null } | null | undefined)?._service?.sdl;
  if (typeof sdl !== 'string') {
    throw new Error(errors?.[0]?.message ?? 'its answer to _service { sdl } has no schema');
  }
  try {
    parse(sdl, { noLocation: true });
  } catch (error) {
    throw new Error(`what it tells is no GraphQL schema: ${(error as Error).message}`);
  }
  return sdl;
}
