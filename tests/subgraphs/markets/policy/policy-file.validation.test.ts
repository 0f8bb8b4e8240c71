import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { POLICY_FILE } from '../../../../seeds/build/markets/market-policies.js';
import { validatedPolicies } from '../../../../src/subgraphs/markets/policy/policy-file.validation.js';
import { PolicyFileError, type PolicyProblem } from '../../../../src/subgraphs/markets/policy/policy-problem.js';
import { TODAY } from '../../../support/subgraph-harness.js';

const duty = (policyId: string, more: object = {}) => ({
  policyId,
  country: 'MX',
  kind: 'IMPORT_DUTY',
  scope: 'cars',
  rate: '0.1',
  source: 'test',
  confidence: 'LOW',
  ...more,
});

function problemsOf(rows: readonly unknown[], onFile: readonly unknown[] = []): readonly PolicyProblem[] {
  try {
    validatedPolicies(rows, validatedPolicies(onFile, [], TODAY), TODAY);
    return [];
  } catch (error) {
    if (error instanceof PolicyFileError) {
      return error.problems;
    }
    throw error;
  }
}

const brief = (problems: readonly PolicyProblem[]) => problems.map(({ row, field, code }) => [row, field, code]);

describe('a row', () => {
  it.each<[string, object, string | null, string]>([
    ['an unknown kind', { kind: 'IMPORT_DUTIES' }, 'kind', 'UNKNOWN_KIND'],
    ['an unknown field', { ratio: '0.1' }, 'ratio', 'UNKNOWN_FIELD'],
    ['a term of another kind', { terms: { minServicePoints: 20 } }, 'terms.minServicePoints', 'UNKNOWN_FIELD'],
    ['a number where a text keeps it exact', { rate: 0.1 }, 'rate', 'WRONG_VALUE'],
    ['a negative rate', { rate: '-0.1' }, 'rate', 'WRONG_VALUE'],
    ['no source', { source: undefined }, 'source', 'MISSING_FIELD'],
    ['no place', { country: undefined }, null, 'MISSING_FIELD'],
    ['two places', { tradeRegion: 'EU27' }, null, 'MISSING_FIELD'],
    ['a country that is none', { country: 'XX' }, 'country', 'WRONG_VALUE'],
    ['a day that is none', { validFrom: '2025-02-30' }, 'validFrom', 'WRONG_VALUE'],
    ['days in the wrong order', { validFrom: '2026-01-01', validTo: '2026-01-01' }, 'validTo', 'EMPTY_VALIDITY'],
    ['a currency that is none', { currency: 'XXQ' }, 'currency', 'WRONG_VALUE'],
    ['an amount without currency', { minAmount: '7000' }, 'currency', 'MISSING_FIELD'],
    ['a levy without an amount', { rate: undefined }, 'rate', 'MISSING_FIELD'],
    ['a rate beside a formula of it', { rateFormula: '0.1' }, 'rate', 'WRONG_VALUE'],
    ['kinds to replace without saying so', { replaces: ['SURTAX'] }, 'replaces', 'MISSING_FIELD'],
  ])('with %s is refused', (_name, more, field, code) => {
    expect(brief(problemsOf([duty('good', { kind: 'VAT' }), duty('bad', more)]))).toEqual([[2, field, code]]);
  });

  it.each([null, 'text', 7, [duty('nested')]])('that is %j is refused', (value) => {
    expect(brief(problemsOf([value]))).toEqual([[1, null, 'NOT_A_POLICY']]);
  });

  it.each<[string, string, RegExp]>([
    ['divides by zero', 'cif / 0', /divides by zero/],
    ['divides by nothing', 'cif / (duties - duties)', /divides by zero/],
    ['divides by the price of a car that is given away', 'cif / retailPrice', /divides by zero/],
    ['names an unknown fact', 'cif * price', /Unknown variable: price/],
    ['mixes types', 'cif * powertrain', /no such overload/],
    ['gives no number', 'cif > 5', /not a number/],
    ['is none', 'cif *', /Unexpected token/],
    ['calls what it must not', 'cif * size(conditions)', /may not use size|no such overload/],
    ['uses a method', 'powertrain.matches("(a+)+$") ? cif : cif', /may not use methods/],
    ['loops', '[1, 2].map(x, x).size() > 0 ? cif : cif', /may not use|size/],
    ['calculates with floats', 'cif * 0 + (0.1 + 0.2)', /constants alone/],
    ['goes on and on', `cif${'+cif'.repeat(110)}`, /Exceeded|exceed/i],
  ])('whose formula %s is refused with the reason', (_name, formula, reason) => {
    const [problem, ...others] = problemsOf([duty('bad', { rate: undefined, formula, currency: 'MXN' })]);
    expect([problem?.field, problem?.code, problem?.policyId, others]).toEqual(['formula', 'WRONG_FORMULA', 'bad', []]);
    expect(problem?.message).toMatch(reason);
  });

  it('whose other reading has a bad formula is refused at its place', () => {
    const conflicts = [{ field: 'rate', statement: 'x', source: 'y', reading: { formula: 'cif / 0' } }];
    expect(brief(problemsOf([duty('bad', { conflicts })]))).toEqual([
      [1, 'conflicts[0].reading.formula', 'WRONG_FORMULA'],
    ]);
  });
});

