import { Observability } from './observability.js';
import type { OpenTracer } from './otlp-tracer.js';

/** What a server is watched with, and what ends with it. */
export interface OpenObservability {
  readonly observability: Observability;
  /** Sends what is still to be sent. */
  close(): Promise<void>;
}

/** What is not asked for is not even loaded. */
export async function openObservability(wanted: { metrics: boolean; traces: boolean }): Promise<OpenObservability> {
  const metrics = wanted.metrics ? new (await import('./metrics.js')).Metrics() : undefined;
  const traces: OpenTracer | undefined = wanted.traces
    ? (await import('./otlp-tracer.js')).openOtlpTracer()
    : undefined;
  const observability = new Observability({
    ...(metrics === undefined ? {} : { metrics }),
    ...(traces === undefined ? {} : { tracer: traces.tracer }),
  });
  return { observability, close: async () => traces?.close() };
}
