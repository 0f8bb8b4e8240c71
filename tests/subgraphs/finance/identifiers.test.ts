import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBic } from '../../../src/subgraphs/finance/partner/bic.js';
import { isLei } from '../../../src/subgraphs/finance/partner/lei.js';

/** Identifiers that the GLEIF publishes for these organisations. */
const PUBLISHED_LEIS = ['506700GE1G29325QX363', 'HWUPKR0MPOU8FGXBT394', '5493001KJTIIGC8Y1R12', '7LTWFZYICNSX8D621K86'];

describe('LEI, ISO 17442', () => {
  it.each(PUBLISHED_LEIS)('accepts %s', (lei) => {
    expect(isLei(lei)).toBe(true);
  });

  it.each(['', '506700GE1G29325QX36', '506700GE1G29325QX3630', '506700ge1g29325qx363', '506700GE1G29325QX3A3'])(
    'refuses %j',
    (text) => {
      expect(isLei(text)).toBe(false);
    },
  );

  it('accepts exactly one pair of check digits from 02 to 98, the one that big integers give', () => {
    const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const stem = fc
      .array(fc.constantFrom(...alphabet), { minLength: 18, maxLength: 18 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(stem, (text) => {
        const digits = [...`${text}00`].map((letter) => alphabet.indexOf(letter)).join('');
        const expected = String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
        const pairs = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, '0'));
        expect(pairs.filter((pair) => isLei(text + pair))).toEqual([expected]);
      }),
      { numRuns: 50 },
    );
  });

  it('notices every digit that is put for another, and every letter', () => {
    const isDigit = (character: string) => character <= '9';
    fc.assert(
      fc.property(
        fc.constantFrom(...PUBLISHED_LEIS),
        fc.nat(19),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
        (lei, position, character) => {
          const right = lei.charAt(position);
          fc.pre(right !== character && isDigit(right) === isDigit(character));
          expect(isLei(lei.slice(0, position) + character + lei.slice(position + 1))).toBe(false);
        },
      ),
    );
  });
});

describe('BIC, ISO 9362', () => {
  it.each(['DEUTDEFF', 'DEUTDEFF500', 'DNBANOKK', 'NEDSZAJJXXX', 'NCBVXKPR'])('accepts %s', (bic) => {
    expect(isBic(bic)).toBe(true);
  });

  it.each(['', 'DEUTDEF', 'DEUTDEFF5', 'DEUTDEFF50', 'DEUTDEFF5000', 'deutdeff', 'DEUTZZFF', 'DEUT1EFF', 'DEUT-DEF'])(
    'refuses %j',
    (text) => {
      expect(isBic(text)).toBe(false);
    },
  );
});
