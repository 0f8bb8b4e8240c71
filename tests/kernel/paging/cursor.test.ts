import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../src/kernel/paging/cursor.js';

describe('cursors', () => {
  it('give back the position they were made of', () => {
    const value = fc.oneof(fc.string({ maxLength: 50 }), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (position) => {
        expect(decodeCursor(encodeCursor(position), position.length)).toEqual(position);
      }),
    );
  });

  it.each([
    ['a plain text', 'nonsense'],
    ['an empty text', ''],
    ['JSON that is no list', Buffer.from('{"$gt":""}').toString('base64url')],
    ['an operator in place of a value', encodeCursor([{ $gt: '' } as never])],
    ['a list of another length', encodeCursor(['a', 'b'])],
    ['a very long text', 'A'.repeat(5000)],
  ])('refuse %s', (_name, text) => {
    expect(() => decodeCursor(text, 1)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }) }),
    );
  });
});
