import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POLICY_FILE } from '../../../seeds/build/markets/market-policies.js';
import { marketPolicyModel } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.database.model(marketPolicyModel).deleteMany({}));

const duty = (policyId: string, more: object = {}) => ({
  policyId,
  country: 'PE',
  kind: 'IMPORT_DUTY',
  scope: 'cars',
  rate: '0.06',
  source: 'test',
  confidence: 'LOW',
  ...more,
});
const load = (text: string, options = {}) => harness.importText(text, null, { formatName: 'policies', ...options });
const keys = async () => (await harness.rows(marketPolicyModel)).map(({ policyId }) => policyId);

describe('a file of policies', () => {
  it('that comes with Tripod is imported whole, and again changes nothing', async () => {
    const text = readFileSync(POLICY_FILE, 'utf8');
    const rows = (JSON.parse(text) as unknown[]).length;
    expect(await load(text)).toMatchObject({ read: rows, created: rows, rejected: 0 });
    expect(await load(`${text}\n`)).toMatchObject({ read: rows, unchanged: rows });
  });

  it('may have one row a line', async () => {
    const lines = [duty('one', { validTo: '2026-01-01' }), duty('two', { validFrom: '2026-01-01' })];
    expect(await load(lines.map((line) => JSON.stringify(line)).join('\n'))).toMatchObject({ created: 2 });
  });

  it('with one wrong row leaves nothing behind, and says which row and field, and what of the others', async () => {
    const report = await load(JSON.stringify([duty('good'), duty('bad', { kind: 'TOLL', rte: '0.1' })], null, 1));
    expect(report).toMatchObject({ read: 2, created: 0, rejected: 2 });
    expect(report.rejections).toEqual([
      expect.objectContaining({ recordId: 'good', code: 'FILE_REFUSED' }),
      expect.objectContaining({ recordId: 'bad', field: 'rte', code: 'UNKNOWN_FIELD' }),
      expect.objectContaining({ recordId: 'bad', field: 'kind', code: 'UNKNOWN_KIND' }),
    ]);
    expect(report.rejections[1]?.line).toBe(11);
    expect(await keys()).toEqual([]);
  });

  it('is held against what is on file', async () => {
    await load(JSON.stringify([duty('first')]));
    const report = await load(JSON.stringify([duty('second')]));
    expect(report.rejections).toMatchObject([{ recordId: 'second', code: 'OVERLAP' }]);
    expect(report.rejections[0]?.message).toContain('first');
    expect(await keys()).toEqual(['first']);
  });

  it.each([
    ['cut short', '[{"policyId": "a"}, {"policyId"'],
    ['no JSON', '{"policyId": a}'],
    ['a table', 'policyId,kind\na,VAT\n'],
    ['endless', `[${Array.from({ length: 501 }, (_, at) => JSON.stringify(duty(`p-${at}`))).join(',')}]`],
  ])('that is %s is refused as a whole', async (_name, text) => {
    await expect(load(text)).rejects.toMatchObject({ code: 'NOT_THE_FORMAT' });
    expect(await keys()).toEqual([]);
  });

  it('writes nothing in a dry run', async () => {
    expect(await load(JSON.stringify([duty('one')]), { dryRun: true })).toMatchObject({ created: 1 });
    expect(await keys()).toEqual([]);
  });
});
