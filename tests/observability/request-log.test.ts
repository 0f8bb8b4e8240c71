import { afterEach, describe, expect, it } from 'vitest';
import { type ObservedServer, type ObservedServerOptions, startObservedServer } from './observed-server.js';

let server: ObservedServer | undefined;

afterEach(() => server?.close());

async function start(options: ObservedServerOptions = {}): Promise<ObservedServer> {
  server = await startObservedServer({ logLevel: 'info', ...options });
  return server;
}

describe('the log', () => {
  it('has one line for each request to the graph', async () => {
    const { ask, lines, spans } = await start();
    const answer = await ask({ query: 'query Some { shops { id } refused }' });
    expect(lines).toHaveLength(1);
    const { time, pid, hostname, durationMilliseconds, ...line } = lines[0] ?? {};
    expect(line).toEqual({
      level: 30,
      msg: 'request',
      requestId: answer.headers['x-request-id'],
      method: 'POST',
      route: '/graphql',
      status: 200,
      operationType: 'query',
      operationName: 'Some',
      errorCodes: ['CONFLICT'],
      traceId: spans()[0]?.spanContext().traceId,
    });
    expect(durationMilliseconds).toBeGreaterThan(0);
    expect([typeof time, typeof pid, typeof hostname]).toEqual(['number', 'number', 'string']);
  });

  it('has a line for refused requests too, with the codes that the caller sees', async () => {
    const { ask, lines } = await start({ traces: false });
    await ask({ query: '{ nothing }' });
    await ask({ query: '{ shops { id } }' }, { authorization: 'Bearer bad' });
    await ask('no json' as never, { 'content-type': 'application/json' });
    expect(lines.map(({ errorCodes, operationType }) => [errorCodes, operationType])).toEqual([
      [['GRAPHQL_VALIDATION_FAILED'], undefined],
      [['UNAUTHENTICATED'], undefined],
      [['BAD_REQUEST'], undefined],
    ]);
    expect(lines.every((line) => !('traceId' in line))).toBe(true);
  });

  it('holds nothing of variables, tokens, documents and addresses', async () => {
    const { app, ask, logText } = await start({ logLevel: 'debug' });
    const query = 'query Reason($r: String) { a: refused(reason: "in-literal") b: refused(reason: $r) }';
    await ask({ query, variables: { r: 'in-variable' } }, { authorization: 'Bearer in-token', cookie: 'in-cookie' });
    const parameters = new URLSearchParams({ query, variables: '{"r":"in-address"}' });
    await app.inject({ url: `/graphql?${parameters}`, headers: { 'apollo-require-preflight': 'yes' } });
    await app.inject({ url: '/graphql/in-path?token=in-address' });
    await ask('{"query": "in-broken-body' as never, { 'content-type': 'application/json' });
    expect(logText().match(/"msg":"request"/g)).toHaveLength(4);
    expect(logText()).not.toMatch(/in-(literal|variable|token|cookie|address|path|broken-body)/);
  });

  it('tells unexpected errors under the id of their request', async () => {
    const { ask, lines } = await start();
    const answer = await ask({ query: '{ broken }' });
    expect(answer.body).not.toContain('hunter2');
    const [unexpected, request] = lines;
    expect([unexpected?.msg, unexpected?.requestId]).toEqual(['unexpected error', answer.headers['x-request-id']]);
    expect([request?.msg, request?.requestId]).toEqual(['request', answer.headers['x-request-id']]);
  });

  it('has lines of probes at debug only', async () => {
    const { app, lines } = await start({ logLevel: 'debug' });
    await app.inject({ url: '/healthz' });
    expect(lines.map(({ level, route }) => [level, route])).toEqual([[20, '/healthz']]);
  });

  it('is silent above info', async () => {
    const { ask, lines } = await start({ logLevel: 'warn' });
    await ask({ query: '{ shops { id } }' });
    expect(lines).toEqual([]);
  });
});
