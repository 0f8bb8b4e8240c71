import fc from 'fast-check';
import { GraphQLError, Kind } from 'graphql';
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { GraphQLDecimal } from '../../../src/kernel/scalars/decimal.scalar.js';

describe('Decimal', () => {
  it.each([
    ['"0.0499"', '0.0499', '0.0499'],
    ['trailing zeros stay out of the number', '1.500', '1.5'],
    ['an integer', 20000, '20000'],
    ['a short float', 0.1, '0.1'],
    ['a negative number', '-12.3', '-12.3'],
  ])('accepts %s', (_name, input, expected) => {
    expect(GraphQLDecimal.parseValue(input).toFixed()).toBe(expected);
  });

  it.each([
    ['a text that is no number', 'twelve'],
    ['an exponent', '1e5'],
    ['an empty text', ''],
    ['white space', ' 1'],
    ['25 digits before the point', '1'.repeat(25)],
    ['19 digits after the point', `0.${'1'.repeat(19)}`],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a float that carries more digits than a double holds', 0.1 + 0.2],
    ['a boolean', true],
    ['an object', { amount: 1 }],
    ['null', null],
  ])('refuses %s', (_name, input) => {
    expect(() => GraphQLDecimal.parseValue(input)).toThrow(GraphQLError);
  });

  it('reads literals exactly as written', () => {
    const literal = { kind: Kind.FLOAT, value: '0.123456789012345678' } as const;
    expect(GraphQLDecimal.parseLiteral(literal, null).toFixed()).toBe('0.123456789012345678');
  });

  it('writes Decimal128 in plain notation', () => {
    expect(GraphQLDecimal.serialize(mongo.Decimal128.fromString('1E+3'))).toBe('1000');
    expect(GraphQLDecimal.serialize(mongo.Decimal128.fromString('1E-7'))).toBe('0.0000001');
    expect(() => GraphQLDecimal.serialize(mongo.Decimal128.fromString('NaN'))).toThrow(GraphQLError);
  });

  it('gives back what it was given, to the last digit', () => {
    const decimals = fc
      .tuple(fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n }), fc.stringMatching(/^\d{0,17}[1-9]$/))
      .map(([whole, fraction]) => `${whole}.${fraction}`);
    fc.assert(
      fc.property(decimals, (text) => {
        fc.pre(!text.startsWith('0.') || text !== '-0');
        expect(GraphQLDecimal.serialize(GraphQLDecimal.parseValue(text))).toBe(text);
      }),
    );
  });
});
