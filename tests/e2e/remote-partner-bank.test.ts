import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type GraphAnswer, type SeededServer, startSeededServer } from '../support/seeded-server.js';

const EXAMPLE = new URL('../../examples/partner-bank/', import.meta.url);

interface Bank {
  readonly process: ChildProcess;
  readonly url: string;
}

let data: SeededDatabase;
let tripod: SeededServer;
let bank: Bank;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

/** Starts the example as the README says: a process of its own. */
async function startBank(port: string): Promise<Bank> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('server.js', EXAMPLE)), '--port', port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    const url = /ready at (\S+)/.exec(output)?.[1];
    if (url !== undefined) return { process: child, url };
  }
  throw new Error(`The bank did not start: ${output}`);
}

async function kill({ process: child }: Bank): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function circuit(): Promise<unknown> {
  const { remoteSubgraphs } = (await (await fetch(new URL('/readyz', tripod.url))).json()) as {
    remoteSubgraphs: { name: string; circuit: string }[];
  };
  return remoteSubgraphs.find(({ name }) => name === 'partner-bank')?.circuit;
}

interface Answer {
  country: { name: string; partnerBankProducts: { productId: string }[] | null };
}

const ask = (code: string): Promise<GraphAnswer<Answer>> =>
  tripod.ask<Answer>(
    'query ($code: CountryCode!) { country(code: $code) { name partnerBankProducts { productId name } } }',
    { code },
  );

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  data = await startSeededDatabase(['countries']);
  bank = await startBank('0');
  const [entry] = JSON.parse(await readFile(new URL('subgraphs.json', EXAMPLE), 'utf8')) as object[];
  tripod = await startSeededServer(data, {
    remoteSubgraphs: [
      {
        ...entry,
        url: bank.url,
        sdl: await readFile(new URL('schema.graphql', EXAMPLE), 'utf8'),
        circuitBreaker: { windowMilliseconds: 2_000, minimumRequests: 5, openMilliseconds: 300, trialRequests: 1 },
      },
    ],
  });
}, 120_000);

afterAll(async () => {
  // The process first: it must end whatever else fails.
  bank.process.kill('SIGKILL');
  await tripod.close();
  await data.close();
  process.off('unhandledRejection', onUnhandled);
});

describe("a partner bank's subgraph in a process of its own", () => {
  it('adds its products to countries', async () => {
    const { data: found, errors } = await tripod.ask(
      '{ countries(filter: { codes: ["DE", "NO", "FR"] }) { nodes { name partnerBankProducts { productId country { currency } } } } }',
    );
    expect(errors).toEqual([]);
    expect(found).toEqual({
      countries: {
        nodes: [
          { name: 'Germany', partnerBankProducts: [{ productId: 'NB-DE-1', country: { currency: 'EUR' } }] },
          { name: 'France', partnerBankProducts: [] },
          {
            name: 'Norway',
            partnerBankProducts: [
              { productId: 'NB-NO-1', country: { currency: 'NOK' } },
              { productId: 'NB-NO-2', country: { currency: 'NOK' } },
            ],
          },
        ],
      },
    });
  });

  it('costs its own fields only while it is killed and restarted under load', async () => {
    const kinds: ('whole' | 'without partner')[] = [];
    let going = true;
    const worker = async (code: string, name: string) => {
      for (let requests = 0; going && requests < 2_000; requests++) {
        const { status, data: found, errors } = await ask(code);
        expect(status).toBe(200);
        expect(found.country.name).toBe(name);
        if (found.country.partnerBankProducts === null) {
          expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
            [['country', 'partnerBankProducts'], 'SUBGRAPH_UNAVAILABLE'],
          ]);
          kinds.push('without partner');
        } else {
          expect(errors).toEqual([]);
          expect(found.country.partnerBankProducts[0]?.productId).toMatch(new RegExp(`^NB-${code}-`));
          kinds.push('whole');
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const load = Promise.all([worker('DE', 'Germany'), worker('NO', 'Norway'), worker('NO', 'Norway')]);
    try {
      await vi.waitFor(() => expect(kinds.filter((kind) => kind === 'whole').length).toBeGreaterThan(20), 20_000);
      await kill(bank);
      await vi.waitFor(async () => expect(await circuit()).toBe('open'), { timeout: 20_000, interval: 20 });
      const dead = kinds.length;
      await vi.waitFor(() => expect(kinds.length).toBeGreaterThan(dead + 20), 20_000);
      expect(new Set(kinds.slice(dead + 3))).toEqual(new Set(['without partner']));

      bank = await startBank(new URL(bank.url).port);
      await vi.waitFor(async () => expect(await circuit()).toBe('closed'), { timeout: 20_000, interval: 20 });
      const back = kinds.length;
      await vi.waitFor(() => expect(kinds.length).toBeGreaterThan(back + 20), 20_000);
      expect(new Set(kinds.slice(back + 3))).toEqual(new Set(['whole']));
    } finally {
      going = false;
      await load;
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  }, 120_000);
});
