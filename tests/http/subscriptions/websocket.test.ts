import { connect } from 'node:net';
import { createClient } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { StreamLimits } from '../../../src/http/subscriptions/stream-limits.js';
import { RawClient, startStreamServer } from './stream-server.js';

const CHANGED = 'subscription { changed { id load name } }';

async function server(limits: Partial<StreamLimits> = {}) {
  const started = await startStreamServer(limits);
  onTestFinished(() => started.close());
  return started;
}

describe('GraphQL over WebSocket', () => {
  it('gives every subscriber each event, joined over subgraphs, and goes on after one with errors', async () => {
    const { url, publish, subscribed } = await server();
    const clients = [await RawClient.ready(url), await RawClient.ready(url)];
    for (const client of clients) client.subscribe('1', CHANGED);
    await subscribed(2);
    publish('a');
    publish('bad');
    publish('b');
    for (const client of clients) {
      expect(await client.next()).toEqual({
        id: '1',
        type: 'next',
        payload: { data: { changed: { id: 'a', load: 'low', name: 'Station a' } } },
      });
      expect(await client.next()).toMatchObject({
        payload: { data: null, errors: [{ path: ['changed', 'load'], extensions: { requestId: expect.any(String) } }] },
      });
      expect(await client.next()).toMatchObject({ payload: { data: { changed: { name: 'Station b' } } } });
    }
  });

  it('lets a subscriber go while it waits', async () => {
    const { url, publish, subscribed } = await server();
    const client = await RawClient.ready(url);
    client.subscribe('1', CHANGED);
    client.subscribe('2', CHANGED);
    await subscribed(2);
    client.send({ id: '1', type: 'complete' });
    await subscribed(1);
    publish('a');
    expect(await client.next()).toMatchObject({ id: '2' });
    await client.close();
    await subscribed(0);
  });

  it('answers queries, with masked errors', async () => {
    const { url, logged } = await server();
    const client = await RawClient.ready(url);
    client.subscribe('q', '{ station { name } broken }');
    expect(await client.next()).toEqual({
      id: 'q',
      type: 'next',
      payload: {
        data: { station: { name: 'Station s0' }, broken: null },
        errors: [
          {
            message: 'Internal error. It has been logged under the request id.',
            path: ['broken'],
            extensions: { code: 'INTERNAL', requestId: expect.any(String) },
          },
        ],
      },
    });
    expect(await client.next()).toEqual({ id: 'q', type: 'complete' });
    expect(String(logged[0])).toContain('hunter2');
  });

  it('is what the client of graphql-ws speaks', async () => {
    const { url, publish, subscribed } = await server();
    const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    const events = client.iterate({ query: CHANGED });
    const first = events.next();
    await subscribed(1);
    publish('a');
    expect((await first).value).toEqual({ data: { changed: { id: 'a', load: 'low', name: 'Station a' } } });
    await events.return?.();
    await subscribed(0);
    await client.dispose();
  });

  it.each([
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nonsense }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an empty document', '', 'BAD_REQUEST'],
    ['what the subgraph refuses', 'subscription { refused { id } }', 'FORBIDDEN'],
  ])('refuses %s with its code, and goes on', async (_name, query, code) => {
    const { url } = await server();
    const client = await RawClient.ready(url);
    client.subscribe('1', query);
    expect(await client.next()).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { code } }] });
    client.subscribe('1', '{ station { id } }');
    expect(await client.next()).toMatchObject({ id: '1', type: 'next' });
  });

  it.each([
    ['no JSON', 'hello', 4400],
    ['a message without type', '{}', 4400],
    ['an operation before the hello', '{"id":"1","type":"subscribe","payload":{"query":"{ station { id } }"}}', 4401],
    ['a message that is too large', `{"type":"ping","payload":{"x":"${'x'.repeat(5_000)}"}}`, 1009],
  ])('closes the connection at %s', async (_name, message, code) => {
    const { url } = await server({ messageBytes: 4_096 });
    const client = new RawClient(url);
    await client.open();
    client.send(message);
    expect((await client.closed).code).toBe(code);
  });

  it('closes a connection that says nothing, and one with another protocol', async () => {
    const { url } = await server({ initMilliseconds: 50 });
    const silent = new RawClient(url);
    expect((await silent.closed).code).toBe(4408);
    const other = new RawClient(url, '');
    expect((await other.closed).code).toBe(4406);
  });

  it('takes the token from the hello or the upgrade, and refuses a wrong one', async () => {
    const { url } = await server();
    const wrong = new RawClient(url);
    await wrong.open();
    wrong.send({ type: 'connection_init', payload: { authorization: 'Bearer bad' } });
    expect(await wrong.closed).toEqual({ code: 4403, reason: 'Forbidden: The token is not valid: it has expired.' });
    await (await RawClient.ready(url, { authorization: 'Bearer good' })).close();
    const byHeader = new RawClient(url, 'graphql-transport-ws', { authorization: 'Bearer bad' });
    await byHeader.open();
    byHeader.send({ type: 'connection_init' });
    expect((await byHeader.closed).code).toBe(4403);
  });

  it('ends a subscription whose token is no longer valid', async () => {
    const { url, subscribed, revokeTokens } = await server({ verifyMilliseconds: 20 });
    const client = await RawClient.ready(url, { authorization: 'Bearer good' });
    client.subscribe('1', CHANGED);
    await subscribed(1);
    revokeTokens();
    expect(await client.next()).toMatchObject({ payload: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    await subscribed(0);
  });

  it('limits connections of a client and operations of a connection', async () => {
    const { url, subscribed } = await server({ connectionsPerClient: 1, subscriptionsPerConnection: 1 });
    const client = await RawClient.ready(url);
    client.subscribe('1', CHANGED);
    await subscribed(1);
    client.subscribe('2', CHANGED);
    expect(await client.next()).toMatchObject({
      id: '2',
      type: 'error',
      payload: [{ extensions: { code: 'SUBSCRIPTION_LIMIT', limit: 1 } }],
    });
    await expect(new RawClient(url).open()).rejects.toThrow('429');
    await client.close();
    await subscribed(0);
    await expect
      .poll(() =>
        RawClient.ready(url).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  it('drops the subscription of a client that does not read', async () => {
    const { url, publish, subscribed } = await server({ queueLength: 3 });
    const client = await RawClient.ready(url);
    client.subscribe('1', CHANGED);
    await subscribed(1);
    client.socket.pause();
    // The buffers of both sockets hold some megabytes before anything waits here.
    for (let round = 0; round < 100; round++) publish('large');
    await subscribed(0);
    client.socket.resume();
    let message = await client.next();
    while (message.type === 'next' && !JSON.stringify(message).includes('SLOW_CONSUMER')) message = await client.next();
    expect(message).toMatchObject({ payload: { errors: [{ extensions: { code: 'SLOW_CONSUMER', limit: 3 } }] } });
    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    client.subscribe('2', '{ station { id } }');
    expect(await client.next()).toMatchObject({ id: '2', type: 'next' });
  });

  it('cuts off a client that gives no sign of life', async () => {
    const { url, subscribed } = await server({ pingMilliseconds: 30 });
    const client = await RawClient.ready(url);
    client.subscribe('1', CHANGED);
    await subscribed(1);
    client.socket.pause();
    await subscribed(0);
  });

  it('says good-bye when the server closes', async () => {
    const started = await startStreamServer();
    const client = await RawClient.ready(started.url);
    client.subscribe('1', CHANGED);
    await started.subscribed(1);
    const closing = started.close();
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    await closing;
    expect(started.sources.size).toBe(0);
  });

  it('answers upgrades to other places with 404', async () => {
    const { url } = await server();
    await expect(new RawClient(url.replace('/graphql', '/other')).open()).rejects.toThrow('404');
  });

  it('survives a client that leaves in the middle of the upgrade', async () => {
    const { url } = await server();
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.destroy();
    await (await RawClient.ready(url)).close();
  });
});
