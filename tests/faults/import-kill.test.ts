import 'reflect-metadata';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/app/open-database.js';
import type { ImportReport } from '../../src/importers/pipeline/import-report.js';
import { quarantinedRecordModel } from '../../src/subgraphs/imports/quarantine/quarantined-record.model.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { killTripods, runTripod, startTripod } from '../support/command-line.js';

/** Sites of a register; every 500th has no identifier, and is rejected. Each stands beside one of the map below. */
const SITES = 6_000;
const REJECTED = SITES / 500;

let directory: string;
const file = (name: string) => join(directory, name);
const environment = () => ({ TRIPOD_DATA_DIR: file('data') });

const mapping = (system: string, partyId: string) => ({
  name: `kill-${partyId.toLowerCase()}`,
  target: 'charging',
  country: 'DE',
  source: { system, licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    partyId: { constant: partyId },
    locationId: { column: 'id', required: true },
    operator: { constant: 'Stadtwerke Nord' },
    address: 'address',
    city: { constant: 'Köln' },
    coordinates: { column: 'place', transform: 'latLon' },
    evses: { list: [{ connectors: { list: [{ standard: { constant: 'IEC_62196_T2' } }] } }] },
  },
});

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-import-kill-'));
  const place = (at: number) => `${50 + Math.floor(at / 80) * 0.02},${8 + (at % 80) * 0.03}`;
  const rows = Array.from({ length: SITES }, (_, at) => `${at % 500 === 7 ? '' : `S${at}`};Straße ${at};${place(at)}`);
  await writeFile(file('register.csv'), `${['id;address;place', ...rows].join('\n')}\n`);
  await writeFile(file('map.csv'), `${['id;address;place', ...rows.slice(100, 110)].join('\n')}\n`);
  await writeFile(file('register.json'), JSON.stringify(mapping('Register (SYNTHETIC)', 'REG')));
  await writeFile(file('map.json'), JSON.stringify(mapping('Map (SYNTHETIC)', 'MAP')));
});
afterAll(async () => {
  killTripods();
  await rm(directory, { recursive: true, force: true });
});

const words = (name: string) => [
  'import',
  'table',
  file(`${name}.csv`),
  '--mapping',
  file(`${name}.json`),
  '--report',
  file('report.json'),
];

async function dataSize(): Promise<number> {
  const names = await readdir(file('data')).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(file('data'), name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Kills an import when it has written so many bytes more; false where it was over before. */
async function killAfter(bytes: number): Promise<boolean> {
  const before = await dataSize();
  const command = startTripod(words('register'), environment());
  let over = false;
  void command.ended.then(() => {
    over = true;
  });
  while (!over && (await dataSize()) < before + bytes) await wait(5);
  const { code } = await command.stop('SIGKILL');
  return code === null;
}

async function importAll(name: string): Promise<ImportReport> {
  await runTripod(words(name), environment());
  return JSON.parse(await readFile(file('report.json'), 'utf8')) as ImportReport;
}

describe('an import that is killed', () => {
  it('goes on where it was: nothing lost, nothing doubled, and other sources are linked in the end', {
    timeout: 240_000,
  }, async () => {
    expect(await importAll('map')).toMatchObject({ read: 10, created: 10 });
    const kills = [await killAfter(300_000), await killAfter(600_000)];
    expect(kills).toContain(true);

    const report = await importAll('register');
    expect(Object.keys(report)).toEqual([
      'read',
      'created',
      'updated',
      'unchanged',
      'rejected',
      'warnings',
      'rejections',
      'warningCounts',
    ]);
    expect(report).toMatchObject({ read: SITES, updated: 0, rejected: REJECTED });
    // At most one batch was written before the kill and not yet counted.
    expect(report.created + report.unchanged).toBe(SITES - REJECTED);
    expect(report.unchanged).toBeLessThanOrEqual(2 * 500);
    expect(report.rejections[0]).toEqual({
      line: 9,
      recordId: null,
      field: 'locationId',
      code: 'MISSING_FIELD',
      message: 'locationId is missing',
    });
    expect(await importAll('register')).toMatchObject({
      read: SITES,
      created: 0,
      updated: 0,
      unchanged: SITES - REJECTED,
    });

    const open = await openDatabase({ mongodbUri: null, dataDirectory: file('data'), furtherClusters: [] });
    try {
      const sites = open.database.model(chargingLocationModel);
      expect(await sites.countDocuments({})).toBe(SITES - REJECTED + 10);
      expect(await open.database.model(quarantinedRecordModel).countDocuments({})).toBe(REJECTED);
      expect(await sites.countDocuments({ 'links.score': { $gt: 0.9 } })).toBe(20);
    } finally {
      await open.close();
    }
  });
});
