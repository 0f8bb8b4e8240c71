import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RateLimit } from '../../../src/http/guards/rate-limit.js';
import { connectRedis, type RedisConnection } from '../../../src/http/guards/redis-connection.js';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

function connected(port: number, told: string[] = []): RedisConnection {
  const redis = connectRedis(`redis://127.0.0.1:${port}`, (line) => told.push(line));
  closing.unshift(() => redis.close());
  return redis;
}

function limitOf(requestsPerMinute: number, redis: RedisConnection): RateLimit {
  return new RateLimit({ requestsPerMinute, costPerMinute: null, redis });
}

/** As much of Redis as counting needs: it keeps counters and answers the script that increments one. */
async function littleRedis(): Promise<{ server: Server; port: number; counters: Map<string, number> }> {
  const counters = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      // Commands are short, and each arrives in one piece on loopback: "*3\r\n$4\r\nEVAL\r\n...".
      for (const command of data.toString().split(/(?=\*\d+\r\n\$)/)) {
        const words = command.split('\r\n').filter((_word, index) => index > 0 && index % 2 === 0);
        socket.write(reply(words, counters));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port, counters };
}

function reply(words: readonly string[], counters: Map<string, number>): string {
  switch (words[0]?.toLowerCase()) {
    case 'evalsha':
    case 'eval': {
      const [key = '', points = '0'] = words.slice(3);
      const count = (counters.get(key) ?? 0) + Number(points);
      counters.set(key, count);
      return `*2\r\n:${count}\r\n:60000\r\n`;
    }
    case 'info':
      return '$16\r\nredis_version:7\n\r\n';
    default:
      return '+OK\r\n';
  }
}

describe('rate limit with Redis', () => {
  it('shares its counts between processes', async () => {
    const { port, counters } = await littleRedis();
    const [one, two] = [connected(port), connected(port)];
    await expect.poll(() => [one.client.status, two.client.status]).toEqual(['ready', 'ready']);
    await limitOf(2, one).countRequest('alice');
    await limitOf(2, two).countRequest('alice');
    await expect(limitOf(2, one).countRequest('alice')).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED', limit: 2, retryAfterSeconds: 60 },
    });
    await limitOf(2, two).countRequest('bob');
    expect([...counters]).toEqual([
      ['tripod:requests:alice', 3],
      ['tripod:requests:bob', 1],
    ]);
  });

  it('goes on counting for itself while Redis is not there, and says so once', async () => {
    const { server, port } = await littleRedis();
    await new Promise((resolve) => server.close(resolve));
    const told: string[] = [];
    const limit = limitOf(2, connected(port, told));
    await limit.countRequest('alice');
    await limit.countRequest('alice');
    await expect(limit.countRequest('alice')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    await expect.poll(() => told.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(told).toEqual([expect.stringMatching(/^Redis is out of reach/)]);
  });

  it('does not wait for a Redis that does not answer', async () => {
    const silent = createServer((socket) => closing.push(() => void socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closing.push(() => void silent.close());
    const limit = limitOf(1, connected((silent.address() as AddressInfo).port));
    await limit.countRequest('alice');
    await expect(limit.countRequest('alice')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  });
});
