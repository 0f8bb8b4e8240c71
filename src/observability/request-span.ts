import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { readTraceContext, traceHeadersOf } from './trace-context.js';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A span of a request: the request's own, or one below it. */
export class RequestSpan {
  readonly #tracer: Tracer;
  readonly #span: Span;
  /** For spans below; made when the first one starts. */
  #context: Context | undefined;
  /** False where the trace is not sampled: then no span below it is made. */
  readonly recording: boolean;

  private constructor(tracer: Tracer, span: Span) {
    this.#tracer = tracer;
    this.#span = span;
    this.recording = span.isRecording();
  }

  /** Starts the span of a request, in the trace that its headers name or in a new one. */
  static ofRequest(tracer: Tracer, method: string, headers: Headers): RequestSpan {
    const parent = readTraceContext(headers.traceparent, headers.tracestate);
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    const attributes = { 'http.request.method': method };
    return new RequestSpan(tracer, tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, context));
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  /** Starts a span below this one. Call it only where this one is recording. */
  child(name: string, kind: SpanKind, attributes: Attributes): RequestSpan {
    this.#context ??= trace.setSpan(ROOT_CONTEXT, this.#span);
    return new RequestSpan(this.#tracer, this.#tracer.startSpan(name, { kind, attributes }, this.#context));
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  setAttributes(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  /** Ends the span. Messages of errors may hold data of callers: none gets into a trace. */
  end(failed: boolean): void {
    if (failed) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end();
  }

  /** What makes a request to a subgraph part of the trace, sampled or not. */
  headers(): Record<string, string> {
    return traceHeadersOf(this.#span.spanContext());
  }
}
