import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
}, 60_000);
afterAll(() => harness.close());

/** The LEI of the Global Legal Entity Identifier Foundation, and the BIC of the European Central Bank. */
const bank = (change: object = {}) => ({
  partnerId: 'alpha',
  name: 'Alpha Bank',
  kind: 'BANK',
  lei: '506700GE1G29325QX363',
  bic: 'ECBFDEFF',
  countries: ['DE', 'AT'],
  licences: [{ country: 'DE', regulator: 'BaFin', number: '100001' }],
  ...change,
});

const load = (records: readonly object[], options: object = {}) =>
  harness.importText(records.map((record) => `${JSON.stringify(record)}\n`).join(''), null, {
    formatName: 'finance-partners',
    ...options,
  });

describe('finance partners', () => {
  it('are let in with LEI, BIC and licences, and again change nothing', async () => {
    expect(await load([bank()], { dryRun: true })).toMatchObject({ created: 1 });
    expect(await harness.rows(financePartnerModel)).toEqual([]);
    expect(await load([bank()])).toMatchObject({ created: 1, rejected: 0 });
    expect(await load([bank()])).toMatchObject({ unchanged: 1 });
    expect(await load([bank({ status: 'SUSPENDED' })])).toMatchObject({ updated: 1 });
    expect(await harness.rows(financePartnerModel)).toMatchObject([
      { _id: 'alpha', lei: '506700GE1G29325QX363', licences: [{ country: 'DE' }], status: 'SUSPENDED' },
    ]);
  });

  it.each([
    ['an LEI whose check digits are wrong', { lei: '506700GE1G29325QX364' }, 'lei', 'NOT_A_LEI'],
    ['a BIC of no country', { bic: 'ECBF00FF' }, 'bic', 'NOT_A_BIC'],
    ['a country that is none', { countries: ['DE', 'XX'] }, 'countries.1', 'UNKNOWN_COUNTRY'],
    ['a licence where it does no business', { countries: ['AT'] }, 'licences.0.country', 'FOREIGN_LICENCE'],
    ['a key that would break others', { partnerId: 'a:b' }, 'partnerId', 'INVALID_FIELD'],
  ])('with %s are rejected', async (_what, change, field, code) => {
    const report = await load([bank({ partnerId: 'wrong', ...change })]);
    expect(report).toMatchObject({ rejected: 1 });
    expect(report.rejections[0]).toMatchObject({ field, code });
  });

  it('are not let in by themselves', async () => {
    await expect(load([bank({ partnerId: 'beta' })], { partnerId: 'beta' })).rejects.toMatchObject({
      code: 'UNKNOWN_TARGET',
    });
  });
});
