import { setTimeout } from 'node:timers/promises';
import type { Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

/**
 * How long a batch is tried to be sent, and an end waits for the last one. OpenTelemetry's own 10 s would keep a process
 * whose collector is gone for longer than most supervisors wait before they kill it.
 */
const EXPORT_MILLISECONDS = 3_000;
const EXPORT_TIMEOUTS = ['OTEL_EXPORTER_OTLP_TIMEOUT', 'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT'];

/** A tracer, and what belongs to it. */
export interface OpenTracer {
  readonly tracer: Tracer;
  /** Sends what has been recorded, and ends. */
  close(): Promise<void>;
}

/**
 * A tracer that sends its spans in batches by OTLP over HTTP. Address, headers, sampling, service name and limits are read
 * from OpenTelemetry's own environment variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`,
 * `OTEL_SERVICE_NAME` and so on). Import this file only where there is an address: the SDK is large.
 */
export function openOtlpTracer(): OpenTracer {
  const hasTimeout = EXPORT_TIMEOUTS.some((name) => process.env[name]);
  const exporter = new OTLPTraceExporter(hasTimeout ? {} : { timeoutMillis: EXPORT_MILLISECONDS });
  return openTracer(new BatchSpanProcessor(exporter));
}

/** A tracer whose spans go to a processor. */
export function openTracer(processor: SpanProcessor): OpenTracer {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'tripod' }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  return {
    tracer: provider.getTracer('tripod'),
    close: async () => {
      const patience = new AbortController();
      const shutdown = provider.shutdown().catch(() => undefined);
      await Promise.race([shutdown, setTimeout(EXPORT_MILLISECONDS, undefined, { signal: patience.signal })]);
      patience.abort();
    },
  };
}
