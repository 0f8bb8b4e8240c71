import { ConfigurationError } from '../config.js';
import type { Gateway } from '../gateway/gateway.js';
import type { BreakerState } from '../gateway/remote/circuit-breaker.js';
import type { RemoteTransport } from '../gateway/remote/remote-transport.js';
import { ReplaceableGateway } from '../gateway/replaceable-gateway.js';
import { type FittingParts, type GraphPart, gatewayOverParts, sameParts, takeWhatFits } from './graph-parts.js';
import { type GraphProtection, type LocalGraph, localTransports } from './local-graph.js';
import { type RemotePart, RemoteSubgraph } from './remote-subgraph.js';
import type { RemoteSubgraphEntry } from './remote-subgraphs-entry.js';
import { readRemoteSubgraphs } from './remote-subgraphs-file.js';
import { watchFiles } from './watch-files.js';

/** The subgraph of `node(id)`; it belongs to the gateway. */
const NODES = 'nodes';

export interface RemoteSubgraphsOptions {
  /** The file that SUBGRAPHS names. */
  readonly file: string;
  readonly local: LocalGraph;
  readonly protection?: GraphProtection;
  /** Tells people what goes on, a line at a time. */
  readonly tell: (line: string) => void;
  readonly onBreakerChange: (subgraph: string, state: BreakerState) => void;
}

/** How one remote subgraph is, for `GET /readyz`. */
export interface RemoteSubgraphHealth {
  readonly name: string;
  /** Whether the running supergraph has it, in its newest form or an older one. */
  readonly composed: boolean;
  readonly circuit: BreakerState;
  /** Why its newest form is not in the running supergraph. */
  readonly problem?: string;
}

/** Our graph with the subgraphs of others in it, kept up to date. */
export class RemoteSubgraphs {
  readonly #local: readonly GraphPart[];
  readonly #ownSdl: ReadonlyMap<string, string>;
  /** Subgraphs of ours that run elsewhere: decided at the start, for those that run here need a database. */
  readonly #elsewhere: ReadonlySet<string>;
  #remotes = new Map<string, RemoteSubgraph>();
  /** The remote parts of the running supergraph. */
  #composed: readonly RemotePart[] = [];
  readonly #problems = new Map<string, string>();
  #fileProblem: string | undefined;
  #compositionProblem: string | undefined;
  #gateway: ReplaceableGateway | undefined;
  /** All that have not been closed. */
  readonly #transports = new Set<RemoteTransport>();
  /** Settles when every gateway that has been replaced so far has answered its last request. */
  #drained: Promise<unknown> = Promise.resolve();
  #reading: Promise<void> = Promise.resolve();
  #unwatch: () => void = () => undefined;
  #closed = false;

