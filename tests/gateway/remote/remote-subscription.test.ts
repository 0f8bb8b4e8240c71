import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionResult } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { readEvents } from '../../../src/gateway/remote/event-source.js';
import { type RemoteTransportOptions, remoteTransport } from '../../../src/gateway/remote/remote-transport.js';
import { type StreamServer, startStreamServer } from '../../http/subscriptions/stream-server.js';
import { federate, subgraph } from '../subgraph-fixture.js';

type Protocol = 'sse' | 'websocket';

/** A gateway whose subgraph with the subscription is behind a socket; names of stations are in this process. */
function gatewayOver(url: string, protocol: Protocol, options: Partial<RemoteTransportOptions> = {}) {
  const transport = remoteTransport({ name: 'stations', url, subscriptions: { protocol }, ...options });
  onTestFinished(() => transport.close());
  const stations = subgraph(
    'stations',
    `type Query { station: Station } type Subscription { changed: Station! refused: Station }
     type Station @key(fields: "id") { id: ID! load: String! }`,
  );
  const names = subgraph('labels', 'type Station @key(fields: "id") { id: ID! label: String }', {
    fields: { Station: { label: ({ id }) => `Label ${id}` } },
  });
  return federate([stations, names], { transports: { stations: transport } }).gateway;
}

async function upstream(): Promise<StreamServer> {
  const server = await startStreamServer();
  onTestFinished(() => server.close());
  return server;
}

/** A server that answers HTTP as it is told. */
async function answering(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

function streamOf(answer: AsyncGenerator<ExecutionResult, void, void> | ExecutionResult) {
  if (!(Symbol.asyncIterator in answer)) throw new Error(`no stream: ${JSON.stringify(answer)}`);
  return answer;
}

const CHANGED = { source: 'subscription { now: changed { load label } }', context: {} };

describe.each<Protocol>(['sse', 'websocket'])('a remote subscription over %s', (protocol) => {
  it('resolves each event through the plan, goes on after errors, and ends where the consumer leaves', async () => {
    const { url, publish, subscribed } = await upstream();
    const stream = streamOf(await gatewayOver(url, protocol).subscribe(CHANGED));
    const first = stream.next();
    await subscribed(1);
    for (const id of ['a', 'bad', 'b']) publish(id);
    expect((await first).value).toEqual({ data: { now: { load: 'low', label: 'Label a' } } });
    expect((await stream.next()).value).toMatchObject({ data: null, errors: [{ path: ['now', 'load'] }] });
    expect((await stream.next()).value).toEqual({ data: { now: { load: 'low', label: 'Label b' } } });
    const waiting = stream.next();
    await stream.return();
    expect((await waiting).done).toBe(true);
    await subscribed(0);
  });

  it('ends when the request is aborted', async () => {
    const { url, subscribed } = await upstream();
    const controller = new AbortController();
    const answer = await gatewayOver(url, protocol).subscribe({ ...CHANGED, signal: controller.signal });
    const next = streamOf(answer).next();
    await subscribed(1);
    controller.abort();
    expect((await next).done).toBe(true);
    await subscribed(0);
  });

  it('says so at its end where the subgraph goes away', async () => {
    const server = await startStreamServer();
    const stream = streamOf(await gatewayOver(server.url, protocol).subscribe(CHANGED));
    const next = stream.next();
    await server.subscribed(1);
    await server.close();
    expect((await next).value).toMatchObject({
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'stations' } }],
    });
    expect((await stream.next()).done).toBe(true);
  });

  it('hands on why the subgraph refuses', async () => {
    const { url } = await upstream();
    const answer = await gatewayOver(url, protocol).subscribe({
      source: 'subscription { refused { id } }',
      context: {},
    });
    const refused = Symbol.asyncIterator in answer ? (await answer.next()).value : answer;
    expect(refused).toMatchObject({ errors: [{ message: 'Not for you.', extensions: { code: 'FORBIDDEN' } }] });
  });

  it('forwards headers', async () => {
    const { url } = await upstream();
    const answer = await gatewayOver(url, protocol, { headers: { authorization: 'Bearer bad' } }).subscribe(CHANGED);
    expect(JSON.stringify(answer)).toMatch(/The token is not valid/);
  });

  it('is not possible where nobody listens', async () => {
    const answer = await gatewayOver('http://127.0.0.1:9/graphql', protocol).subscribe(CHANGED);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
  });

  it('does not wait for ever for a subgraph that says nothing', async () => {
    const url = await answering(() => undefined);
    const answer = await gatewayOver(url, protocol, { timeoutMilliseconds: 50 }).subscribe(CHANGED);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
  });
});

describe('server-sent events of a subgraph', () => {
  it('are read however they are cut and however lines end', async () => {
    const text = ': hi\r\nevent: next\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata:x\n\nevent: complete\ndata\n\n';
    for (const size of [1, 2, 3, 7, text.length]) {
      const chunks = (async function* () {
        for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
      })();
      const events = [];
      for await (const event of readEvents(chunks, 1_000)) events.push(event);
      expect(events).toEqual([
        { event: 'next', data: '{"a":\n1}' },
        { event: 'message', data: 'x' },
        { event: 'complete', data: '' },
      ]);
    }
  });

  it('are no longer than allowed', async () => {
    const endless = (async function* () {
      for (;;) yield 'data: xxxxxxxxxxxxxxxx';
    })();
    await expect(readEvents(endless, 1_000).next()).rejects.toThrow(RangeError);
  });

  it('may be nonsense, which costs one event', async () => {
    const url = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        'event: next\ndata: nonsense\n\nevent: next\ndata: {"data":{"changed":{"id":"a","load":"low"}}}\n\nevent: complete\n\n',
      );
    });
    const stream = streamOf(
      await gatewayOver(url, 'sse').subscribe({ ...CHANGED, source: 'subscription { changed { load } }' }),
    );
    expect((await stream.next()).value).toMatchObject({
      errors: [{ extensions: { code: 'SUBGRAPH_INVALID_ANSWER' } }],
    });
    expect((await stream.next()).value).toEqual({ data: { changed: { load: 'low' } } });
    expect((await stream.next()).done).toBe(true);
  });
});

describe('a WebSocket of a subgraph', () => {
  it('is held up when it sends faster than its events are taken', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => server.close());
    await once(server, 'listening');
    const payload = { data: { changed: { id: 'a', load: 'x'.repeat(100_000) } } };
    let unsent = 0;
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        const { type } = JSON.parse(String(data)) as { type: string };
        if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
        if (type !== 'subscribe') return;
        for (let event = 0; event < 500; event++) socket.send(JSON.stringify({ id: '1', type: 'next', payload }));
        socket.send('{"id":"1","type":"complete"}');
        setTimeout(() => {
          unsent = socket.bufferedAmount;
        }, 200);
      });
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await gatewayOver(url, 'websocket').subscribe({
      ...CHANGED,
      source: 'subscription { changed { load } }',
    });
    await expect.poll(() => unsent, { timeout: 5_000 }).toBeGreaterThan(10_000_000);
    let events = 0;
    for await (const { data } of streamOf(answer)) if (data) events++;
    expect(events).toBe(500);
  });

  it('may speak nonsense, which ends the stream', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => server.close());
    await once(server, 'listening');
    server.on('connection', (socket) => {
      socket.send('{"type":"connection_ack"}');
      socket.on('message', () => socket.send('nonsense'));
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await gatewayOver(url, 'websocket').subscribe(CHANGED);
    const last = Symbol.asyncIterator in answer ? (await answer.next()).value : answer;
    expect(last).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
  });
});
