import { describe, expect, it } from 'vitest';
import { retryAfterMilliseconds } from '../../../src/gateway/remote/retry-after.js';

describe('Retry-After', () => {
  // The example date of RFC 9110, section 10.2.3.
  const date = 'Fri, 31 Dec 1999 23:59:59 GMT';
  const instant = Date.UTC(1999, 11, 31, 23, 59, 59);

  it.each([
    ['120', instant, 120_000],
    [' 0 ', instant, 0],
    [date, instant - 1_500, 1_500],
    [date, instant + 1_500, 0],
    [undefined, instant, undefined],
    [['1', '2'], instant, undefined],
    ['', instant, undefined],
    ['-1', instant, undefined],
    ['1.5', instant, undefined],
    ['soon', instant, undefined],
    ['1999-12-31T23:59:59Z', instant, undefined],
    ['Fri, 99 Dec 1999 23:59:59 GMT', instant, undefined],
  ])('%j at %i is %s ms', (header, now, expected) => {
    expect(retryAfterMilliseconds(header, now)).toBe(expected);
  });
});
