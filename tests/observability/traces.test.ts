import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it } from 'vitest';
import { type ObservedServer, type ObservedServerOptions, startObservedServer } from './observed-server.js';

/** The examples of W3C Trace Context, section 3.2. */
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT_ID = 'b7ad6b7169203331';
const SAMPLED = `00-${TRACE_ID}-${PARENT_ID}-01`;
const UNSAMPLED = `00-${TRACE_ID}-${PARENT_ID}-00`;

const TWO_LEVELS = 'query Shops { shops { name count motto } }';

let server: ObservedServer | undefined;

afterEach(() => server?.close());

async function start(options: ObservedServerOptions = {}): Promise<ObservedServer> {
  server = await startObservedServer(options);
  return server;
}

/** Each span with its parent's name, in the order of their names. */
function treeOf(spans: readonly ReadableSpan[]): string[] {
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans.map((span) => `${names.get(span.parentSpanContext?.spanId ?? '') ?? 'none'} > ${span.name}`).sort();
}

function named(spans: readonly ReadableSpan[], name: string): ReadableSpan {
  const span = spans.find((candidate) => candidate.name === name);
  if (span === undefined) throw new Error(`there is no span "${name}"`);
  return span;
}

describe('a trace', () => {
  it('has a span for the request, below it one for each fetch, below those one for each batch', async () => {
    const { ask, spans } = await start();
    await ask({ query: TWO_LEVELS });
    expect(treeOf(spans())).toEqual([
      'fetch entities stock > load stock.counts',
      'none > query',
      'query > fetch entities mottos',
      'query > fetch entities stock',
      'query > fetch shops',
    ]);
    expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1);
  });

  it('says what was done in the attributes, and nothing of what was asked', async () => {
    const { ask, spans } = await start();
    await ask({ query: 'query Reason($r: String) { shops { count } refused(reason: $r) }', variables: { r: 'hush' } });
    const request = named(spans(), 'query');
    expect(request.kind).toBe(SpanKind.SERVER);
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Reason',
      'graphql.error.codes': ['CONFLICT'],
    });
    expect(named(spans(), 'fetch entities stock').attributes).toEqual({ 'tripod.subgraph': 'stock' });
    expect(named(spans(), 'load stock.counts').attributes).toEqual({
      'tripod.loader': 'stock.counts',
      'tripod.loader.keys': 3,
    });
    expect(named(spans(), 'fetch shops').status.code).toBe(SpanStatusCode.ERROR);
    expect(JSON.stringify(spans().map(({ attributes, events, status }) => [attributes, events, status]))).not.toContain(
      'hush',
    );
  });

  it('goes on where traceparent says, and is passed on to remote subgraphs with tracestate', async () => {
    const { ask, spans, remote } = await start();
    await ask({ query: TWO_LEVELS }, { traceparent: SAMPLED, tracestate: 'congo=t61rcWkgMzE' });
    expect(named(spans(), 'query').parentSpanContext?.spanId).toBe(PARENT_ID);
    expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE_ID]));
    const fetch = named(spans(), 'fetch entities mottos').spanContext().spanId;
    expect(remote.requests.map(({ headers }) => [headers.traceparent, headers.tracestate])).toEqual([
      [`00-${TRACE_ID}-${fetch}-01`, 'congo=t61rcWkgMzE'],
    ]);
  });

  it('is not recorded where its caller has not sampled it, and passed on nevertheless', async () => {
    const { ask, spans, remote } = await start();
    expect((await ask({ query: TWO_LEVELS }, { traceparent: UNSAMPLED })).statusCode).toBe(200);
    expect(spans()).toEqual([]);
    const [request] = remote.requests;
    expect(request?.headers.traceparent).toMatch(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`));
  });

  it.each([
    'nonsense',
    `00-${'0'.repeat(32)}-${PARENT_ID}-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `ff-${TRACE_ID}-${PARENT_ID}-01`,
    `${SAMPLED}-more`,
    SAMPLED.toUpperCase(),
  ])('begins anew where traceparent is wrong: %s', async (traceparent) => {
    const { ask, spans } = await start();
    await ask({ query: '{ shops { id } }' }, { traceparent });
    const request = named(spans(), 'query');
    expect(request.parentSpanContext).toBeUndefined();
    expect(request.spanContext().traceId).not.toBe(TRACE_ID);
  });

  it('goes on where a later version of traceparent has more fields', async () => {
    const { ask, spans } = await start();
    await ask({ query: '{ shops { id } }' }, { traceparent: `01-${TRACE_ID}-${PARENT_ID}-01-more` });
    expect(named(spans(), 'query').spanContext().traceId).toBe(TRACE_ID);
  });

  it('does not keep identical fetches of different traces from being sent once', async () => {
    const { ask, remote } = await start();
    await ask({ query: TWO_LEVELS });
    await Promise.all([ask({ query: TWO_LEVELS }), ask({ query: TWO_LEVELS })]);
    expect(remote.requests).toHaveLength(2);
  });

  it('ends with the request where that is refused', async () => {
    const { ask, spans } = await start();
    await ask({ query: '{ shops' });
    expect(spans().map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'POST',
        {
          'http.request.method': 'POST',
          'http.response.status_code': 400,
          'graphql.error.codes': ['GRAPHQL_PARSE_FAILED'],
        },
      ],
    ]);
  });

  it('is not made for probes, nor without a tracer', async () => {
    const { app, spans } = await start();
    await app.inject({ url: '/healthz' });
    expect(spans()).toEqual([]);
    await app.close();
    const { ask, remote } = await start({ traces: false });
    await ask({ query: TWO_LEVELS }, { traceparent: SAMPLED });
    expect(remote.requests[0]?.headers.traceparent).toBeUndefined();
  });
});
