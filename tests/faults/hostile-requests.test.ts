import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostileRequest, hostileRequests, Random } from './hostile-requests.js';

/** `HOSTILE_REQUESTS=10000` for the long run, which reports status codes and memory. */
const COUNT = Number(process.env.HOSTILE_REQUESTS ?? 400);
const SEED = Number(process.env.HOSTILE_SEED ?? 20_261_124);
const CONCURRENCY = 8;
/** Between the hostile ones, every so many, comes a request that deserves its answer. */
const VALID_EVERY = 20;

let server: ChildProcess;
let port: number;
let dataDirectory: string;
let complaints = '';
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
/** Well-behaved clients have connections of their own, which no refused body has closed. */
const goodAgent = new Agent({ keepAlive: false });

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'tripod-hostile-'));
  server = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'serve', '--no-seed'], {
    env: { ...process.env, PORT: '0', TRIPOD_DATA_DIR: dataDirectory, LOG_LEVEL: 'error', MONGODB_URI: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stderr?.on('data', (data: Buffer) => {
    complaints += data;
  });
  port = await announcedPort(server);
});

afterAll(async () => {
  agent.destroy();
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await rm(dataDirectory, { recursive: true, force: true });
});

function announcedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const look = (data: Buffer) => {
      output += data;
      const announced = /http:\/\/[^\s:]+:(\d+)\/graphql/.exec(output)?.[1];
      if (announced !== undefined) {
        resolve(Number(announced));
      }
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', () => reject(new Error(`the server has ended: ${output}`)));
  });
}

/** The status, or 0 where the server closed the connection without one. */
function send(
  { method, path, headers, body }: Omit<HostileRequest, 'kind'>,
  through: Agent = agent,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const outgoing = request({ host: '127.0.0.1', port, agent: through, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => {
        text += data;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on('error', () => resolve({ status: 0, text: '' }));
    outgoing.end(body ?? undefined);
  });
}

async function validAnswer(): Promise<unknown> {
  const body = JSON.stringify({ query: '{ __typename countries(first: 1) { pageInfo { hasNextPage } } }' });
  const { text } = await send(
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body,
    },
    goodAgent,
  );
  return JSON.parse(text);
}

/** Resident memory of the server in MiB; Linux only. */
function memory(field: 'VmRSS' | 'VmHWM'): number | undefined {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

describe('hostile requests', () => {
  it(`${COUNT} of them are refused without harm, and valid ones answered meanwhile`, {
    timeout: 60_000 + COUNT * 200,
  }, async () => {
    const statuses = new Map<string, number>();
    const failures: string[] = [];
    const requests = hostileRequests(COUNT, SEED);
    let sent = 0;
    const attack = async (): Promise<void> => {
      for (const hostile of requests) {
        const { status, text } = await send(hostile);
        statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
        if (status >= 500 || text.includes('"INTERNAL"') || /node_modules|\.ts:\d/.test(text)) {
          failures.push(`${status} ${hostile.kind}: ${String(hostile.body).slice(0, 300)} -> ${text.slice(0, 300)}`);
        }
        if (++sent % VALID_EVERY === 0) {
          expect(await validAnswer()).toEqual({
            data: { __typename: 'Query', countries: { pageInfo: { hasNextPage: false } } },
          });
        }
      }
    };
    // The workers share one generator: a `for` over it would end it for all when one of them leaves.
    await Promise.all(Array.from({ length: CONCURRENCY }, attack));

    expect(failures).toEqual([]);
    expect(server.exitCode).toBeNull();
    expect(complaints).not.toMatch(/unexpected error|unhandled|uncaught/i);
    expect(sent).toBe(COUNT);
    if (process.env.HOSTILE_REQUESTS !== undefined) {
      const report = [...statuses].sort().map(([status, count]) => `${status}: ${count}`);
      process.stderr.write(
        `${COUNT} requests, seed ${SEED}: ${report.join(', ')}; resident ${memory('VmRSS')} MiB, peak ${memory('VmHWM')} MiB\n`,
      );
    }
  });

  it('bytes that are no HTTP end their connection only', async () => {
    const random = new Random(SEED);
    for (let round = 0; round < 20; round++) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.end(
        random.pick<Buffer | string>([
          random.bytes(random.integer(1, 2_000)),
          'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
          'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query":',
          'GET /graphql HTTP/9.9\r\n\r\n',
          `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
        ]),
      );
      socket.resume();
      // A reset is an end like any other; `once` would take it for a failure.
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await validAnswer()).toMatchObject({ data: { __typename: 'Query' } });
  });
});