  private constructor(
    private readonly options: RemoteSubgraphsOptions,
    entries: readonly RemoteSubgraphEntry[],
  ) {
    const { subgraphs } = options.local;
    this.#ownSdl = new Map(subgraphs.map(({ name, sdl }) => [name, sdl]));
    this.#elsewhere = new Set(entries.map(({ name }) => name).filter((name) => this.#ownSdl.has(name)));
    const transports = localTransports(options.local);
    this.#local = subgraphs.flatMap(({ name, sdl }) => {
      const transport = transports[name];
      return transport === undefined || this.#elsewhere.has(name)
        ? []
        : [{ name, sdl, url: `http://127.0.0.1:4000/subgraphs/${name}`, transport }];
    });
  }

  /**
   * Reads the file, asks those subgraphs for their schemas that tell them themselves, and composes. A subgraph that does
   * not answer, or does not fit, is left out, with a line that says so, and tried again.
   *
   * @throws ConfigurationError where the file is wrong
   * @throws CompositionError where the graph does not even compose without the subgraphs of others
   */
  static async start(options: RemoteSubgraphsOptions): Promise<RemoteSubgraphs> {
    const { entries, files } = await readRemoteSubgraphs(options.file);
    if (entries.some(({ name }) => name === NODES)) {
      throw new ConfigurationError(`SUBGRAPHS: ${options.file}: the name "${NODES}" is taken by the gateway`);
    }
    const graph = new RemoteSubgraphs(options, entries);
    await graph.#take(entries);
    graph.#watch(files);
    return graph;
  }

  /** Stays the same object while the supergraph changes. */
  get gateway(): Gateway {
    if (this.#gateway === undefined) {
      throw new Error('The graph has not been composed');
    }
    return this.#gateway;
  }

  /** Names of our subgraphs that run in this process. */
  get here(): readonly string[] {
    return this.#local.map(({ name }) => name);
  }

  /** For `GET /readyz`: subgraphs of others, and why the last change has not been taken. */
  health(): { remoteSubgraphs: readonly RemoteSubgraphHealth[]; problem?: string } {
    const remoteSubgraphs = [...this.#remotes.values()].map(({ entry: { name }, transport, failure }) => {
      const problem = failure ?? this.#problems.get(name);
      const composed = this.#composed.some((part) => part.name === name);
      return { name, composed, circuit: transport.state(), ...(problem === undefined ? {} : { problem }) };
    });
    const problem = this.#fileProblem ?? this.#compositionProblem;
    return { remoteSubgraphs, ...(problem === undefined ? {} : { problem }) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    await this.#reading;
    for (const remote of this.#remotes.values()) {
      remote.stop();
    }
    await this.#closeAll([...this.#transports]);
  }

  #watch(files: readonly string[]): void {
    this.#unwatch();
    this.#unwatch = this.#closed
      ? () => undefined
      : watchFiles(files, () => {
          this.#reading = this.#reading.then(() => this.#readAgain());
        });
  }

  async #readAgain(): Promise<void> {
    if (this.#closed) {
      return;
    }
    try {
      const { entries, files } = await readRemoteSubgraphs(this.options.file);
      this.#refuseMoves(entries);
      this.#fileProblem = undefined;
      await this.#take(entries);
      this.#watch(files);
    } catch (error) {
      this.#fileProblem = (error as Error).message;
      this.options.tell(`the running supergraph stays: ${this.#fileProblem}`);
    }
  }

  #refuseMoves(entries: readonly RemoteSubgraphEntry[]): void {
    const named = new Set(entries.map(({ name }) => name));
    const moved = [...this.#ownSdl.keys()].find((name) => named.has(name) !== this.#elsewhere.has(name));
    if (moved !== undefined) {
      throw new ConfigurationError(
        `SUBGRAPHS: ${this.options.file}: whether "${moved}" runs here or elsewhere is decided at the start: restart`,
      );
    }
  }

  /** Makes the remote subgraphs those of the list; what has not changed stays as it is, its circuit breaker included. */
  async #take(entries: readonly RemoteSubgraphEntry[]): Promise<void> {
    const before = this.#remotes;
    this.#remotes = new Map(
      entries.map((entry) => {
        const known = before.get(entry.name);
        const same = known !== undefined && JSON.stringify(known.entry) === JSON.stringify(entry);
        return [entry.name, same ? known : this.#remoteSubgraph(entry)];
      }),
    );
    const added = [...this.#remotes.values()].filter((remote) => before.get(remote.entry.name) !== remote);
    await Promise.all(added.map((remote) => remote.start()));
    this.#compose();
    for (const remote of before.values()) {
      if (this.#remotes.get(remote.entry.name) !== remote) {
        remote.stop();
        this.#release([remote.transport]);
      }
    }
  }

  #remoteSubgraph(entry: RemoteSubgraphEntry): RemoteSubgraph {
    const { name } = entry;
    const remote = new RemoteSubgraph(entry, this.#ownSdl.get(name), {
      onSchema: () => this.#gateway && this.#remotes.get(name) === remote && this.#compose(),
      onFailure: (reason) => this.options.tell(`${reason}; the rest goes on without its schema, it is asked again`),
      onBreakerChange: (state) => this.options.onBreakerChange(name, state),
      traceHeaders: this.options.protection?.observability?.traceHeaders,
    });
    this.#transports.add(remote.transport);
    return remote;
  }

  /** Composes all that is known, as much of it as fits with what is running. */
  #compose(): void {
    const wanted = [...this.#remotes.values()].flatMap(({ part }) => part ?? []);
    if (this.#gateway !== undefined && sameParts(wanted, this.#composed)) {
      return;
    }
    this.#problems.clear();
    this.#compositionProblem = undefined;
    const running = new Map(this.#composed.map((part) => [part.name, part]));
    const base = wanted.flatMap((part) => running.get(part.name) ?? (this.#elsewhere.has(part.name) ? part : []));
    let fitting: FittingParts<RemotePart>;
    try {
      fitting = takeWhatFits(wanted, base, (parts) =>
        gatewayOverParts([...this.#local, ...parts], this.options.protection ?? {}),
      );
    } catch (error) {
      if (this.#gateway === undefined) {
        throw error;
      }
      this.#compositionProblem = (error as Error).message;
      this.options.tell(`the running supergraph stays: ${this.#compositionProblem}`);
      return;
    }
    for (const [name, { message }] of fitting.misfits) {
      this.#problems.set(name, message);
      const kept = running.has(name) ? 'its running form stays' : 'it is left out';
      this.options.tell(`subgraph ${name} does not fit, ${kept}: ${message}`);
    }
    if (this.#gateway === undefined || !sameParts(fitting.parts, this.#composed)) {
      this.#run(fitting.parts, fitting.gateway);
    }
  }

  #run(parts: readonly RemotePart[], gateway: Gateway): void {
    const before = this.#composed;
    this.#composed = parts;
    if (this.#gateway === undefined) {
      this.#gateway = new ReplaceableGateway(gateway);
    } else {
      this.#drained = Promise.all([this.#drained, this.#gateway.replace(gateway)]);
      this.#release(before.map(({ transport }) => transport));
    }
    const names = [...this.here, ...parts.map(({ name }) => name)];
    this.options.tell(`graph composed of ${names.length} subgraphs: ${names.join(', ')}`);
  }

  /** Closes those that nobody needs any more, as soon as no request can use them. */
  #release(transports: readonly RemoteTransport[]): void {
    const needed = new Set(this.#composed.map(({ transport }) => transport));
    for (const { transport } of this.#remotes.values()) {
      needed.add(transport);
    }
    const gone = transports.filter((transport) => !needed.has(transport));
    if (gone.length > 0) {
      void this.#drained.then(() => this.#closeAll(gone));
    }
  }

  async #closeAll(transports: readonly RemoteTransport[]): Promise<void> {
    await Promise.all(
      transports.map((transport) => (this.#transports.delete(transport) ? transport.close() : undefined)),
    );
  }
}
