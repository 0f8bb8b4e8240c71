import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globalId, naturalKey, parseGlobalId } from '../../../src/kernel/identity/global-id.js';

describe('global ids', () => {
  it('carry type and natural key', () => {
    expect(globalId('Country', 'NO')).toBe('Q291bnRyeTpOTw');
    expect(parseGlobalId('Q291bnRyeTpOTw')).toEqual({ typeName: 'Country', key: 'NO' });
  });

  it('give back what they were made of', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        (typeName, key) => {
          expect(parseGlobalId(globalId(typeName, key))).toEqual({ typeName, key });
        },
      ),
    );
  });

  it.each(['', 'NO', 'audi/a6/2024', '????', 'Q291bnRyeTpOTw==', globalId('lowercase', 'x')])(
    '"%s" is none',
    (text) => {
      expect(parseGlobalId(text)).toBeNull();
    },
  );

  it('are taken where a natural key is asked for, but only those of the same type', () => {
    expect(naturalKey('Country', globalId('Country', 'NO'))).toBe('NO');
    expect(naturalKey('Country', 'NO')).toBe('NO');
    expect(naturalKey('Country', globalId('Town', '1'))).toBe(globalId('Town', '1'));
  });
});
