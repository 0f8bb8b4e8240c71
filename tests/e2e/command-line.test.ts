import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  type CommandResult,
  killTripods,
  type RunningCommand,
  runTripod,
  startTripod,
} from '../support/command-line.js';

const READY = /ready at (http:\/\/localhost:\d+\/graphql) \(open it in a browser/;
const START_MILLISECONDS = 60_000;

const workspace = mkdtempSync(join(tmpdir(), 'tripod-cli-'));
afterAll(() => {
  killTripods();
  rmSync(workspace, { recursive: true, force: true });
});

let folders = 0;

/** A data folder of its own that does not exist yet, and any free port. */
function freshPlace(): { TRIPOD_DATA_DIR: string; PORT: string } {
  folders += 1;
  return { TRIPOD_DATA_DIR: join(workspace, `data-${folders}`), PORT: '0' };
}

async function urlOf(command: RunningCommand): Promise<string> {
  return (await command.until(READY))[1] ?? '';
}

async function ask(url: string, query: string, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** The one line that a command which failed tells people. */
function complaint({ stderr }: CommandResult): string {
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

describe('every command', () => {
  it.each([
    [[]],
    [['serve']],
    [['seed']],
    [['schema']],
    [['token']],
    [['gateway']],
    [['subgraph']],
    [['embedded-mongo']],
  ])('%j has --help', async (command) => {
    const { code, stdout, stderr } = await runTripod([...command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: ${['tripod', ...command].join(' ')}`);
    if (command.length > 0) {
      expect(stdout).toMatch(new RegExp(`Example:\\n  .*tripod ${command[0]}`));
    }
  });
});

describe('wrong use ends with 2 and is told', () => {
  it.each<[string[], Record<string, string>, string]>([
    [['serve'], { PORT: 'web' }, 'tripod: PORT must be a port from 0 to 65535, not "web"'],
    [['serve'], { MONGODB_URI: 'postgres://x' }, 'tripod: MONGODB_URI must begin with mongodb:// or mongodb+srv://'],
    [['serve'], { LOG_LEVEL: 'loud' }, 'tripod: LOG_LEVEL must be one of silent, error, warn, info, debug, not "loud"'],
    [
      ['token', '--scope', 'king'],
      {},
      'tripod: --scope: there is no scope "king"; choose of internal, bank, authority, legitimate-interest',
    ],
    [['token', '--scope', 'bank'], {}, 'tripod: --partner belongs to --scope bank: give both or neither'],
    [['embedded-mongo', '--port', 'x'], {}, 'tripod: --port must be a port from 0 to 65535, not "x"'],
  ])('%j with %j', async (words, environment, line) => {
    const result = await runTripod(words, environment);
    expect({ code: result.code, line: complaint(result) }).toEqual({ code: 2, line });
  });

  it.each([
    [['dance'], "unknown command 'dance'"],
    [['serve', '--loud'], "unknown option '--loud'"],
    [['serve', 'everything'], 'too many arguments'],
    [['token'], "required option '--scope <scope...>' not specified"],
    [['gateway'], "required option '--supergraph <file>' not specified"],
  ])('%j', async (words, reason) => {
    const { code, stdout, stderr } = await runTripod(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('(run with --help for an example)');
  });
});

describe('failed work ends with 1 and one line', () => {
  it(
    'where the port is taken',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      onTestFinished(() => void other.close());
      const address = other.address();
      const PORT = String(typeof address === 'object' ? address?.port : address);
      const result = await runTripod(['serve', '--no-seed'], { ...freshPlace(), PORT });
      expect({ code: result.code, line: complaint(result) }).toEqual({
        code: 1,
        line: `tripod: Port ${PORT} on 127.0.0.1 is taken: end the other program or set PORT.`,
      });
    },
    START_MILLISECONDS,
  );

  it(
    'where no database answers at MONGODB_URI, without the password in it',
    async () => {
      const MONGODB_URI = 'mongodb://user:secret@127.0.0.1:1/tripod';
      const result = await runTripod(['seed'], { MONGODB_URI });
      expect({ code: result.code, line: complaint(result) }).toEqual({
        code: 1,
        line: 'tripod: The database at mongodb://127.0.0.1:1/tripod cannot be opened: connect ECONNREFUSED 127.0.0.1:1',
      });
    },
    START_MILLISECONDS,
  );
});

describe('tripod schema', () => {
  it(
    'prints the schema that clients see',
    async () => {
      const { code, stdout, stderr } = await runTripod(['schema']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const types = parse(stdout).definitions.map((definition) => 'name' in definition && definition.name?.value);
      expect(types).toEqual(expect.arrayContaining(['Query', 'Country', 'ChargingLocation', 'FinancingProduct']));
      expect(types).not.toContain('_Entity');
    },
    START_MILLISECONDS,
  );
});

describe('tripod serve with MONGODB_URI', () => {
  it(
    'keeps its data there, and seeds nothing that it was not asked to',
    async () => {
      const mongod = startTripod(['embedded-mongo', '--port', '0']);
      const uri = (await mongod.until(/^mongodb:\/\/127\.0\.0\.1:\d+\/\S*\n/))[0].trim();
      const server = startTripod(['serve'], { ...freshPlace(), MONGODB_URI: uri });
      const url = await urlOf(server);
      expect(await ask(url, '{ countries(first: 1) { nodes { code } } }')).toEqual({
        data: { countries: { nodes: [] } },
      });
      const { code, stdout } = await server.stop('SIGINT');
      expect(code).toBe(0);
      expect(stdout).toContain('tripod: data: MongoDB at mongodb://127.0.0.1:');
      expect(stdout).not.toContain('seed');
      expect((await mongod.stop('SIGTERM')).code).toBe(0);
    },
    START_MILLISECONDS,
  );
});

describe.skipIf(process.env.MONGODB_URI)('the data folder of the embedded database (skipped with MONGODB_URI)', () => {
  it(
    'is told of in one line where a file has its name',
    async () => {
      const file = join(workspace, 'file');
      writeFileSync(file, '');
      const result = await runTripod(['serve'], { TRIPOD_DATA_DIR: file });
      expect({ code: result.code, line: complaint(result) }).toEqual({
        code: 1,
        line: `tripod: ${file} cannot hold the data: a file has that name. Set TRIPOD_DATA_DIR to another folder.`,
      });
    },
    START_MILLISECONDS,
  );

  // The superuser may write anywhere.
  it.skipIf(process.getuid?.() === 0)(
    'is told of in one line where it cannot be written',
    async () => {
      const folder = mkdtempSync(join(workspace, 'read-only-'));
      chmodSync(folder, 0o500);
      const result = await runTripod(['seed'], { TRIPOD_DATA_DIR: folder });
      expect({ code: result.code, line: complaint(result) }).toEqual({
        code: 1,
        line: `tripod: ${folder} cannot hold the data: this user may not write there. Set TRIPOD_DATA_DIR to another folder.`,
      });
    },
    START_MILLISECONDS,
  );

  it(
    'is refused where a byte of its journal has changed',
    async () => {
      const { TRIPOD_DATA_DIR } = freshPlace();
      const mongod = startTripod(['embedded-mongo', '--port', '0', '--data', TRIPOD_DATA_DIR]);
      const client = new mongo.MongoClient((await mongod.until(/^mongodb:\S+/))[0]);
      for (const part of [1, 2, 3]) {
        await client
          .db('tripod')
          .collection('notes')
          .insertOne({ part, text: 'x'.repeat(1_000) });
      }
      await client.close();
      expect((await mongod.stop('SIGTERM')).code).toBe(0);
      const [name = ''] = readdirSync(TRIPOD_DATA_DIR).filter((file) => file.startsWith('journal.'));
      const journal = join(TRIPOD_DATA_DIR, name);
      const bytes = readFileSync(journal);
      const middle = Math.floor(bytes.length / 2);
      bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
      writeFileSync(journal, bytes);

      const result = await runTripod(['serve', '--no-seed'], { TRIPOD_DATA_DIR, PORT: '0' });
      expect(result.code).toBe(1);
      expect(complaint(result)).toContain(`damaged data: ${journal} at byte `);
      expect(readFileSync(journal)).toEqual(bytes);
    },
    START_MILLISECONDS,
  );

  describe('with the seed', () => {
    const place = { ...freshPlace(), TRIPOD_DATA_DIR: join(workspace, 'seeded') };
    let interrupted: CommandResult;
    let continued: CommandResult;
    let running: RunningCommand;
    let url: string;

    // One load for all tests: it is interrupted, goes on, and is found complete by the third start.
    beforeAll(async () => {
      const first = startTripod(['serve'], place);
      await first.until(/seed: \d+ of \d+ records, now towns/);
      interrupted = await first.stop('SIGTERM');
      const second = startTripod(['serve'], place);
      await second.until(READY);
      continued = await second.stop('SIGINT');
      running = startTripod(['serve'], place);
      url = await urlOf(running);
    }, 600_000);

    afterAll(async () => {
      expect(await running.stop('SIGTERM')).toMatchObject({ code: 0 });
    });

    it('ends in good order at a signal while it loads', () => {
      expect({ ...interrupted, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(interrupted.stdout).toContain(`tripod: data: embedded database in ${place.TRIPOD_DATA_DIR}\n`);
      expect(interrupted.stdout).not.toContain('seed data loaded');
      expect(interrupted.stdout).toMatch(/tripod: ended\n$/);
    });

    it('is loaded with progress by the first start that may finish', () => {
      expect({ ...continued, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(continued.stdout).toMatch(/seed: \d+ of \d+ records, now charging_locations/);
      expect(continued.stdout).toMatch(/tripod: seed data loaded: \d{4,} records from \d+ files/);
      expect(continued.stdout).toMatch(/SIGINT: ending\ntripod: ended\n$/);
    });

    it('is served at once by the next start', async () => {
      await running.until(/tripod: seed data is loaded already \(\d+ files\)/);
      expect(await ask(url, '{ country(code: "NO") { name currency } }')).toEqual({
        data: { country: { name: 'Norway', currency: 'NOK' } },
      });
      const page = await fetch(url, { headers: { accept: 'text/html' } });
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    });

    it(
      'is shared by further processes, which leave the running one alone',
      async () => {
        const other = startTripod(['serve', '--no-seed'], place);
        const otherUrl = await urlOf(other);
        expect(otherUrl).not.toBe(url);
        expect(await ask(otherUrl, '{ country(code: "NO") { name } }')).toEqual({
          data: { country: { name: 'Norway' } },
        });
        const { code, stdout } = await other.stop('SIGTERM');
        expect(code).toBe(0);
        expect(stdout).toContain(`data: embedded database in ${place.TRIPOD_DATA_DIR} (another process serves it)\n`);
        const seed = await runTripod(['seed'], place);
        expect(seed).toMatchObject({ code: 0, stderr: '' });
        expect(seed.stdout).toMatch(/^tripod: 0 records from 0 of \d+ files/);
        expect(await ask(url, '{ country(code: "NO") { name } }')).toEqual({ data: { country: { name: 'Norway' } } });
      },
      START_MILLISECONDS,
    );

    it(
      'knows the tokens that `tripod token` signs with the key of the folder',
      async () => {
        const report = `mutation { updateEvseStatus(input: { countryCode: "NO", partyId: "XXX", locationId: "none",
        evseUid: "none", status: AVAILABLE }) { locationId } }`;
        const codeWith = async (token?: string): Promise<unknown> => {
          const answer = (await ask(url, report, token)) as { errors?: { extensions?: { code?: string } }[] };
          return answer.errors?.[0]?.extensions?.code;
        };
        const [bank, internal, stranger] = await Promise.all([
          runTripod(['token', '--scope', 'bank', '--partner', 'demo-bank-no'], place),
          runTripod(['token', '--scope', 'internal'], place),
          runTripod(['token', '--scope', 'internal'], freshPlace()),
        ]);
        expect([bank.code, internal.code, stranger.code]).toEqual([0, 0, 0]);
        expect(await codeWith()).toBe('UNAUTHORIZED_FIELD');
        expect(await codeWith(stranger.stdout.trim())).toBe('UNAUTHENTICATED');
        expect(await codeWith(bank.stdout.trim())).toBe('UNAUTHORIZED_FIELD');
        expect(await codeWith(internal.stdout.trim())).toBe('NOT_FOUND');
      },
      START_MILLISECONDS,
    );
  });
});
