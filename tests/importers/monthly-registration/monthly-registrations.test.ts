import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registrationModel } from '../../../src/subgraphs/markets/registration/registration.model.js';
import { type ImportHarness, startImportHarness } from '../import-harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await startImportHarness();
});
afterAll(() => harness.close());

const MAPPING = {
  name: 'test-registrations',
  target: 'monthly-registrations',
  source: { system: 'Test', licence: 'CC0-1.0', date: '2026-01-31' },
  record: {
    country: { constant: 'NO' },
    area: 'county',
    month: 'month',
    make: 'make',
    model: 'model',
    powertrain: 'fuel',
    units: { column: 'units', transform: 'integer' },
  },
};
const load = (...rows: string[]) =>
  harness.importText(`${['county,month,make,model,fuel,units', ...rows].join('\n')}\n`, MAPPING);

describe('registrations', () => {
  it('are kept by all that tells them apart, makes and models by their slug', async () => {
    const rows = ['Oslo,2026-01,Mercedes-Benz,EQA 250+,BEV,12', ',2026-01,Škoda,Enyaq,BEV,40'];
    expect(await load(...rows)).toMatchObject({ read: 2, created: 2, rejected: 0 });
    expect(await load(rows[0] ?? '', ',2026-01,Škoda,Enyaq,BEV,41')).toMatchObject({ updated: 1, unchanged: 1 });
    const stored = await harness.rows(registrationModel);
    expect(stored.map(({ _id, units }) => [_id, units])).toEqual([
      ['NO::2026-01:skoda:enyaq:BEV', 41],
      ['NO:Oslo:2026-01:mercedes_benz:eqa_250:BEV', 12],
    ]);
  });

  it.each([
    ['a month that is none', 'Oslo,2026-13,byd,seal,BEV,1', 'month'],
    ['a powertrain that is none', 'Oslo,2026-01,byd,seal,STEAM,1', 'powertrain'],
    ['half a car', 'Oslo,2026-01,byd,seal,BEV,1.5', 'units'],
  ])('with %s are rejected with the field', async (_name, row, field) => {
    const report = await load(row);
    expect(report).toMatchObject({ rejected: 1, created: 0 });
    expect(report.rejections[0]).toMatchObject({ line: 2, field });
  });
});
