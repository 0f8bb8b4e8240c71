import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RemoteTransportOptions, remoteTransport } from '../../../src/gateway/remote/remote-transport.js';
import type { SubgraphTransport } from '../../../src/gateway/subgraph-transport.js';

const servers: Server[] = [];
const transports: SubgraphTransport[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await Promise.all(transports.splice(0).map((transport) => transport.close?.()));
});

/** A transport to a server that answers as it is told. */
async function transportTo(
  respond: (request: IncomingMessage, body: string, response: ServerResponse) => void,
  options: Partial<RemoteTransportOptions> = {},
): Promise<SubgraphTransport> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => respond(request, Buffer.concat(chunks).toString(), response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const transport = remoteTransport({ name: 'bank', url: `http://127.0.0.1:${port}/graphql?x=1`, ...options });
  transports.push(transport);
  return transport;
}

const json =
  (status: number, body: unknown) => (_request: IncomingMessage, _body: string, response: ServerResponse) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  };

describe('a remote transport', () => {
  it('posts operation, variables and headers, and returns the answer', async () => {
    const seen: unknown[] = [];
    const transport = await transportTo(
      (request, body, response) => {
        seen.push(
          request.method,
          request.url,
          request.headers['content-type'],
          request.headers.authorization,
          JSON.parse(body),
        );
        json(200, { data: { n: 1 } })(request, body, response);
      },
      { headers: (context) => ({ authorization: (context as { token: string }).token }) },
    );
    const answer = await transport.prepare('query($a:Int){n(a: $a)}')({ a: 1 }, { token: 'Bearer t' });
    expect(answer).toEqual({ data: { n: 1 } });
    expect(seen).toEqual([
      'POST',
      '/graphql?x=1',
      'application/json',
      'Bearer t',
      { query: 'query($a:Int){n(a: $a)}', variables: { a: 1 } },
    ]);
  });

  it('keeps its connections', async () => {
    const ports = new Set<number | undefined>();
    const transport = await transportTo((request, body, response) => {
      ports.add(request.socket.remotePort);
      json(200, { data: {} })(request, body, response);
    });
    for (let n = 0; n < 20; n++) await transport.prepare('{n}')({}, {});
    expect(ports.size).toBeLessThan(5);
  });

  it('takes a GraphQL answer whatever its status', async () => {
    const transport = await transportTo(json(400, { errors: [{ message: 'bad', extensions: { code: 'X' } }] }));
    expect(await transport.prepare('{n}')({}, {})).toEqual({ errors: [{ message: 'bad', extensions: { code: 'X' } }] });
  });

  it.each([
    [500, 'Internal Server Error', 'SUBGRAPH_UNAVAILABLE'],
    [503, { error: 'busy' }, 'SUBGRAPH_UNAVAILABLE'],
    [200, '<html>', 'SUBGRAPH_INVALID_ANSWER'],
    [200, '[1]', 'SUBGRAPH_INVALID_ANSWER'],
    [200, '', 'SUBGRAPH_INVALID_ANSWER'],
  ])('answers status %i with body %j by a clear error', async (status, body, code) => {
    const transport = await transportTo(json(status, body));
    const { errors } = await transport.prepare('{n}')({}, {});
    expect(errors?.map((error) => error.extensions)).toEqual([{ code, subgraph: 'bank' }]);
  });

  it('gives up after its time', async () => {
    const transport = await transportTo(() => {}, { timeoutMilliseconds: 50 });
    const { errors } = await transport.prepare('{n}')({}, {});
    expect(errors?.[0]?.message).toBe('Subgraph "bank" is unavailable: no answer within 50 ms');
  });

  it('gives up after its time in the middle of an answer', async () => {
    const transport = await transportTo((_request, _body, response) => void response.write('{"data":'), {
      timeoutMilliseconds: 80,
    });
    const { errors } = await transport.prepare('{n}')({}, {});
    expect(errors?.[0]?.message).toMatch(/no answer within 80 ms/);
  });

  it('refuses an answer that is too long', async () => {
    const transport = await transportTo(json(200, { data: { text: 'x'.repeat(5_000) } }), {
      maximumAnswerBytes: 1_000,
    });
    const { errors } = await transport.prepare('{text}')({}, {});
    expect(errors?.[0]?.message).toMatch(/longer than 1000 bytes/);
  });

  it('says so when nobody listens', async () => {
    const transport = await transportTo(json(200, {}));
    const server = servers.pop();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    const { errors } = await transport.prepare('{n}')({}, {});
    expect(errors?.[0]?.message).toBe('Subgraph "bank" is unavailable: it cannot be reached');
    expect(errors?.[0]?.originalError).toBeInstanceOf(Error);
  });

  it('stops when the request is cancelled', async () => {
    const controller = new AbortController();
    const transport = await transportTo(() => controller.abort());
    const { errors } = await transport.prepare('{n}')({}, {}, controller.signal);
    expect(errors?.[0]?.message).toMatch(/cancelled/);
  });

  it('lets a wrapper around its sending see what may be sent again', async () => {
    const seen: boolean[] = [];
    const transport = await transportTo(json(200, { data: {} }), {
      wrapPost: (post) => (request) => {
        seen.push(request.idempotent);
        return post(request);
      },
    });
    await transport.prepare('{n}')({}, {});
    await transport.prepare('mutation{n}')({}, {});
    expect(seen).toEqual([true, false]);
  });

  it('refuses what is no http URL', () => {
    expect(() => remoteTransport({ name: 'bank', url: 'file:///etc/passwd' })).toThrow(/http or https/);
    expect(() => remoteTransport({ name: 'bank', url: '/graphql' })).toThrow(TypeError);
  });
});
