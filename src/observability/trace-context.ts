import { createTraceState, isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api';

/** A list of more than 512 characters may be dropped (W3C Trace Context, section 3.3.1.5). */
const MAXIMUM_STATE_CHARACTERS = 512;

type Header = string | string[] | undefined;

/**
 * Reads the headers `traceparent` and `tracestate` (W3C Trace Context, section 3).
 * @returns undefined where they name no trace: then a new one begins
 */
export function readTraceContext(traceparent: Header, tracestate: Header): SpanContext | undefined {
  if (typeof traceparent !== 'string') return undefined;
  // Later versions may append fields; version ff is none, and version 00 has nothing behind its flags.
  const parts = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(traceparent);
  if (!parts || parts[1] === 'ff' || (parts[1] === '00' && parts[5] !== undefined)) return undefined;
  const [, , traceId = '', spanId = '', flags = ''] = parts;
  const context: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
  const state = Array.isArray(tracestate) ? tracestate.join(',') : tracestate;
  if (state !== undefined && state !== '' && state.length <= MAXIMUM_STATE_CHARACTERS) {
    context.traceState = createTraceState(state);
  }
  return isSpanContextValid(context) ? context : undefined;
}

/** Headers that make a request part of a trace. */
export function traceHeadersOf({ traceId, spanId, traceFlags, traceState }: SpanContext): Record<string, string> {
  const flags = traceFlags & TraceFlags.SAMPLED ? '01' : '00';
  const headers: Record<string, string> = { traceparent: `00-${traceId}-${spanId}-${flags}` };
  const state = traceState?.serialize();
  if (state) headers.tracestate = state;
  return headers;
}
