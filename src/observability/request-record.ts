import type { RequestSpan } from './request-span.js';

/** What becomes known of one request while it is answered; nothing of its variables, its text or its caller. */
export class RequestRecord {
  /** Milliseconds of `performance.now()`. */
  readonly startedAt = performance.now();
  /** `query`, `mutation` or `subscription`; undefined until an operation has been found good. */
  operationType: string | undefined;
  /** Undefined until an operation has been found good, and for one without a name. */
  operationName: string | undefined;
  /** Codes of the errors in the answer, as the caller sees them, each once. */
  errorCodes: readonly string[] = NONE;

  constructor(
    readonly id: string,
    /** The request's span, recording or not; undefined where nothing is traced. */
    readonly span: RequestSpan | undefined,
  ) {}
}

const NONE: readonly string[] = [];

/** The key under which a request's context carries its record to where the gateway and the loaders are observed. */
const OBSERVED = Symbol('observed request');

/** A record, and the span that is at work: the request's own, or one below it. */
export interface ObservedRequest {
  readonly record: RequestRecord;
  readonly span: RequestSpan | undefined;
}

interface Carrier {
  readonly [OBSERVED]?: ObservedRequest;
}

/** Gives a context its record. */
export function observeRequest<Context extends object>(context: Context, record: RequestRecord): Context {
  const observed: ObservedRequest = { record, span: record.span };
  // Enumerable: Apollo Server executes with a copy of the context.
  return Object.assign(context, { [OBSERVED]: observed });
}

/** The record that a context carries; undefined for a context that was given none. */
export function observedRequest(context: unknown): ObservedRequest | undefined {
  return (context as Carrier | null | undefined)?.[OBSERVED];
}

/** A copy of a context in which another span is at work. */
export function withSpan(context: object, record: RequestRecord, span: RequestSpan): object {
  const observed: ObservedRequest = { record, span };
  return Object.assign(Object.create(Object.getPrototypeOf(context)), context, { [OBSERVED]: observed });
}
