import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestLogLine } from '../../../src/http/request-log.js';
import { Metrics } from '../../../src/observability/metrics.js';
import { Observability } from '../../../src/observability/observability.js';
import { openTracer } from '../../../src/observability/otlp-tracer.js';
import { RawClient, type StreamServer, startStreamServer } from './stream-server.js';

const NAMED = 'subscription Changes { changed { id name } }';

let server: StreamServer;
let lines: RequestLogLine[];
let metrics: Metrics;
let spans: InMemorySpanExporter;
let closeTracer: () => Promise<void>;

beforeEach(async () => {
  lines = [];
  metrics = new Metrics();
  spans = new InMemorySpanExporter();
  const opened = openTracer(new SimpleSpanProcessor(spans));
  closeTracer = () => opened.close();
  server = await startStreamServer(
    {},
    {
      observability: new Observability({ metrics, tracer: opened.tracer }),
      requestLog: { active: true, write: (_level, line) => lines.push(line()) },
    },
  );
});

afterEach(async () => {
  await server.close();
  await closeTracer();
});

async function sample(name: string): Promise<number | undefined> {
  const line = (await metrics.text()).split('\n').find((text) => text.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('an operation over WebSocket', () => {
  it('is counted by its name, logged in a line and traced, when it ends', async () => {
    const client = await RawClient.ready(server.url);
    client.subscribe('1', 'query One { station { id } }');
    expect((await client.next()).type).toBe('next');
    expect((await client.next()).type).toBe('complete');
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({
      method: 'WEBSOCKET',
      route: '/graphql',
      operationType: 'query',
      operationName: 'One',
    });
    expect(lines[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(await sample('tripod_requests_total{operation="One",outcome="success"}')).toBe(1);
    expect(spans.getFinishedSpans().some(({ attributes }) => attributes['graphql.operation.name'] === 'One')).toBe(
      true,
    );
    await client.close();
  });

  it('is told of with the codes of its errors, of every event', async () => {
    const client = await RawClient.ready(server.url);
    client.subscribe('1', '{ broken }');
    expect((await client.next()).type).toBe('next');
    client.subscribe('2', '{ nothing }');
    await until(() => lines.length === 2);
    const codes = lines.map(({ errorCodes }) => errorCodes);
    expect(codes).toContainEqual(['INTERNAL']);
    expect(codes).toContainEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await sample('tripod_errors_total{code="INTERNAL"}')).toBe(1);
    await client.close();
  });

  it('that subscribes is open until its client leaves, and no measure of speed', async () => {
    const client = await RawClient.ready(server.url);
    client.subscribe('1', NAMED);
    await server.subscribed(1);
    expect(await sample('tripod_open_subscriptions')).toBe(1);
    server.publish('s1');
    expect((await client.next()).type).toBe('next');
    expect(lines).toEqual([]);
    await client.close();
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({ operationType: 'subscription', operationName: 'Changes' });
    expect(await sample('tripod_open_subscriptions')).toBe(0);
    expect(await sample('tripod_requests_total{operation="Changes",outcome="success"}')).toBe(1);
    expect(await sample('tripod_request_duration_seconds_count{operation="Changes"}')).toBeUndefined();
  });
});

describe('an operation over server-sent events', () => {
  it('is the request that it came with', async () => {
    const controller = new AbortController();
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: NAMED }),
      signal: controller.signal,
    });
    await server.subscribed(1);
    expect(await sample('tripod_open_subscriptions')).toBe(1);
    controller.abort();
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      method: 'POST',
      operationType: 'subscription',
      operationName: 'Changes',
    });
    await server.subscribed(0);
    expect(await sample('tripod_open_subscriptions')).toBe(0);
  });
});