describe('rows together', () => {
  const first = duty('first', { validTo: '2026-01-01' });

  it('with one key twice are refused', () => {
    expect(brief(problemsOf([first, duty('first', { validFrom: '2026-01-01' })]))).toContainEqual([
      2,
      'policyId',
      'DUPLICATE',
    ]);
  });

  it('that follow each other are good', () => {
    expect(problemsOf([first, duty('second', { validFrom: '2026-01-01', rate: '0.2' })])).toEqual([]);
  });

  it('that overlap by a day are refused, and both are named', () => {
    const [problem] = problemsOf([first, duty('second', { validFrom: '2025-12-31' })]);
    expect(problem).toMatchObject({ row: 2, policyId: 'second', code: 'OVERLAP', otherPolicyId: 'first' });
    expect(problem?.message).toContain('first (always to 2026-01-01)');
  });

  it('overlap with what is on file too, unless they replace it', () => {
    expect(brief(problemsOf([duty('second')], [first]))).toEqual([[1, 'validFrom', 'OVERLAP']]);
    expect(problemsOf([duty('first')], [first])).toEqual([]);
  });

  it.each<[string, object]>([
    ['another powertrain', { powertrains: ['ICE'] }],
    ['another origin', { originCountries: ['JP'] }],
    ['another form', { assemblyForms: ['CKD'] }],
    ['another exporter group', { exporterGroups: ['Geely Group'] }],
    ['a higher precedence', { precedence: 1 }],
    ['more criteria', { conditions: [{ code: 'IN_QUOTA', description: 'In the quota.' }] }],
  ])('do not overlap where %s tells them apart', (_name, more) => {
    const criteria = {
      powertrains: ['BEV'],
      originCountries: ['CN'],
      assemblyForms: ['CBU'],
      exporterGroups: ['BYD Group'],
    };
    expect(problemsOf([duty('one', criteria), duty('other', { ...criteria, ...more })])).toEqual([]);
  });

  it('that name a group in other words overlap', () => {
    const rows = [duty('one', { exporterGroups: ['BYD Group'] }), duty('other', { exporterGroups: ['byd'] })];
    expect(brief(problemsOf(rows))).toEqual([[2, 'validFrom', 'OVERLAP']]);
  });

  it('with a hole between them are refused, unless they say why', () => {
    const later = { validFrom: '2026-01-02', rate: '0.2' };
    const [problem] = problemsOf([first, duty('second', later)]);
    expect(problem).toMatchObject({ row: 2, policyId: 'second', code: 'GAP', otherPolicyId: 'first' });
    expect(problem?.message).toContain('from 2026-01-01 to 2026-01-02');
    expect(problemsOf([first, duty('second', { ...later, gapBefore: 'The duty was suspended.' })])).toEqual([]);
  });

  it('of kinds without money may hold at once', () => {
    const rule = { kind: 'HOMOLOGATION', rate: undefined };
    expect(problemsOf([duty('one', rule), duty('other', rule)])).toEqual([]);
  });
});

describe('the published schema', () => {
  it('accepts every policy of the seeds', () => {
    const path = new URL('../../../../schema/market-policy.schema.json', import.meta.url);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const accepts = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
    const rows: object[] = JSON.parse(readFileSync(POLICY_FILE, 'utf8'));
    expect(rows.filter((row) => !accepts(row))).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(59);
    expect(accepts({ ...rows[0], surprise: 1 })).toBe(false);
  });
});
