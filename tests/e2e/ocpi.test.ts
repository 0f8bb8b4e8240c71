import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { locationOf } from '../importers/ocpi/ocpi-objects.js';
import { SENDER_TOKEN, startTestSender, type TestSender } from '../importers/ocpi/test-sender.js';
import { killTripods, runTripod, startTripod } from '../support/command-line.js';

const START_MILLISECONDS = 60_000;
const PARTY_TOKEN = 'operator-token-0123456789';

const workspace = mkdtempSync(join(tmpdir(), 'tripod-ocpi-e2e-'));
let sender: TestSender;
beforeAll(async () => {
  sender = await startTestSender();
});
beforeEach(() => {
  sender.locations.clear();
  for (const id of ['A', 'B', 'C']) sender.locations.set(id, locationOf(id));
});
afterAll(async () => {
  killTripods();
  await sender.close();
  rmSync(workspace, { recursive: true, force: true });
});

function file(name: string, content: unknown): string {
  const path = join(workspace, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const senders = () =>
  file('senders.json', [
    {
      name: 'becharged',
      token: SENDER_TOKEN,
      versionsUrl: `${sender.origin}/versions`,
      parties: ['BE*BEC'],
      intervalSeconds: 1,
    },
  ]);

describe('tripod sync ocpi', () => {
  it('tells what it has read, and the second time that all is as it was', { timeout: START_MILLISECONDS }, async () => {
    const environment = { TRIPOD_DATA_DIR: join(workspace, 'once'), OCPI_SENDERS: senders() };
    const first = await runTripod(['sync', 'ocpi', '--once'], environment);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/becharged locations, all\n\s+read\s+3\n\s+created\s+3/);
    sender.locations.delete('C');
    sender.locations.set('BAD', locationOf('BAD', { country: 'BXL' }));
    const report = join(workspace, 'report.json');
    const second = await runTripod(['sync', 'ocpi', '--once', '--full', '--report', report], environment);
    expect(second.code).toBe(1);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      reports: [
        { sender: 'becharged', module: 'tariffs', read: 0 },
        {
          sender: 'becharged',
          module: 'locations',
          full: true,
          read: 3,
          unchanged: 2,
          rejected: 1,
          removed: 1,
          rejections: [{ recordId: 'BAD', field: 'country', code: 'UNKNOWN_COUNTRY' }],
        },
      ],
      failures: [],
    });
  });

  it.each([
    [['sync', 'ocpi', '--once'], {}, 'OCPI_SENDERS must name a file'],
    [['sync', 'ocpi', '--full'], {}, '--full and --report go with --once'],
    [
      ['sync', 'ocpi', '--once', '--sender', 'nobody'],
      { OCPI_SENDERS: true },
      'there is no sender "nobody"; there are becharged',
    ],
  ])('%j is wrong use', { timeout: START_MILLISECONDS }, async (words, environment, message) => {
    const result = await runTripod(words, {
      TRIPOD_DATA_DIR: join(workspace, 'wrong'),
      ...('OCPI_SENDERS' in environment ? { OCPI_SENDERS: senders() } : {}),
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
  });

  it('a sender that refuses is one line and exit code 1', { timeout: START_MILLISECONDS }, async () => {
    const wrong = file('wrong.json', [
      { name: 'x', token: 'wrong', locationsUrl: `${sender.origin}/sender/locations`, parties: ['BE*BEC'] },
    ]);
    const result = await runTripod(['sync', 'ocpi', '--once'], {
      TRIPOD_DATA_DIR: join(workspace, 'refused'),
      OCPI_SENDERS: wrong,
    });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^tripod: x: http:\/\/127\.0\.0\.1:\d+\/sender\/locations: HTTP status 401.*\n$/);
  });
});

describe('tripod serve', () => {
  it('polls senders and takes pushes, and the graph shows both', { timeout: 2 * START_MILLISECONDS }, async () => {
    const parties = file('parties.json', [{ name: 'ALF', token: PARTY_TOKEN, parties: ['NL*ALF'] }]);
    const command = startTripod(['serve', '--no-seed'], {
      TRIPOD_DATA_DIR: join(workspace, 'serve'),
      PORT: '0',
      OCPI_SENDERS: senders(),
      OCPI_PARTIES: parties,
    });
    const url = (await command.until(/ready at (http:\/\/localhost:\d+)\/graphql/))[1] as string;
    const pushed = locationOf('PUSHED', { country_code: 'NL', party_id: 'ALF' });
    const answer = await fetch(`${url}/ocpi/2.2.1/receiver/locations/NL/ALF/PUSHED`, {
      method: 'PUT',
      headers: { authorization: `Token ${PARTY_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(pushed),
    });
    expect(answer.status).toBe(201);
    const shown = async () => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ chargingLocations(first: 10) { nodes { locationId } } }' }),
      });
      const { data } = (await response.json()) as { data: { chargingLocations: { nodes: { locationId: string }[] } } };
      return data.chargingLocations.nodes.map(({ locationId }) => locationId).sort();
    };
    await vi.waitFor(async () => expect(await shown()).toEqual(['A', 'B', 'C', 'PUSHED']), {
      timeout: 20_000,
      interval: 100,
    });
    sender.locations.set('D', locationOf('D', { last_updated: '2024-06-01T00:00:00Z' }));
    await vi.waitFor(async () => expect(await shown()).toContain('D'), { timeout: 20_000, interval: 100 });
    expect(await command.stop('SIGTERM')).toMatchObject({ code: 0 });
  });
});
