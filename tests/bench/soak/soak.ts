// Ten minutes under mixed load; see README.md beside this file.
import { setMaxListeners } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineLine } from '../report/machine.js';
import { ReadyChild } from './child.js';
import { Client } from './client.js';
import { PartnerBank } from './partner-bank.js';
import { pause, type ReportedSite, sendTraffic } from './requests.js';
import { isPassed, type SoakResult, soakReport } from './result.js';
import { openStreams } from './streams.js';
import { Tally } from './tally.js';
import { type HeapSample, type TimedEvent, watchCircuit, watchHeap } from './watch.js';

const PROGRAM = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const HEAP_READER = new URL('heap-reader.mjs', import.meta.url).href;
const REPORT = fileURLToPath(new URL('../SOAK.md', import.meta.url));
const COUNTRY = 'DE';
/** When the bank dies and for how long it stays away, as shares of the run. */
const DEATHS = [0.3, 0.6];
const OUTAGE = 0.05;
const LONGEST_MINUTES = 60;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, report: { type: 'string', default: REPORT } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= LONGEST_MINUTES)) {
  throw new Error(`--minutes must be more than 0 and at most ${LONGEST_MINUTES}`);
}
await access(PROGRAM);

const folder = await mkdtemp(join(tmpdir(), 'tripod-soak-'));
const stop = new AbortController();
// Every pause listens to it.
setMaxListeners(0, stop.signal);
process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
try {
  const bank = await PartnerBank.start();
  try {
    const result = await run(bank);
    await writeFile(values.report, soakReport(result));
    process.stderr.write(soakReport(result));
    process.exitCode = isPassed(result) ? 0 : 1;
  } finally {
    await bank.end();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function run(bank: PartnerBank): Promise<SoakResult> {
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    NODE_ENV: 'production',
    TRIPOD_DATA_DIR: join(folder, 'data'),
    SUBGRAPHS: await bank.describe(folder),
  };
  const { child: server, address } = await ReadyChild.start(['--expose-gc', PROGRAM, 'serve'], /ready at (\S+)/, {
    ...environment,
    // The database's thread takes its options from here, not from the words of the main thread.
    NODE_OPTIONS: `--import ${HEAP_READER}`,
  });
  const client = new Client(address);
  try {
    const { address: token } = await ReadyChild.start(
      [PROGRAM, 'token', '--scope', 'internal'],
      /^(\S+)\n/,
      environment,
    );
    return await underLoad({ bank, server, client, address, token });
  } finally {
    client.close();
    await server.end('SIGKILL');
  }
}

interface Parties {
  readonly bank: PartnerBank;
  readonly server: ReadyChild;
  readonly client: Client;
  readonly address: string;
  readonly token: string;
}

async function underLoad({ bank, server, client, address, token }: Parties): Promise<SoakResult> {
  const sites = await reportedSites(client);
  const hostileClient = new Client(address);
  const tally = new Tally();
  const samples: HeapSample[] = [];
  const events: TimedEvent[] = [];
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1_000;
  const seconds = minutes * 60;
  const cpuBefore = await cpuSeconds(client);
  const deaths = DEATHS.map((share) => share * seconds);
  const timeOver = pause(seconds * 1_000, stop.signal).then(() => stop.abort());
  try {
    await Promise.all([
      timeOver,
      sendTraffic({ client, hostileClient, tally, token, stop: stop.signal }, sites),
      openStreams(address, COUNTRY, tally, stop.signal),
      watchHeap(server, elapsed, samples, stop.signal),
      watchCircuit(client, elapsed, events, stop.signal),
      bank.dieAndReturn(deaths, OUTAGE * seconds, elapsed, events, stop.signal),
    ]);
  } finally {
    stop.abort();
    hostileClient.close();
  }
  const serverCores = ((await cpuSeconds(client)) - cpuBefore) / elapsed();
  client.close();
  const exitCode = await server.end('SIGTERM');
  const machine = machineLine(new Date());
  return { machine, minutes, serverCores, samples, events, tally, exitCode, complaints: server.complaints };
}

/** Charge points of the country whose status operators report during the run. */
async function reportedSites(client: Client): Promise<[ReportedSite, ...ReportedSite[]]> {
  const { text } = await client.post({
    query: `{ chargingLocations(country: "${COUNTRY}", first: 10) {
      nodes { countryCode partyId locationId evses { uid } } } }`,
  });
  const { data } = JSON.parse(text) as {
    data: { chargingLocations: { nodes: (Omit<ReportedSite, 'evseUid'> & { evses: { uid: string }[] })[] } };
  };
  const [first, ...others] = data.chargingLocations.nodes.flatMap(({ evses, ...site }) =>
    evses.slice(0, 1).map(({ uid }) => ({ ...site, evseUid: uid })),
  );
  if (first === undefined) throw new Error(`no charge point in ${COUNTRY}`);
  return [first, ...others];
}

async function cpuSeconds(client: Client): Promise<number> {
  const { text } = await client.get('/metrics');
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}
