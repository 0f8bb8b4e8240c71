import { get, type IncomingMessage, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StreamLimits } from '../../../src/http/subscriptions/stream-limits.js';
import { startStreamServer } from './stream-server.js';

const CHANGED = 'subscription { changed { id load name } }';

async function server(limits: Partial<StreamLimits> = {}) {
  const started = await startStreamServer(limits);
  onTestFinished(() => started.close());
  return started;
}

/** Sends as curl does: `curl -N -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{"query":...}'`. */
function post(url: string, body: object, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers },
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(body));
  });
}

/** The blocks of an event stream, pings left out. */
async function* blocks(response: IncomingMessage): AsyncGenerator<string, undefined, undefined> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    yield* parts.filter((part) => part !== ':');
  }
}

function answerIn(block: string | undefined): { data: unknown; errors?: { extensions: { code: string } }[] } {
  const json = /^event: next\ndata: (.*)$/.exec(block ?? '')?.[1];
  if (json === undefined) throw new Error(`no answer in ${block}`);
  return JSON.parse(json);
}

describe('GraphQL over server-sent events', () => {
  it('sends each event, joined over subgraphs, until its client leaves', async () => {
    const { url, publish, subscribed } = await server();
    const response = await post(url, { query: CHANGED });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(response.headers['x-request-id']).toEqual(expect.any(String));
    await subscribed(1);
    const events = blocks(response);
    publish('a');
    publish('b');
    expect(answerIn((await events.next()).value)).toEqual({
      data: { changed: { id: 'a', load: 'low', name: 'Station a' } },
    });
    expect(answerIn((await events.next()).value)).toMatchObject({ data: { changed: { id: 'b' } } });
    response.destroy();
    await subscribed(0);
  });

  it('tells the end of what the subgraph ends', async () => {
    const { url, subscribed, sources } = await server();
    const events = blocks(await post(url, { query: CHANGED }));
    await subscribed(1);
    for (const source of sources) source.end();
    expect((await events.next()).value).toBe('event: complete\ndata:');
    expect((await events.next()).done).toBe(true);
  });

  it('answers a query by one event, or as JSON to a client that reads that as well', async () => {
    const { url } = await server();
    const events = blocks(await post(url, { query: '{ station { name } }' }));
    expect(answerIn((await events.next()).value)).toEqual({ data: { station: { name: 'Station s0' } } });
    expect((await events.next()).value).toBe('event: complete\ndata:');
    const accept = 'application/json, text/event-stream';
    const json = await post(url, { query: '{ station { name } }' }, { accept });
    expect(json.headers['content-type']).toMatch(/^application\/json/);
    json.resume();
  });

  it('shows why an operation was refused', async () => {
    const { url } = await server();
    const events = blocks(await post(url, { query: 'subscription { nonsense }' }));
    expect(answerIn((await events.next()).value).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await events.next()).value).toBe('event: complete\ndata:');
  });

  it('streams subscriptions, and nothing else, to a GET request', async () => {
    const { url, subscribed } = await server();
    const open = (query: string) =>
      new Promise<IncomingMessage>((resolve) => {
        const address = `${url}?query=${encodeURIComponent(query)}`;
        get(address, { agent: false, headers: { accept: 'text/event-stream' } }, resolve);
      });
    const response = await open(CHANGED);
    expect(response.statusCode).toBe(200);
    await subscribed(1);
    response.destroy();
    const refused = await open('{ station { name } }');
    expect(refused.statusCode).toBe(400);
    refused.resume();
  });

  it.each([
    ['a body without query', {}, {}, 400, 'BAD_REQUEST'],
    ['variables that are no object', { query: CHANGED, variables: 3 }, {}, 400, 'BAD_REQUEST'],
    ['a wrong token', { query: CHANGED }, { authorization: 'Bearer bad' }, 401, 'UNAUTHENTICATED'],
  ])('refuses %s', async (_name, body, headers, status, code) => {
    const { url } = await server();
    const response = await post(url, body, headers);
    let text = '';
    for await (const chunk of response) text += chunk;
    expect(response.statusCode).toBe(status);
    expect(text).toContain(`"code":"${code}"`);
  });

  it('limits the connections of a client', async () => {
    const { url, subscribed } = await server({ connectionsPerClient: 1 });
    const first = await post(url, { query: CHANGED });
    await subscribed(1);
    const second = await post(url, { query: CHANGED });
    expect(second.statusCode).toBe(429);
    second.resume();
    first.destroy();
    await subscribed(0);
    const third = await post(url, { query: CHANGED });
    expect(third.statusCode).toBe(200);
    third.destroy();
  });

  it('drops a client that does not read, with a reason', async () => {
    const { url, publish, subscribed } = await server({ queueLength: 3 });
    const response = await post(url, { query: CHANGED });
    await subscribed(1);
    for (let round = 0; round < 100; round++) publish('large');
    await subscribed(0);
    let last = '';
    for await (const block of blocks(response)) if (block.startsWith('event: next')) last = block;
    expect(answerIn(last).errors?.[0]?.extensions.code).toBe('SLOW_CONSUMER');
  });

  it('cuts off a client that has stopped to read for good', async () => {
    const { url, publish, subscribed } = await server({ pingMilliseconds: 30, queueLength: 1_000 });
    const response = await post(url, { query: CHANGED });
    response.on('error', () => undefined);
    await subscribed(1);
    for (let round = 0; round < 100; round++) publish('large');
    await subscribed(0);
    response.destroy();
  });

  it('sends signs of life', async () => {
    const { url } = await server({ pingMilliseconds: 20 });
    const response = await post(url, { query: CHANGED });
    let text = '';
    for await (const chunk of response) {
      text += chunk;
      if (text.length >= 9) break;
    }
    expect(text).toMatch(/^(:\n\n){3}/);
  });

  it('ends without "complete" when the server closes, so that clients connect again', async () => {
    const started = await startStreamServer();
    const events = blocks(await post(started.url, { query: CHANGED }));
    await started.subscribed(1);
    const closing = started.close();
    expect((await events.next()).done).toBe(true);
    await closing;
    expect(started.sources.size).toBe(0);
  });
});
