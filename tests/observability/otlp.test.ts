import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openObservability } from '../../src/observability/open-observability.js';

afterEach(() => vi.unstubAllEnvs());

describe('traces by OTLP', () => {
  it('are sent to the collector that the environment names, at the latest at the end', async () => {
    const received: { url: string | undefined; body: string }[] = [];
    const collector = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push({ url: request.url, body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
    vi.stubEnv('OTEL_SERVICE_NAME', 'tripod-in-norway');

    const { observability, close } = await openObservability({ metrics: false, traces: true });
    const record = observability.arrive({ id: '1', method: 'POST', headers: {}, traced: true });
    record.operationType = 'query';
    observability.depart(record, 200);
    await close();
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));

    expect(received.map(({ url }) => url)).toEqual(['/v1/traces']);
    const [batch] = JSON.parse(received[0]?.body ?? '').resourceSpans;
    expect(batch.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'tripod-in-norway' },
    });
    expect(batch.scopeSpans[0].spans).toMatchObject([{ name: 'query', traceId: record.span?.traceId }]);
  });

  it('are not made where nobody asked for them', async () => {
    const { observability, close } = await openObservability({ metrics: false, traces: false });
    expect(observability.arrive({ id: '1', method: 'POST', headers: {}, traced: true }).span).toBeUndefined();
    expect(observability.gateway.onFetchStart?.({ subgraph: 'shops', kind: 'root' }, {})).toBeUndefined();
    expect(observability.metrics).toBeUndefined();
    await close();
  });
});
