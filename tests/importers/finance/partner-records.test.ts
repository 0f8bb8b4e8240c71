import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelDefinition } from '../../../src/database/model-definition.js';
import { contractModel } from '../../../src/subgraphs/finance/contract/contract.model.js';
import { financeEventModel } from '../../../src/subgraphs/finance/event/finance-event.model.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { residualValueCurveModel } from '../../../src/subgraphs/finance/residual-value/residual-value-curve.model.js';
import { quarantinedRecordModel } from '../../../src/subgraphs/imports/quarantine/quarantined-record.model.js';
import { partner, product } from '../../subgraphs/finance/finance-records.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
  await harness.insert(financePartnerModel, [partner('alpha'), partner('beta')]);
}, 60_000);
afterAll(() => harness.close());
beforeEach(async () => {
  const models: readonly ModelDefinition[] = [
    financingProductModel,
    rateTableModel,
    residualValueCurveModel,
    contractModel,
    financeEventModel,
    quarantinedRecordModel,
  ];
  for (const model of models) await harness.database.model(model).deleteMany({});
});

const ndjson = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const loan = (change: object = {}) => ({
  partnerId: 'alpha',
  productId: 'DE-loan',
  country: 'DE',
  currency: 'EUR',
  kind: 'LOAN',
  name: 'Loan',
  collateral: 'VEHICLE',
  minAmount: '1000',
  maxAmount: 90000.5,
  termMonths: { min: 12, max: 48, step: 12 },
  downPaymentShare: { min: '0', max: '0.5' },
  rateType: 'FIXED',
  dayCount: 'THIRTY_E_360',
  aprMethod: 'EU_CCD',
  status: 'ACTIVE',
  ...change,
});

describe('products of partners', () => {
  const load = (text: string, options: object = {}) =>
    harness.importText(text, null, { formatName: 'financing-products', ...options });

  it('are read from NDJSON as the mutation takes them, with events, and again change nothing', async () => {
    const file = ndjson(loan(), loan({ productId: 'NO-loan', country: 'NO', currency: 'NOK', partnerId: 'beta' }));
    expect(await load(file, { dryRun: true })).toMatchObject({ read: 2, created: 2 });
    expect(await harness.rows(financingProductModel)).toEqual([]);
    expect(await load(file)).toMatchObject({ read: 2, created: 2, rejected: 0 });
    const [stored] = await harness.rows(financingProductModel, { _id: 'DE-loan' });
    expect(stored).toMatchObject({ partnerId: 'alpha', dayCount: '30E_360', businessDayRule: 'FOLLOWING', fees: [] });
    expect(String(stored?.maxAmount)).toBe('90000.5');
    expect((await harness.rows(financeEventModel)).map(({ type, partnerId }) => [partnerId, type])).toEqual([
      ['alpha', 'product.created'],
      ['beta', 'product.created'],
    ]);
    expect(await load(`[${file.trim().replace('\n', ',')}]`)).toMatchObject({ unchanged: 2 });
    expect(await load(ndjson(loan({ name: 'Other' })))).toMatchObject({ updated: 1 });
    expect(await harness.rows(financeEventModel)).toHaveLength(3);
  });

  it('are rejected row by row, with field, and the others written', async () => {
    await harness.insert(financingProductModel, [product('DE-beta', { partnerId: 'beta' })]);
    const report = await load(
      ndjson(
        loan({ productId: 'SE-loan' }),
        loan({ productId: 'DE-good' }),
        loan({ productId: 'DE-beta' }),
        loan({ productId: 'DE-x', partnerId: 'nobody' }),
        loan({ productId: 'DE-y', maxAmount: '10' }),
        loan({ productId: 'DE-z', kind: 'GIFT', termMonths: { min: 0, max: 48, step: 12 } }),
        loan({ productId: 'DE-r', eligibility: [{ reasonCode: 'NO', description: 'x', expression: 'price >' }] }),
      ),
    );
    expect(report).toMatchObject({ read: 7, created: 1, rejected: 6 });
    expect(report.rejections.map(({ line, field, code }) => [line, field, code])).toEqual([
      [1, 'productId', 'INVALID_FIELD'],
      [3, 'productId', 'CONFLICT'],
      [4, 'partnerId', 'UNKNOWN_PARTNER'],
      [5, 'maxAmount', 'INVALID_FIELD'],
      [6, 'kind', 'INVALID_FIELD'],
      [6, 'termMonths.min', 'INVALID_FIELD'],
      [7, 'eligibility[0].expression', 'INVALID_FIELD'],
    ]);
    expect(await harness.rows(quarantinedRecordModel)).toHaveLength(6);
  });

  it('of a bank are its own alone', async () => {
    await harness.insert(financingProductModel, [product('DE-beta', { partnerId: 'beta' })]);
    const file = ndjson(
      loan({ partnerId: undefined, productId: 'DE-mine' }),
      loan({ partnerId: 'beta', productId: 'DE-theirs' }),
      loan({ partnerId: 'nobody', productId: 'DE-none' }),
      loan({ partnerId: null, productId: 'DE-beta' }),
    );
    const report = await load(file, { partnerId: 'alpha' });
    expect(report).toMatchObject({ created: 1, rejected: 3 });
    const [theirs, none] = report.rejections;
    expect([theirs?.code, theirs?.message]).toEqual([none?.code, none?.message]);
    expect((await harness.rows(financingProductModel)).map(({ _id, partnerId }) => [_id, partnerId])).toEqual([
      ['DE-beta', 'beta'],
      ['DE-mine', 'alpha'],
    ]);
    expect((await harness.rows(quarantinedRecordModel)).every(({ partnerId }) => partnerId === 'alpha')).toBe(true);
    await expect(
      harness.importText('geonameid\tname\n1\tKiel\n', 'geonames-towns', { partnerId: 'alpha' }),
    ).rejects.toThrow();
  });

  it('are read from CSV by a mapping, with fees and rules', async () => {
    const header =
      'partner_id;product_id;country;currency;kind;name;collateral;min_amount;max_amount;term_min;term_max;term_step;down_payment_min;down_payment_max;origination_fee_rate;document_fee;rate_type;day_count;apr_method;status;valid_from;rule1_code;rule1_description;rule1_expression';
    const report = await harness.importText(
      `${header}\nalpha;DE-csv;DE;EUR;LOAN;Loan;VEHICLE;1000;90000;12;48;12;0;0.5;0.01;;FIXED;THIRTY_E_360;EU_CCD;ACTIVE;2026-01-01;ELECTRIC_ONLY;Electric only.;"powertrain == ""BEV"""\n`,
      'financing-products',
    );
    expect(report.rejections).toEqual([]);
    const [stored] = await harness.rows(financingProductModel);
    expect(stored).toMatchObject({
      _id: 'DE-csv',
      termMonths: { min: 12, max: 48, step: 12 },
      validFrom: '2026-01-01',
      fees: [{ code: 'ORIGINATION', inApr: true }],
      eligibility: [{ reasonCode: 'ELECTRIC_ONLY', expression: 'powertrain == "BEV"' }],
    });
    expect(String(stored?.fees[0]?.rate)).toBe('0.01');
  });
});

