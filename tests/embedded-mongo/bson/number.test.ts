import { Decimal128, Long } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  asDecimal128,
  divide,
  multiply,
  remainder,
  round,
  subtract,
} from '../../../src/embedded-mongo/bson/number.js';

const decimal = (text: string) => Decimal128.fromString(text);

describe('Decimal128 arithmetic', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['1.10', '2.20', '3.30'],
    ['9999999999999999999999999999999999', '1', '1.000000000000000000000000000000000E+34'],
    ['1E-6176', '1E-6176', '2E-6176'],
    ['NaN', '1', 'NaN'],
    ['Infinity', '1', 'Infinity'],
  ])('adds %s and %s', (left, right, sum) => {
    expect(String(add(decimal(left), decimal(right)))).toBe(sum);
  });

  it('counts a double with its fifteen digits', () => {
    expect(String(add(decimal('1.1'), 0.1))).toBe('1.2');
    expect(String(asDecimal128(0.1))).toBe('0.100000000000000');
  });

  it('multiplies, subtracts and divides exactly where that is possible', () => {
    expect(String(multiply(decimal('19.99'), 3))).toBe('59.97');
    expect(String(subtract(decimal('5.00'), decimal('0.01')))).toBe('4.99');
    expect(String(divide(decimal('1'), decimal('8')))).toBe('0.125');
    expect(String(divide(decimal('10'), decimal('4')))).toBe('2.5');
  });

  it('rounds a quotient half to even at 34 digits', () => {
    expect(String(divide(decimal('1'), decimal('3')))).toBe('0.3333333333333333333333333333333333');
    expect(String(divide(decimal('2'), decimal('3')))).toBe('0.6666666666666666666666666666666667');
    expect(String(divide(decimal('-2'), decimal('3')))).toBe('-0.6666666666666666666666666666666667');
  });

  it('overflows to infinity', () => {
    expect(String(multiply(decimal('9E+6144'), 10))).toBe('Infinity');
  });

  it.each([
    ['2.5', 0, 'half-even', '2'],
    ['3.5', 0, 'half-even', '4'],
    ['-2.5', 0, 'floor', '-3'],
    ['-2.5', 0, 'ceiling', '-2'],
    ['1234.5678', 2, 'half-even', '1234.57'],
    ['1234.5678', -2, 'truncate', '1.2E+3'],
  ] as const)('rounds %s to %i places, %s', (value, place, mode, expected) => {
    expect(String(round(decimal(value), place, mode))).toBe(expected);
  });

  it('agrees with scaled integers', () => {
    const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const [x, y] = [decimal(`${a}E-2`), decimal(`${b}E-2`)];
        expect(String(add(x, y))).toBe(String(decimal(`${a + b}E-2`)));
        expect(String(multiply(x, y))).toBe(String(decimal(`${a * b}E-4`)));
        if (b !== 0n) expect(String(remainder(x, y))).toBe(String(decimal(`${a % b}E-2`)));
      }),
    );
  });
});

describe('integer arithmetic', () => {
  it('stays a Long while it fits and becomes a double beyond', () => {
    expect(add(Long.fromString('9007199254740993'), 1)).toEqual(Long.fromString('9007199254740994'));
    expect(add(Long.MAX_VALUE, 1)).toBe(2 ** 63);
  });
});
