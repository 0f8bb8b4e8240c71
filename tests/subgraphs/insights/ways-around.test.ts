import { describe, expect, it } from 'vitest';
import { type Base, fourQuartersFrom, waysAround } from '../../../src/subgraphs/insights/policy-shock/ways-around.js';

const CAR = { maker: 'byd', model: 'seal', country: 'TH', originCountry: 'CN', assemblyForm: 'CBU' };

function base(changes: Partial<Base>): Base {
  return {
    baseId: 'base',
    maker: 'byd',
    country: 'TH',
    form: 'CKD',
    models: [],
    startOfProduction: null,
    annualCapacity: 1000,
    plannedUnits: 400,
    servesCountries: [],
    ...changes,
  };
}

const ways = (changes: Partial<Base>) => waysAround(CAR, [base(changes)], '2026-11-24');

describe('ways around a policy', () => {
  it('are kits of the same origin that are put together in the country', () => {
    expect(ways({})).toEqual([
      { baseId: 'base', imported: { originCountry: 'CN', assemblyForm: 'CKD' }, spareCapacity: 600 },
    ]);
  });

  it('are cars that are made in the country, and whole cars of another one that delivers to it', () => {
    expect(ways({ form: 'CBU' })[0]?.imported).toBeNull();
    expect(ways({ country: 'ID', servesCountries: ['TH'] })[0]?.imported).toEqual({
      originCountry: 'ID',
      assemblyForm: 'CBU',
    });
  });

  it('are none that is the present way, and none through places that do not make the car for the country yet', () => {
    for (const no of [
      { country: 'CN', form: 'CBU', servesCountries: ['TH'] },
      { country: 'ID' },
      { form: 'TRANSIT' },
      { maker: 'mg' },
      { models: ['byd/dolphin'] },
      { startOfProduction: '2026-11-25' },
    ]) {
      expect(ways(no)).toEqual([]);
    }
    expect(ways({ models: ['byd/seal'], startOfProduction: '2026-11-24' })).toHaveLength(1);
  });

  it('have no more spare capacity than is planned to be left', () => {
    expect(ways({ annualCapacity: null })[0]?.spareCapacity).toBeNull();
    expect(ways({ plannedUnits: 1200 })[0]?.spareCapacity).toBe(0);
  });

  it('look at the four quarters from the day on', () => {
    expect(fourQuartersFrom('2026-11-24')).toEqual({ fromQuarter: '2026-Q4', toQuarter: '2027-Q3' });
    expect(fourQuartersFrom('2026-01-01')).toEqual({ fromQuarter: '2026-Q1', toQuarter: '2026-Q4' });
    expect(fourQuartersFrom('2026-12-31')).toEqual({ fromQuarter: '2026-Q4', toQuarter: '2027-Q3' });
  });
});