describe('rates of partners', () => {
  const HEADER = 'product_id,term_from,term_to,ltv_from,ltv_to,score_band,variant_ids,nominal_rate';
  const load = (rows: string[], options: object = {}) =>
    harness.importText(`${HEADER}\n${rows.join('\n')}\n`, 'rate-tables', { partnerId: 'alpha', ...options });
  const offered = () =>
    harness.insert(financingProductModel, [
      product('DE-a', { termMonths: { min: 12, max: 36, step: 12 } }),
      product('DE-b'),
      product('DE-c', { partnerId: 'beta' }),
    ]);

  it('are versions: one a change, none for the same file', async () => {
    await offered();
    const rows = [
      'DE-a,12,24,0,1.01,,,0.0399',
      'DE-b,12,60,0,1.01,A,,0.03',
      'DE-a,25,36,0,1.01,,,0.0429',
      'DE-b,12,60,0,1.01,B,,0.05',
    ];
    expect(await load(rows, { dryRun: true })).toMatchObject({ read: 2, created: 2 });
    expect(await harness.rows(rateTableModel)).toEqual([]);
    const report = await load(rows);
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0 });
    const stored = await harness.rows(rateTableModel);
    expect(stored.map(({ _id, rows: { length } }) => [_id, length])).toEqual([
      ['DE-a:1', 2],
      ['DE-b:1', 2],
    ]);
    expect(String(stored[0]?.rows[1]?.nominalRate)).toBe('0.0429');
    expect(await load(rows)).toMatchObject({ unchanged: 2 });
    expect(await load(rows.map((row) => row.replace('0.0399', '0.0389')))).toMatchObject({ unchanged: 1, updated: 1 });
    expect((await harness.rows(rateTableModel)).map(({ _id }) => _id)).toEqual(['DE-a:1', 'DE-a:2', 'DE-b:1']);
  });

  it('with gaps and overlaps are rejected with the rows named, and those of another as those of none', async () => {
    await offered();
    const report = await load([
      'DE-a,12,24,0,1.01,,,0.04',
      'DE-a,24,36,0,0.9,,,0.05',
      'DE-c,12,60,0,1.01,,,0.04',
      'DE-none,12,60,0,1.01,,,0.04',
    ]);
    expect(report).toMatchObject({ read: 3, rejected: 3 });
    expect(report.rejections.map(({ line, code, message }) => [line, code, message])).toEqual([
      [2, 'RATE_OVERLAP', 'Rows 1 and 2 for 24 months, loan-to-value 0.5 to 0.9'],
      [2, 'RATE_GAP', 'No row for 36 months, loan-to-value 0.9 to 1'],
      [2, 'RATE_GAP', 'No row for 36 months, loan-to-value 1'],
      [4, 'NOT_FOUND', 'There is no such product.'],
      [5, 'NOT_FOUND', 'There is no such product.'],
    ]);
    expect(await harness.rows(rateTableModel)).toEqual([]);
  });
});

