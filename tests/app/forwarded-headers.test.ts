import { describe, expect, it } from 'vitest';
import { forwardedHeaders, isForwardableHeader } from '../../src/app/forwarded-headers.js';

describe('headers that go on to a subgraph', () => {
  const context = { headers: { authorization: 'Bearer t', cookie: 'c=1', 'x-list': ['a', 'b'] } };

  it('are those that are named, and no others', () => {
    expect(forwardedHeaders(['Authorization', 'x-list', 'x-absent'])(context)).toEqual({
      authorization: 'Bearer t',
      'x-list': 'a, b',
    });
    expect(forwardedHeaders([])(context)).toEqual({});
    expect(forwardedHeaders(['authorization'])({})).toEqual({});
  });

  it('do not replace fixed ones', () => {
    expect(forwardedHeaders(['authorization'], { Authorization: 'Key k' })(context)).toEqual({
      authorization: 'Key k',
    });
  });

  it.each([
    ['authorization', true],
    ['X-Tenant', true],
    ['Host', false],
    ['connection', false],
    ['content-length', false],
    ['transfer-encoding', false],
    ['', false],
    ['a b', false],
    ['a\r\nb', false],
    [':authority', false],
  ])('may be %j: %s', (name, expected) => {
    expect(isForwardableHeader(name)).toBe(expected);
  });
});
