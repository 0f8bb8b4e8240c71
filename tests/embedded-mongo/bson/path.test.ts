import { describe, expect, it } from 'vitest';
import { cloneDocument } from '../../../src/embedded-mongo/bson/clone.js';
import { fieldPathValue, valuesAt } from '../../../src/embedded-mongo/bson/path.js';

const at = (document: unknown, path: string, atEnd: 'expand' | 'whole' = 'expand') =>
  valuesAt(document, path.split('.'), atEnd);

describe('valuesAt', () => {
  it.each([
    [{ a: { b: 1 } }, 'a.b', [1]],
    [{ a: [{ b: 1 }, { b: 2 }, 3] }, 'a.b', [1, 2]],
    [{ a: [1, 2] }, 'a', [1, 2, [1, 2]]],
    [{ a: [1, 2] }, 'a.1', [2]],
    [{ a: [{ b: [1] }] }, 'a.0.b', [1, [1]]],
    [{ a: [{ b: [1] }] }, 'a.b.0', [1]],
    [{ a: [{ 0: 'x' }] }, 'a.0', [{ 0: 'x' }, 'x']],
    [{ a: 5 }, 'a.b', [undefined]],
    [{}, 'a.b', [undefined]],
    [{ a: [] }, 'a.b', []],
    [{ a: [[{ b: 1 }]] }, 'a.b', []],
  ])('%j at %s', (document, path, expected) => {
    expect(at(document, path)).toEqual(expected);
  });

  it.each(['__proto__', 'constructor', 'toString', '__proto__.polluted', 'constructor.prototype', 'a.constructor'])(
    'does not reach the inherited %s',
    (path) => {
      expect(at({ a: {} }, path)).toEqual([undefined]);
      expect(fieldPathValue({ a: {} }, path.split('.'))).toBeUndefined();
    },
  );
});

describe('cloneDocument', () => {
  it('keeps a member named __proto__ as data', () => {
    const hostile = JSON.parse('{"a":{"__proto__":{"polluted":true}}}');
    const copy = cloneDocument(hostile);
    expect(JSON.stringify(copy)).toBe('{"a":{"__proto__":{"polluted":true}}}');
    expect(copy.a.polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
