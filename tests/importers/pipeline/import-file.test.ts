import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importJobModel } from '../../../src/subgraphs/imports/job/import-job.model.js';
import { quarantinedRecordModel } from '../../../src/subgraphs/imports/quarantine/quarantined-record.model.js';
import { townModel } from '../../../src/subgraphs/markets/town/town.model.js';
import { type ImportHarness, startImportHarness, TOWN_HEADER, TOWN_MAPPING } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.database.model(townModel).deleteMany({});
  await harness.database.model(importJobModel).deleteMany({});
  await harness.database.model(quarantinedRecordModel).deleteMany({});
});

const KIEL = '1,DE,Kiel,10.13,54.32,246000';
const ULM = '2,DE,Ulm,9.99,48.4,126000';

const towns = async () => (await harness.rows(townModel)).map(({ name }) => name);
const file = (...rows: string[]) => `${[TOWN_HEADER, ...rows].join('\n')}\n`;

describe('an import', () => {
  it('creates, then finds everything unchanged, then updates what has changed', async () => {
    expect(await harness.importText(file(KIEL, ULM), TOWN_MAPPING)).toMatchObject({ read: 2, created: 2, rejected: 0 });
    expect(await harness.importText(file(KIEL, ULM), TOWN_MAPPING)).toMatchObject({
      read: 2,
      created: 0,
      unchanged: 2,
    });
    const changed = await harness.importText(file(KIEL, ULM.replace('126000', '127000')), TOWN_MAPPING);
    expect(changed).toMatchObject({ read: 2, created: 0, updated: 1, unchanged: 1 });
    expect((await harness.rows(townModel, { _id: '2' }))[0]).toMatchObject({
      population: 127000,
      location: { coordinates: [9.99, 48.4] },
      provenance: { source: { system: 'Test', licence: 'CC0-1.0', recordId: '2', fetchedAt: '2024-01-01' } },
    });
  });

  it('knows gzip by its content, whatever the name', async () => {
    expect(await harness.importText(gzipSync(file(KIEL)), TOWN_MAPPING)).toMatchObject({ created: 1 });
  });

  it('writes nothing in a dry run', async () => {
    expect(await harness.importText(file(KIEL, '3,DE,Nowhere,x,1,5'), TOWN_MAPPING, { dryRun: true })).toMatchObject({
      created: 1,
      rejected: 1,
    });
    expect(await towns()).toEqual([]);
    expect(await harness.rows(importJobModel)).toEqual([]);
    expect(await harness.rows(quarantinedRecordModel)).toEqual([]);
  });

  it('keeps what it rejects, with line, field and code, as a file of its own', async () => {
    const report = await harness.importText(file(KIEL, '', '7,DE,Nowhere,10,54,many'), TOWN_MAPPING);
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(report.rejections).toEqual([
      { line: 4, recordId: '7', field: 'population', code: 'NOT_A_NUMBER', message: '"many" is no number' },
    ]);
    expect(await harness.rows(quarantinedRecordModel)).toMatchObject([
      {
        line: 4,
        recordId: '7',
        content: `${TOWN_HEADER}\n7,DE,Nowhere,10,54,many\n`,
        findings: [{ code: 'NOT_A_NUMBER' }],
      },
    ]);
  });
});

describe('a file that cannot be imported', () => {
  const refusals: [string, string | Uint8Array, string][] = [
    ['is empty', '', 'FILE_EMPTY'],
    ['is blank', '\n \n', 'FILE_EMPTY'],
    ['is gzip cut short', gzipSync(file(KIEL, ULM)).subarray(0, 40), 'GZIP_DAMAGED'],
    ['has a line that never ends', `${file(KIEL)}${'x'.repeat(2_000_000)}\n`, 'LINE_TOO_LONG'],
    ['has other columns', 'a,b\n1,2\n', 'NOT_THE_FORMAT'],
    ['has no rows', `${TOWN_HEADER}\n`, 'NOT_THE_FORMAT'],
    ['is a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'NOT_THE_FORMAT'],
  ];
  it.each(refusals)('because it %s is one error, and changes nothing', async (_, content, code) => {
    await expect(harness.importText(content, TOWN_MAPPING)).rejects.toMatchObject({ code });
    expect(await towns()).toEqual([]);
  });

  it('because it is not there', async () => {
    await expect(harness.import('/nowhere/at-all.csv', TOWN_MAPPING)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: '/nowhere/at-all.csv: there is no such file',
    });
  });
});

describe('an interrupted import', () => {
  const many = file(...Array.from({ length: 1_200 }, (_, at) => `${at},DE,Town ${at},10,54,${at === 600 ? 'x' : at}`));

  it('goes on behind the last batch and doubles nothing', async () => {
    const stop = new AbortController();
    const interrupted = harness.importText(many, TOWN_MAPPING, { stop: stop.signal, onProgress: () => stop.abort() });
    await expect(interrupted).rejects.toThrow();
    const [job] = await harness.rows(importJobModel);
    expect(job).toMatchObject({ state: 'INTERRUPTED', recordsDone: 500 });
    expect(await towns()).toHaveLength(500);
    const report = await harness.importText(many, TOWN_MAPPING);
    expect(report).toMatchObject({ read: 1_200, created: 1_199, unchanged: 0, rejected: 1 });
    expect(await towns()).toHaveLength(1_199);
    expect(await harness.rows(importJobModel)).toMatchObject([{ state: 'SUCCEEDED', recordsDone: 1_200 }]);
    expect(await harness.importText(many, TOWN_MAPPING)).toMatchObject({ unchanged: 1_199, rejected: 1 });
    expect(await harness.rows(quarantinedRecordModel)).toHaveLength(1);
  });

  it('stops where too many records are rejected', async () => {
    const bad = file(KIEL, '8,DE,A,1,1,x', '9,DE,B,1,1,x');
    await expect(harness.importText(bad, TOWN_MAPPING, { rejectLimit: 1 })).rejects.toMatchObject({
      code: 'REJECT_LIMIT',
    });
    expect(await harness.rows(importJobModel)).toMatchObject([{ state: 'FAILED', error: { code: 'REJECT_LIMIT' } }]);
    expect(await harness.importText(bad, TOWN_MAPPING, { rejectLimit: 2 })).toMatchObject({ rejected: 2 });
  });
});