describe('residual values of partners', () => {
  it('are versions of whole curves', async () => {
    const file = (share: string) =>
      `country,variant_id,valid_from,months,km_per_year,share\nDE,a/b/2026/c/d,2026-01-01,12,10000,0.8\nDE,a/b/2026/c/d,2026-01-01,24,10000,${share}\nDE,x/y/2026/c/d,2026-01-01,12,10000,0.5\nDE,x/y/2026/c/d,2026-01-01,24,10000,0.6\n`;
    const load = (share: string) => harness.importText(file(share), 'residual-value-curves', { partnerId: 'alpha' });
    const report = await load('0.7');
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(report.rejections).toMatchObject([{ line: 4, field: 'points[1]', code: 'INVALID_FIELD' }]);
    expect(await load('0.7')).toMatchObject({ unchanged: 1, rejected: 1 });
    expect(await load('0.65')).toMatchObject({ updated: 1 });
    expect((await harness.rows(residualValueCurveModel)).map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe('contracts of partners', () => {
  it('are reported by CSV and NDJSON, row by row', async () => {
    await harness.insert(financingProductModel, [product('DE-a')]);
    const header = 'country,contract_number,product_id,outstanding,next_payment_date,ends_on,days_past_due,reported_on';
    const csv = (outstanding: string) =>
      `${header}\nDE,K-1,DE-a,${outstanding},2026-12-01,2029-12-01,0,2026-01-31\nDE,K-2,DE-a,-5,2026-12-01,2029-12-01,0,2026-01-31\nDE,K-3,DE-none,5,,2029-12-01,95,2026-01-31\n`;
    const load = (text: string, options: object = {}) =>
      harness.importText(text, 'contracts', { partnerId: 'alpha', ...options });
    expect(await load(csv('900'), { dryRun: true })).toMatchObject({ created: 1, rejected: 2 });
    expect(await harness.rows(contractModel)).toEqual([]);
    const report = await load(csv('900'));
    expect(report.rejections.map(({ line, field, code }) => [line, field, code])).toEqual([
      [3, 'outstanding', 'INVALID_FIELD'],
      [4, 'productId', 'INVALID_FIELD'],
    ]);
    expect(await load(csv('900'))).toMatchObject({ unchanged: 1, rejected: 2 });
    const line = {
      country: 'DE',
      contractNumber: 'K-1',
      outstanding: '850',
      daysPastDue: 40,
      reportedOn: '2026-02-28',
    };
    const json = (record: object) =>
      harness.importText(ndjson(record), null, { formatName: 'contracts', partnerId: 'alpha' });
    expect(await json(line)).toMatchObject({ updated: 1 });
    expect(await json({ ...line, reportedOn: '2026-02-01', outstanding: '1' })).toMatchObject({
      unchanged: 1,
      warningCounts: { OUTDATED: 1 },
    });
    const [stored] = await harness.rows(contractModel);
    expect(stored).toMatchObject({ _id: 'DE:alpha:K-1', daysPastDue: 40, endsOn: '2029-12-01', version: 2 });
    expect(String(stored?.outstanding)).toBe('850');
  });

  it('come in thousands, and a number that comes twice counts as its last row says', async () => {
    await harness.insert(financingProductModel, [product('DE-a')]);
    const record = (n: number, outstanding: number) => ({
      country: 'DE',
      contractNumber: `K-${n}`,
      productId: 'DE-a',
      outstanding,
      endsOn: '2029-12-01',
      daysPastDue: n % 100,
      reportedOn: '2026-01-31',
    });
    const rows = [...Array.from({ length: 1_200 }, (_, n) => record(n, n)), record(1_199, 7)];
    const report = await harness.importText(ndjson(...rows), null, { formatName: 'contracts', partnerId: 'alpha' });
    expect(report).toMatchObject({ read: 1_201, created: 1_200, updated: 1, rejected: 0 });
    const [last] = await harness.rows(contractModel, { contractNumber: 'K-1199' });
    expect(String(last?.outstanding)).toBe('7');
  });
});
