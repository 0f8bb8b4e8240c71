import 'reflect-metadata';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImportJobs } from '../../src/app/import-jobs.js';
import { MODELS } from '../../src/app/subgraph-list.js';
import type { Caller } from '../../src/kernel/caller.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { financePartnerModel } from '../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../src/subgraphs/finance/product/financing-product.model.js';
import { IMPORTS_SUBGRAPH } from '../../src/subgraphs/imports/imports.subgraph.js';
import { fxRateModel } from '../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { townModel } from '../../src/subgraphs/markets/town/town.model.js';
import { TOWN_HEADER, TOWN_MAPPING } from '../importers/import-harness.js';
import { partner } from '../subgraphs/finance/finance-records.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../support/subgraph-harness.js';

const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'tester' };

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank of ${partnerId}`,
});
const CALLERS = new Map([
  ['Bearer internal', INTERNAL],
  ['Bearer alpha', bank('alpha')],
  ['Bearer beta', bank('beta')],
]);

let harness: SubgraphHarness;
let directory: string;
let jobs: ImportJobs;
let keys = 0;
beforeAll(async () => {
  harness = await startSubgraphHarness(IMPORTS_SUBGRAPH, MODELS);
});
afterAll(() => harness.close());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-jobs-'));
  jobs = start();
});
afterEach(async () => {
  await jobs.close();
  await rm(directory, { recursive: true });
  await harness.database.model(townModel).deleteMany({});
});

const start = () =>
  new ImportJobs(
    harness.database,
    directory,
    (token) => CALLERS.get(token ?? '') ?? PUBLIC_CALLER,
    () => undefined,
  );

const CREATE = 'mutation ($input: CreateImportInput!) { createImport(input: $input) { importId state uploadPath } }';

async function create(input: object = {}, caller = INTERNAL): Promise<string> {
  keys += 1;
  const result = await harness.run(CREATE, {
    caller,
    variables: {
      input: {
        format: 'table',
        fileName: 'towns.csv',
        mapping: JSON.stringify(TOWN_MAPPING),
        idempotencyKey: `key-number-${keys}`,
        ...input,
      },
    },
  });
  expect(result.errors).toEqual([]);
  return String(at(result, 'createImport', 'importId'));
}

const send = (id: string, content: string | Uint8Array, token = 'Bearer internal') =>
  jobs.receive(id, token, Readable.from([Buffer.from(content)]));

async function ended(id: string, caller = INTERNAL): Promise<unknown> {
  const source = `query ($id: ID!) { importJob(importId: $id) { state recordsDone uploadPath error { code message } report { read created rejected rejections { line code } } } }`;
  return vi.waitFor(
    async () => {
      const job = at(await harness.run(source, { caller, variables: { id } }), 'importJob') as {
        state: string;
      };
      expect(['SUCCEEDED', 'FAILED']).toContain(job.state);
      return job;
    },
    { timeout: 20_000, interval: 50 },
  );
}

const KIEL = '1,DE,Kiel,10.13,54.32,246000';
const BAD = '2,DE,Ulm,9.99,48.4,many';

describe('an import through the graph', () => {
  it('waits for its file, imports it, and says what became of it', async () => {
    const id = await create();
    await send(id, gzipSync(`${TOWN_HEADER}\n${KIEL}\n${BAD}\n`));
    expect(await ended(id)).toEqual({
      state: 'SUCCEEDED',
      recordsDone: 2,
      uploadPath: null,
      error: null,
      report: { read: 2, created: 1, rejected: 1, rejections: [{ line: 3, code: 'NOT_A_NUMBER' }] },
    });
    // The job has ended before its file is gone.
    await expect.poll(() => readdir(join(directory, 'imports'))).toEqual([]);
    const quarantine = await harness.run(
      'query ($id: ID) { importQuarantine(importId: $id) { totalCount nodes { line recordId content findings { field code } } } }',
      { caller: INTERNAL, variables: { id } },
    );
    expect(at(quarantine, 'importQuarantine')).toEqual({
      totalCount: 1,
      nodes: [
        {
          line: 3,
          recordId: '2',
          content: `${TOWN_HEADER}\n${BAD}\n`,
          findings: [{ field: 'population', code: 'NOT_A_NUMBER' }],
        },
      ],
    });
  });

  it('writes nothing in a dry run, and reports all the same', async () => {
    const id = await create({ dryRun: true });
    await send(id, `${TOWN_HEADER}\n${KIEL}\n`);
    expect(await ended(id)).toMatchObject({ state: 'SUCCEEDED', report: { read: 1, created: 1 } });
    expect(await harness.database.model(townModel).countDocuments({})).toBe(0);
  });

  it.each([
    [{}, 'a,b\n1,2\n', 'NOT_THE_FORMAT'],
    [{}, '', 'FILE_EMPTY'],
    [{ format: 'no-such' }, 'x', 'UNKNOWN_FORMAT'],
    [{ mapping: null, mappingName: 'no-such' }, 'x', 'MAPPING_MISSING'],
    [{ mapping: '{}' }, `${TOWN_HEADER}\n${KIEL}\n`, 'MAPPING_INVALID'],
  ])('fails with one error: %j', async (input, content, code) => {
    const id = await create(input);
    await send(id, content);
    expect(await ended(id)).toMatchObject({ state: 'FAILED', error: { code } });
  });

  it('goes on after a restart, and doubles nothing', { timeout: 30_000 }, async () => {
    const id = await create();
    const rows = Array.from({ length: 1_800 }, (_, row) => `${row},DE,Town ${row},10,54,${row}`);
    await send(id, `${[TOWN_HEADER, ...rows].join('\n')}\n`);
    await jobs.close();
    jobs = start();
    await jobs.resume();
    expect(await ended(id)).toMatchObject({ state: 'SUCCEEDED', report: { read: 1_800, created: 1_800, rejected: 0 } });
    expect(await harness.database.model(townModel).countDocuments({})).toBe(1_800);
  });
});

describe('who may', () => {
  it('nobody without the scope makes, sees or feeds an import', async () => {
    const id = await create();
    await expect(send(id, 'x', 'Bearer public')).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    const seen = await harness.run('{ importJobs { nodes { importId } } }');
    expect(firstError(seen).code).toBe('UNAUTHENTICATED');
  });

  it('a file is taken once, and only for an import that there is', async () => {
    const id = await create();
    await send(id, `${TOWN_HEADER}\n${KIEL}\n`);
    await expect(send(id, 'y')).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } });
    await expect(send('../../etc/passwd', 'y')).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });

  it('the same key gets the same import', async () => {
    const first = await create({ idempotencyKey: 'the-very-same-key' });
    expect(await create({ idempotencyKey: 'the-very-same-key' })).toBe(first);
  });
});

describe('an import of a bank', () => {
  const PRODUCT = {
    productId: 'DE-imported',
    country: 'DE',
    currency: 'EUR',
    kind: 'LOAN',
    name: 'Loan',
    collateral: 'VEHICLE',
    minAmount: '1000',
    maxAmount: '90000',
    termMonths: { min: 12, max: 48, step: 12 },
    downPaymentShare: { min: '0', max: '0.5' },
    rateType: 'FIXED',
    dayCount: 'ACT_365',
    aprMethod: 'EU_CCD',
  };
  const PRODUCTS = { format: 'financing-products', fileName: 'products.ndjson', mapping: null };
  const file = (...products: object[]) => products.map((one) => `${JSON.stringify(one)}\n`).join('');

  beforeAll(() => harness.insert(financePartnerModel, [partner('alpha'), partner('beta')]));
  afterEach(async () => {
    await harness.database.model(financingProductModel).deleteMany({});
  });

  it('writes products of its own, with a report for each row, and none of another', async () => {
    const id = await create(PRODUCTS, bank('alpha'));
    const foreign = { ...PRODUCT, productId: 'DE-foreign', partnerId: 'beta' };
    await send(id, file(PRODUCT, foreign, { ...PRODUCT, maxAmount: '1' }), 'Bearer alpha');
    expect(await ended(id, bank('alpha'))).toMatchObject({
      state: 'SUCCEEDED',
      report: {
        read: 3,
        created: 1,
        rejected: 2,
        rejections: [
          { line: 2, code: 'FOREIGN_PARTNER' },
          { line: 3, code: 'INVALID_FIELD' },
        ],
      },
    });
    const stored = await harness.database.model(financingProductModel).find().lean();
    expect(stored.map(({ _id, partnerId, status }) => [_id, partnerId, status])).toEqual([
      ['DE-imported', 'alpha', 'DRAFT'],
    ]);
  });

  it('writes nothing else than what partners have', async () => {
    const id = await create({ mapping: null, mappingName: 'ecb-exchange-rates' }, bank('alpha'));
    await send(id, 'KEY,CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE\n1,USD,EUR,2026-01-02,1.1\n', 'Bearer alpha');
    expect(await ended(id, bank('alpha'))).toMatchObject({ state: 'FAILED', error: { code: 'UNKNOWN_TARGET' } });
    expect(await harness.database.model(fxRateModel).countDocuments({})).toBe(0);
    const own = await harness.run(CREATE, {
      caller: bank('alpha'),
      variables: { input: { format: 'table', fileName: 'x', mapping: '{}', idempotencyKey: 'own-mapping' } },
    });
    expect(firstError(own)).toEqual({ code: 'BAD_USER_INPUT', field: 'mapping' });
  });

  it('is seen by that bank and the operator alone, with what it has rejected', async () => {
    const id = await create(PRODUCTS, bank('alpha'));
    await expect(send(id, file(PRODUCT), 'Bearer beta')).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    await expect(send(id, file(PRODUCT), '')).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    await send(id, file({ ...PRODUCT, name: 'SECRET', maxAmount: '1' }), 'Bearer alpha');
    await ended(id, bank('alpha'));
    const source =
      'query ($id: ID!) { importJob(importId: $id) { state } importJobs(first: 200) { totalCount nodes { importId } } importQuarantine(importId: $id) { totalCount nodes { content } } }';
    const ask = (caller: Caller, asked = id) => harness.run(source, { caller, variables: { id: asked } });
    const [own, theirs, none, all] = [
      await ask(bank('alpha')),
      await ask(bank('beta')),
      await ask(bank('beta'), 'no-such-import'),
      await ask(INTERNAL),
    ];
    expect(at(own, 'importQuarantine', 'totalCount')).toBe(1);
    expect(at(all, 'importQuarantine', 'totalCount')).toBe(1);
    expect(JSON.stringify(own.data)).toContain('SECRET');
    expect([theirs.data, theirs.errors, theirs.commands]).toEqual([none.data, none.errors, none.commands]);
    expect(at(theirs, 'importJobs', 'totalCount')).toBe(0);
  });
});
