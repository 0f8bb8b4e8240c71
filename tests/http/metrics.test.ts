import { afterEach, describe, expect, it } from 'vitest';
import {
  type ObservedServer,
  type ObservedServerOptions,
  startObservedServer,
} from '../observability/observed-server.js';

let server: ObservedServer | undefined;

afterEach(() => server?.close());

async function start(options: ObservedServerOptions = {}): Promise<ObservedServer> {
  server = await startObservedServer({ traces: false, ...options });
  return server;
}

const SHOPS = 'query Shops { shops { name count motto } }';

describe('GET /metrics', () => {
  it('counts requests and their time by operation name, and errors by code', async () => {
    const { ask, metrics } = await start();
    await ask({ query: SHOPS });
    await ask({ query: SHOPS });
    await ask({ query: '{ shops { id } }' });
    await ask({ query: 'query Refused { refused a: refused broken }' });
    await ask({ query: '{ nothing }' });
    await ask({ query: SHOPS }, { authorization: 'Bearer bad' });
    await ask({ query: 7 });
    const samples = await metrics();
    expect(samples.get('tripod_requests_total{operation="Shops",outcome="success"}')).toBe(2);
    expect(samples.get('tripod_requests_total{operation="anonymous",outcome="success"}')).toBe(1);
    expect(samples.get('tripod_requests_total{operation="Refused",outcome="errors"}')).toBe(1);
    expect(samples.get('tripod_requests_total{operation="none",outcome="errors"}')).toBe(3);
    expect(samples.get('tripod_request_duration_seconds_count{operation="Shops"}')).toBe(2);
    expect(samples.get('tripod_errors_total{code="CONFLICT"}')).toBe(1);
    expect(samples.get('tripod_errors_total{code="INTERNAL"}')).toBe(1);
    expect(samples.get('tripod_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    expect(samples.get('tripod_errors_total{code="UNAUTHENTICATED"}')).toBe(1);
    expect(samples.get('tripod_errors_total{code="BAD_REQUEST"}')).toBe(1);
  });

  it('counts look-ups of plans, and the documents that are kept', async () => {
    const { ask, metrics } = await start();
    expect((await metrics()).get('tripod_plan_cache_lookups_total{result="miss"}')).toBe(0);
    for (const query of [SHOPS, SHOPS, SHOPS, '{ shops { id } }', '{ nothing }']) await ask({ query });
    const samples = await metrics();
    expect(samples.get('tripod_plan_cache_lookups_total{result="hit"}')).toBe(2);
    expect(samples.get('tripod_plan_cache_lookups_total{result="miss"}')).toBe(2);
    expect(samples.get('tripod_plan_cache_documents')).toBe(2);
  });

  it('counts fetches by subgraph, and the keys of each batch of a loader', async () => {
    const { ask, metrics } = await start();
    await ask({ query: SHOPS });
    await ask({ query: SHOPS });
    await ask({ query: '{ broken }' });
    const samples = await metrics();
    const fetches = (labels: string) => samples.get(`tripod_subgraph_fetch_duration_seconds_count{${labels}}`);
    expect(fetches('subgraph="shops",outcome="success"')).toBe(2);
    expect(fetches('subgraph="shops",outcome="errors"')).toBe(1);
    expect(fetches('subgraph="stock",outcome="success"')).toBe(2);
    expect(fetches('subgraph="mottos",outcome="success"')).toBe(2);
    expect(samples.get('tripod_loader_batch_size_count{loader="stock.counts"}')).toBe(2);
    expect(samples.get('tripod_loader_batch_size_sum{loader="stock.counts"}')).toBe(6);
  });

  it('tells the state of circuit breakers as they are when asked', async () => {
    const { ask, metrics, remote } = await start();
    const circuit = async () => {
      const samples = await metrics();
      return ['closed', 'half-open', 'open'].map((state) =>
        samples.get(`tripod_subgraph_circuit{subgraph="mottos",state="${state}"}`),
      );
    };
    expect(await circuit()).toEqual([1, 0, 0]);
    await remote.close();
    for (let time = 0; time < 3; time++) await ask({ query: SHOPS });
    expect(await circuit()).toEqual([0, 0, 1]);
    const samples = await metrics();
    expect(samples.get('tripod_errors_total{code="SUBGRAPH_UNAVAILABLE"}')).toBe(3);
    expect(samples.get('tripod_subgraph_fetch_duration_seconds_count{subgraph="mottos",outcome="errors"}')).toBe(3);
  });

  it('counts the cost of operations where it was computed', async () => {
    const { ask, metrics } = await start();
    const answer = await ask({ query: SHOPS }, { 'x-cost': 'true' });
    await ask({ query: SHOPS });
    const samples = await metrics();
    expect(samples.get('tripod_operation_cost_count')).toBe(1);
    expect(samples.get('tripod_operation_cost_sum')).toBe(answer.json().extensions.cost.cost);
  });

  it('keeps to 200 operation names', async () => {
    const { ask, metrics } = await start();
    for (let number = 0; number < 203; number++) await ask({ query: `query Name${number} { shops { id } }` });
    await ask({ query: `query Name${'x'.repeat(200)} { shops { id } }` });
    await ask({ query: 'query Name0 { shops { id } }' });
    const samples = await metrics();
    expect(samples.get('tripod_requests_total{operation="Name0",outcome="success"}')).toBe(2);
    expect(samples.get('tripod_requests_total{operation="other",outcome="success"}')).toBe(4);
    expect([...samples.keys()].filter((name) => name.startsWith('tripod_requests_total'))).toHaveLength(201);
  });

  it('has the defaults of the process, in the text format of Prometheus', async () => {
    const { app } = await start();
    const response = await app.inject({ url: '/metrics' });
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.body).toMatch(/^process_cpu_seconds_total \d/m);
    expect(response.body).toMatch(/^nodejs_heap_size_used_bytes \d/m);
  });

  it('is not there where metrics are off', async () => {
    const { app, ask } = await start({ metrics: false });
    expect((await ask({ query: SHOPS })).statusCode).toBe(200);
    expect((await app.inject({ url: '/metrics' })).statusCode).toBe(404);
  });

  it('counts neither GraphiQL nor plans nor probes', async () => {
    const { app, ask, metrics } = await start();
    await app.inject({ url: '/graphql', headers: { accept: 'text/html' } });
    await app.inject({ url: '/healthz' });
    await app.inject({
      method: 'POST',
      url: '/graphql?plan',
      headers: { authorization: 'Bearer internal' },
      payload: { query: SHOPS },
    });
    await ask({ query: SHOPS });
    const names = [...(await metrics()).keys()].filter((name) => name.startsWith('tripod_requests_total'));
    expect(names).toEqual(['tripod_requests_total{operation="Shops",outcome="success"}']);
  });
});
