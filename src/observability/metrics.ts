import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { BoundedLabels } from './bounded-labels.js';

/** Operation names with time series of their own. */
const MAXIMUM_OPERATIONS = 200;
/** Error codes with time series of their own: subgraphs of others may send any. */
const MAXIMUM_CODES = 100;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const COSTS = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000];

const CIRCUIT_STATES = ['closed', 'half-open', 'open'] as const;

/** How the circuit breaker of a subgraph is. */
export interface SubgraphCircuit {
  readonly name: string;
  readonly circuit: (typeof CIRCUIT_STATES)[number];
}

/** What is looked up when the metrics are asked for. */
export interface MetricSources {
  readonly cachedDocuments: () => number;
  readonly circuits: () => readonly SubgraphCircuit[];
}

/** An answered request to the graph. */
export interface CountedRequest {
  /** Undefined where no operation was found good. */
  readonly operationType: string | undefined;
  readonly operationName: string | undefined;
  readonly errorCodes: readonly string[];
  readonly seconds: number;
}

/** Prometheus metrics of one server. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #operations = new BoundedLabels(MAXIMUM_OPERATIONS);
  readonly #codes = new BoundedLabels(MAXIMUM_CODES);
  #sources: MetricSources | undefined;

  readonly #requests = new Counter({
    name: 'tripod_requests_total',
    help: 'Answered requests to the graph, by operation name',
    labelNames: ['operation', 'outcome'],
    registers: [this.#registry],
  });
  readonly #duration = new Histogram({
    name: 'tripod_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer, by operation name',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #errors = new Counter({
    name: 'tripod_errors_total',
    help: 'Answers that have an error of a code',
    labelNames: ['code'],
    registers: [this.#registry],
  });
  readonly #planLookups = new Counter({
    name: 'tripod_plan_cache_lookups_total',
    help: 'Look-ups of a compiled query plan',
    labelNames: ['result'],
    registers: [this.#registry],
  });
  readonly #fetches = new Histogram({
    name: 'tripod_subgraph_fetch_duration_seconds',
    help: 'From a fetch to its answer, retries included',
    labelNames: ['subgraph', 'outcome'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #batches = new Histogram({
    name: 'tripod_loader_batch_size',
    help: 'Distinct keys that a loader reads at once',
    labelNames: ['loader'],
    buckets: BATCH_SIZES,
    registers: [this.#registry],
  });
  readonly #costs = new Histogram({
    name: 'tripod_operation_cost',
    help: 'What operations may cost at most, where their cost was computed',
    buckets: COSTS,
    registers: [this.#registry],
  });

  readonly #openSubscriptions = new Gauge({
    name: 'tripod_open_subscriptions',
    help: 'Subscriptions over WebSocket and server-sent events that are open',
    registers: [this.#registry],
  });

  constructor() {
    // Shown as zero before the first one.
    this.#planLookups.inc({ result: 'hit' }, 0);
    this.#planLookups.inc({ result: 'miss' }, 0);
    const sources = () => this.#sources;
    new Gauge({
      name: 'tripod_plan_cache_documents',
      help: 'Documents that are kept parsed, validated and planned',
      registers: [this.#registry],
      collect() {
        this.set(sources()?.cachedDocuments() ?? 0);
      },
    });
    new Gauge({
      name: 'tripod_subgraph_circuit',
      help: 'Circuit breakers of remote subgraphs: 1 for the state that each is in, 0 for the others',
      labelNames: ['subgraph', 'state'],
      registers: [this.#registry],
      collect() {
        // Subgraphs come and go with the configuration.
        this.reset();
        for (const { name, circuit } of sources()?.circuits() ?? []) {
          for (const state of CIRCUIT_STATES) this.set({ subgraph: name, state }, state === circuit ? 1 : 0);
        }
      },
    });
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Says where to look up what is not counted here. */
  observe(sources: MetricSources): void {
    this.#sources = sources;
  }

  countRequest({ operationType, operationName, errorCodes, seconds }: CountedRequest): void {
    const operation = operationType === undefined ? 'none' : this.#operations.of(operationName ?? 'anonymous');
    this.#requests.inc({ operation, outcome: errorCodes.length === 0 ? 'success' : 'errors' });
    // How long a subscription lives says nothing of how fast it was answered.
    if (operationType !== 'subscription') this.#duration.observe({ operation }, seconds);
    for (const code of errorCodes) this.#errors.inc({ code: this.#codes.of(code) });
  }

  /** Counts a subscription as open until the function is called, once. */
  openSubscription(): () => void {
    this.#openSubscriptions.inc();
    return () => this.#openSubscriptions.dec();
  }

  countPlanLookup(found: boolean): void {
    this.#planLookups.inc({ result: found ? 'hit' : 'miss' });
  }

  countFetch(subgraph: string, failed: boolean, seconds: number): void {
    this.#fetches.observe({ subgraph, outcome: failed ? 'errors' : 'success' }, seconds);
  }

  countBatch(loader: string, size: number): void {
    this.#batches.observe({ loader }, size);
  }

  countCost(cost: number): void {
    this.#costs.observe(cost);
  }

  /** The content type of `text`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
