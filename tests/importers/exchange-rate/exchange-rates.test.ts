import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fxRateModel } from '../../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.database.model(fxRateModel).deleteMany({}));

/** Columns of the Data Portal; the figures are made up. */
const HEADER = 'KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS';
const row = (currency: string, date: string, rate: string) =>
  `EXR.D.${currency}.EUR.SP00.A,D,${currency},EUR,SP00,A,${date},${rate},A`;
const load = (...rows: string[]) => harness.importText(`${[HEADER, ...rows].join('\n')}\n`, 'ecb-exchange-rates');

describe('exchange rates', () => {
  it('are read exactly, by currencies and day, and again change nothing', async () => {
    const rows = [row('USD', '2025-01-02', '1.0321'), row('JPY', '2025-01-02', '162.3')];
    expect(await load(...rows)).toMatchObject({ read: 2, created: 2 });
    expect(await load(...rows, row('USD', '2025-01-03', '1.0299'))).toMatchObject({ created: 1, unchanged: 2 });
    const stored = await harness.rows(fxRateModel, { _id: 'EUR:USD:2025-01-02' });
    expect(String(stored[0]?.rate)).toBe('1.0321');
    expect(stored[0]?.provenance.source.system).toContain('European Central Bank');
  });

  it.each([
    ['a currency that is none', row('XXQ', '2025-01-02', '1'), 'quote'],
    ['the base itself', row('EUR', '2025-01-02', '1'), 'quote'],
    ['a day that is none', row('USD', '2025-02-30', '1'), 'date'],
    ['a rate of zero', row('USD', '2025-01-02', '0'), 'rate'],
    ['a negative rate', row('USD', '2025-01-02', '-1.1'), 'rate'],
    ['no rate', row('USD', '2025-01-02', ''), 'rate'],
  ])('with %s are rejected, and the others written', async (_name, wrong, field) => {
    const report = await load(wrong, row('GBP', '2025-01-02', '0.83'));
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(report.rejections[0]).toMatchObject({ line: 2, field });
  });
});
