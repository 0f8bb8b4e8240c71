import fc from 'fast-check';
import { Query } from 'mingo';
import { describe, expect, it } from 'vitest';
import { isValidOn, validOn } from '../../../src/kernel/validity/validity.js';

const day = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));
const bound = fc.option(day);

describe('validity', () => {
  it('begins on validFrom and ends before validTo', () => {
    const record = { validFrom: '2024-10-30', validTo: '2029-10-30' };
    expect(['2024-10-29', '2024-10-30', '2029-10-29', '2029-10-30'].map((asOf) => isValidOn(record, asOf))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is unbounded where a date is missing', () => {
    expect(isValidOn({ validFrom: null, validTo: null }, '1900-01-01')).toBe(true);
  });

  it('means the same in the database as in memory', () => {
    fc.assert(
      fc.property(bound, bound, day, (validFrom, validTo, asOf) => {
        const record = { validFrom, validTo };
        expect(new Query(validOn(asOf)).test(record)).toBe(isValidOn(record, asOf));
      }),
    );
  });
});
