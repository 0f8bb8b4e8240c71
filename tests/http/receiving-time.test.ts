import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importUploadRoute } from '../../src/http/import-upload-route.js';
import { limitReceivingTime } from '../../src/http/receiving-time.js';

/** Far shorter than a whole upload takes below, and far longer than the pauses in it. */
const RECEIVING = 300;
const PAUSE = 2_000;

let app: FastifyInstance;
let port: number;
let received: string[];
let failed: number;
const logged: unknown[] = [];

beforeAll(async () => {
  app = Fastify();
  limitReceivingTime(app, RECEIVING);
  app.setErrorHandler((error, _request, reply) => {
    logged.push(error);
    reply.code(500).send({});
  });
  const receive = async (id: string, _authorization: string | undefined, file: Readable) => {
    try {
      received.push(`${id}: ${await buffer(file)}`);
    } catch (error) {
      failed += 1;
      throw error;
    }
  };
  importUploadRoute(app, { receive }, PAUSE);
  app.post('/graphql', async () => ({ data: {} }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => app.close());
beforeEach(() => {
  received = [];
  failed = 0;
  logged.length = 0;
});

async function begin(line: string, length: number): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
  );
  return { socket, answer: buffer(socket).then(String) };
}

describe('a request', () => {
  it('whose body is not whole in time is ended', async () => {
    const { socket, answer } = await begin('POST /graphql', 100);
    socket.write('{"query":');
    expect(await answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it('that arrives whole is answered', async () => {
    const { socket, answer } = await begin('POST /graphql', 2);
    socket.write('{}');
    expect(await answer).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('an upload', () => {
  it('may take longer than a request, as long as bytes keep coming', async () => {
    const { socket, answer } = await begin('PUT /imports/a', 10);
    for (const digit of '0123456789') {
      socket.write(digit);
      await wait(RECEIVING / 5);
    }
    expect(await answer).toMatch(/^HTTP\/1.1 202 /);
    expect(received).toEqual(['a: 0123456789']);
  });

  it('that falls silent is ended, and is no file', async () => {
    const { socket, answer } = await begin('PUT /imports/b', 10);
    socket.write('0123');
    expect(await answer).toMatch(/^HTTP\/1.1 408 /);
    await expect.poll(() => failed).toBe(1);
    expect([received, logged]).toEqual([[], []]);
  });

  it('whose sender goes away is no unexpected error', async () => {
    const { socket, answer } = await begin('PUT /imports/c', 10);
    answer.catch(() => undefined);
    socket.write('0123');
    await wait(50);
    socket.destroy();
    await expect.poll(() => failed).toBe(1);
    expect([received, logged]).toEqual([[], []]);
  });
});

describe('a server that closes', () => {
  it.each([
    ['is not whole', 100, '{"q', /^HTTP\/1\.1 503 /],
    ['has been refused before it was whole', 5_000, 'x'.repeat(2_000), /^HTTP\/1\.1 413 /],
  ])('does not wait for a request that %s', async (_what, length, start, expected) => {
    const closing = Fastify({ bodyLimit: 1_000 });
    limitReceivingTime(closing, 60_000);
    closing.post('/graphql', async () => ({ data: {} }));
    await closing.listen({ port: 0, host: '127.0.0.1' });
    const address = closing.server.address();
    const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
    await once(socket, 'connect');
    const answer = buffer(socket).then(String, () => 'reset');
    const arrived = once(closing.server, 'request');
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${start}`,
    );
    await arrived;
    await closing.close();
    expect(await answer).toMatch(expected);
  });
});
