import { SpanKind, type Tracer } from '@opentelemetry/api';
import type { FetchObservation, GatewayObserver, ObservedFetch } from '../gateway/observer.js';
import type { LoaderObserver, ObservedBatch } from '../kernel/loaders/loader-observer.js';
import type { Metrics } from './metrics.js';
import { observedRequest, RequestRecord, withSpan } from './request-record.js';
import { RequestSpan } from './request-span.js';

/** A request as it arrives. */
export interface ArrivingRequest {
  readonly id: string;
  readonly method: string;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** False for those that belong in no trace, such as probes of health. */
  readonly traced: boolean;
}

/** Where what is seen goes to. */
export interface ObservabilityOptions {
  /** Undefined: nothing is counted. */
  readonly metrics?: Metrics;
  /** Undefined: nothing is traced. */
  readonly tracer?: Tracer;
}

/** What is seen of a server from outside: counted in metrics, recorded in traces. */
export class Observability {
  readonly metrics: Metrics | undefined;
  readonly #tracer: Tracer | undefined;

  constructor({ metrics, tracer }: ObservabilityOptions) {
    this.metrics = metrics;
    this.#tracer = tracer;
  }

  /** False where nothing is counted and nothing traced. */
  get active(): boolean {
    return this.metrics !== undefined || this.#tracer !== undefined;
  }

  /** Begins the record of a request. */
  arrive({ id, method, headers, traced }: ArrivingRequest): RequestRecord {
    const tracer = traced ? this.#tracer : undefined;
    return new RequestRecord(id, tracer && RequestSpan.ofRequest(tracer, method, headers));
  }

  /** Ends the record of a request to the graph. */
  depart(record: RequestRecord, status: number): void {
    const { span, operationType, operationName, errorCodes } = record;
    // A page of GraphiQL or a plan is no operation.
    const isCounted = operationType !== undefined || errorCodes.length > 0;
    if (isCounted)
      this.metrics?.countRequest({
        operationType,
        operationName,
        errorCodes,
        seconds: (performance.now() - record.startedAt) / 1_000,
      });
    if (!span) return;
    if (span.recording) {
      span.setAttributes({ 'http.response.status_code': status });
      if (errorCodes.length > 0) span.setAttributes({ 'graphql.error.codes': [...errorCodes] });
      if (operationType !== undefined) {
        // Names of spans shall be few: the operation's own name is an attribute (OpenTelemetry, GraphQL conventions).
        span.rename(operationType);
        span.setAttributes({ 'graphql.operation.type': operationType });
        if (operationName !== undefined) span.setAttributes({ 'graphql.operation.name': operationName });
      }
    }
    span.end(status >= 500);
  }

  readonly gateway: GatewayObserver = {
    onOperation: ({ type, name }, context) => {
      const record = observedRequest(context)?.record;
      if (!record) return;
      record.operationType = type;
      record.operationName = name;
    },
    onCost: ({ cost }) => this.metrics?.countCost(cost),
    onPlanLookup: (found) => this.metrics?.countPlanLookup(found),
    onFetchStart: (fetch, context) => {
      const { metrics } = this;
      const observed = recordingRequest(context);
      if (!metrics && !observed) return undefined;
      const startedAt = performance.now();
      const span = observed && fetchSpan(observed.span, fetch);
      const observation: FetchObservation = {
        context: observed && span ? withSpan(observed.context, observed.record, span) : context,
        end: (errors) => {
          metrics?.countFetch(fetch.subgraph, errors > 0, (performance.now() - startedAt) / 1_000);
          span?.end(errors > 0);
        },
      };
      return observation;
    },
  };

  readonly loaders: LoaderObserver = {
    onBatchStart: (batch, context) => {
      this.metrics?.countBatch(batch.loader, batch.size);
      const observed = recordingRequest(context);
      if (!observed) return undefined;
      const span = batchSpan(observed.span, batch);
      return (error) => span.end(error !== undefined);
    },
  };

  /** Headers for a request to a subgraph, which make it part of the trace of whoever asked; undefined without a trace. */
  readonly traceHeaders = (context: unknown): Record<string, string> | undefined =>
    observedRequest(context)?.span?.headers();
}

interface RecordingRequest {
  readonly context: object;
  readonly record: RequestRecord;
  readonly span: RequestSpan;
}

/** The request that a context belongs to, where its trace is recorded. */
function recordingRequest(context: unknown): RecordingRequest | undefined {
  const observed = observedRequest(context);
  if (!observed?.span?.recording) return undefined;
  return { context: context as object, record: observed.record, span: observed.span };
}

function fetchSpan(parent: RequestSpan, { subgraph, kind }: ObservedFetch): RequestSpan {
  const name = kind === 'entities' ? `fetch entities ${subgraph}` : `fetch ${subgraph}`;
  return parent.child(name, SpanKind.CLIENT, { 'tripod.subgraph': subgraph });
}

function batchSpan(parent: RequestSpan, { loader, size }: ObservedBatch): RequestSpan {
  return parent.child(`load ${loader}`, SpanKind.INTERNAL, { 'tripod.loader': loader, 'tripod.loader.keys': size });
}
