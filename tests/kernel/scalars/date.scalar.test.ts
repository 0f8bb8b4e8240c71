import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphQLLocalDate } from '../../../src/kernel/scalars/date.scalar.js';
import { isLocalDate } from '../../../src/kernel/scalars/local-date.js';

describe('Date', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('accepts %s', (text) => {
    expect(GraphQLLocalDate.parseValue(text)).toBe(text);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '2026-04-01T00:00:00Z',
    '',
    5,
    null,
  ])('refuses %s', (value) => {
    expect(() => GraphQLLocalDate.parseValue(value)).toThrow(/existing day/);
  });

  it('accepts every day that the calendar has', () => {
    const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(days, (day) => isLocalDate(day.toISOString().slice(0, 10))));
  });
});
