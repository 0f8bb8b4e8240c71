import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { CONNECTOR_TYPES } from '../../../src/kernel/ocpi/connector-types.js';
import { shownAs, shownAsAny, sourceWord, vocabulary } from '../../../src/kernel/ocpi/vocabulary.js';

const FORMATS = vocabulary({
  name: 'FormatOfTest',
  description: 'Who brings the cable.',
  meanings: { SOCKET: 'The driver.', CABLE: 'The site.', OTHER: 'Unknown word.' },
  fallback: 'OTHER',
});
const STATUSES = vocabulary({
  name: 'StatusOfTest',
  description: 'A vocabulary with a word of its own for what is not known.',
  meanings: { AVAILABLE: 'Free.', UNKNOWN: 'Not known.' },
  fallback: 'UNKNOWN',
});

describe('vocabularies of OCPI', () => {
  it('know the 42 connector types of OCPI 2.3.0', () => {
    expect(CONNECTOR_TYPES.known.size).toBe(42);
  });

  it('show known words as they are and others as the fallback, with the word of the source', () => {
    expect([shownAs(CONNECTOR_TYPES, 'MCS'), sourceWord(CONNECTOR_TYPES, 'MCS')]).toEqual(['MCS', null]);
    expect([shownAs(CONNECTOR_TYPES, 'CEE'), sourceWord(CONNECTOR_TYPES, 'CEE')]).toEqual(['OTHER', 'CEE']);
    expect([shownAs(CONNECTOR_TYPES, 'OTHER'), sourceWord(CONNECTOR_TYPES, 'OTHER')]).toEqual(['OTHER', 'OTHER']);
    expect([shownAs(STATUSES, 'broken'), shownAs(STATUSES, 'UNKNOWN')]).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect([shownAs(FORMATS, null), sourceWord(FORMATS, null)]).toEqual([null, null]);
    expect(shownAs(FORMATS, '__proto__')).toBe('OTHER');
  });

  it('are filtered by what is shown', () => {
    expect(shownAsAny(FORMATS, ['CABLE'])).toEqual({ $in: ['CABLE'] });
    expect(shownAsAny(FORMATS, ['OTHER'])).toEqual({ $nin: [null, 'SOCKET', 'CABLE'] });
    expect(shownAsAny(FORMATS, ['OTHER', 'CABLE'])).toEqual({ $nin: [null, 'SOCKET'] });
  });
});
