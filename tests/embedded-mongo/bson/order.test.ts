import { Binary, BSONRegExp, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/embedded-mongo/bson/key.js';
import { compareBson } from '../../../src/embedded-mongo/bson/order.js';

const decimal = (text: string) => Decimal128.fromString(text);

describe('compareBson', () => {
  // https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
  it('orders the types as the manual lists them', () => {
    const ascending = [
      new MinKey(),
      undefined,
      null,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      -1,
      0,
      1.5,
      Long.fromNumber(2),
      decimal('3'),
      '',
      'a',
      {},
      { a: 1 },
      [],
      [1],
      new Binary(new Uint8Array([1])),
      new ObjectId('0'.repeat(24)),
      false,
      true,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      /a/,
      new Code('x'),
      new MaxKey(),
    ];
    for (let i = 1; i < ascending.length; i++)
      expect(compareBson(ascending[i - 1], ascending[i]), `position ${i}`).toBeLessThan(0);
  });

  it.each([
    [1, Long.fromNumber(1), 0],
    [1, new Int32(1), 0],
    [1, new Double(1), 0],
    [1, decimal('1.00'), 0],
    [0.5, decimal('0.5'), 0],
    // a double 0.1 is 0.1000000000000000055...
    [0.1, decimal('0.1'), 1],
    [0, -0, 0],
    [Number.NaN, decimal('NaN'), 0],
    [Long.fromString('9007199254740993'), 9007199254740992, 1],
    [Long.MAX_VALUE, decimal('9223372036854775807'), 0],
    [Long.MAX_VALUE, decimal('9223372036854775807.1'), -1],
    [decimal('1E+6144'), Number.POSITIVE_INFINITY, -1],
    ['\u{10000}', '\uffff', 1],
    ['a', 'B', 1],
    [{ a: 1, b: 1 }, { b: 1, a: 1 }, -1],
    [{ a: 1 }, { a: 1, b: 0 }, -1],
    [{ a: 'x' }, { b: 1 }, 1],
    [[1, 2], [1, 3], -1],
    [[1, 2], [1], 1],
    [new Binary(new Uint8Array([9])), new Binary(new Uint8Array([1, 1])), -1],
    [new BSONRegExp('a', 'i'), /a/i, 0],
  ])('compares %j with %j', (left, right, expected) => {
    expect(Math.sign(compareBson(left, right))).toBe(expected);
    expect(Math.sign(compareBson(right, left))).toBe(expected === 0 ? 0 : -expected);
  });

  it('takes a field named _bsontype for data', () => {
    expect(compareBson({ _bsontype: 'ObjectId', a: 1 }, { _bsontype: 'ObjectId', a: 2 })).toBeLessThan(0);
  });
});

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<unknown>(
      null,
      undefined,
      true,
      false,
      0,
      -0,
      Number.NaN,
      new Date(0),
      new ObjectId('1'.repeat(24)),
    ),
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -3, max: 3 }).map((n) => Long.fromNumber(n)),
    fc.integer({ min: -30, max: 30 }).map((n) => decimal(`${n}E-1`)),
    fc.integer({ min: -30, max: 30 }).map((n) => n / 10),
    fc.constantFrom('', 'a', 'b', 'ab'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }),
  ),
})).value;

describe('order and keys', () => {
  it('is a total order', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(Math.sign(compareBson(a, b)) + Math.sign(compareBson(b, a))).toBe(0);
        if (compareBson(a, b) <= 0 && compareBson(b, c) <= 0) expect(compareBson(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('gives one key to equal values and different keys to others', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(keyOf(a) === keyOf(b)).toBe(compareBson(a, b) === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot be misled by texts that look like structure', () => {
    expect(keyOf(['a', 'b'])).not.toBe(keyOf(['a2:sb']));
    expect(keyOf({ a: 'x' })).not.toBe(keyOf(['a', 'x']));
  });
});
