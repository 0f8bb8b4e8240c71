import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../../src/importers/facts/placeholder.js';

describe('placeholders', () => {
  it.each([
    '[...]',
    'string',
    'String',
    ' text ',
    '0001-01-01',
    '2000-01-01',
    'https://dummy.link/ID1',
    'Example Document XYZ',
    'https://example.com/report.pdf',
    'test.mail@example.com',
    'http://docs.example.org',
    'https://my-company.example/x',
    'http://localhost:8080/',
    'telnet://192.0.2.16:80/',
    'ftp://ftp.is.co.za/rfc/rfc1808.txt',
    'http://www.ietf.org/rfc/rfc2396.txt',
    'urn:uuid:00000000-0000-0000-0000-000000000000',
    'urn:uuid:550e8400-e29b-41d4-a716-446655440000',
    'BPNL0123456789ZZ',
    'X123456789012X12345678901234567',
    'first life/ waste/ repaired/ repurposed/ recycled',
    'LFP, Natrium, Li-Ion, NMC, NCA, Solid-State',
    'Case xxxxxxx/xx; Controller xxxxxxx/xx',
    '<manufacturer BPNL>',
    '{{ serial }}',
    'eOMtThyhVNLWUZNRcBaQKxI',
    -1.7976931348623157e308,
    1.6111172e38,
    Number.NaN,
  ])('%s is one', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  it.each([
    'LFP',
    'Nickel Cobalt Manganese (NCM)',
    'https://www.catl.com/en/',
    'BPNL00000003AYRE',
    '2024-02-18',
    '7782-42-5',
    'did:web:passports.maker.de:battery:91',
    'A, B',
    'Exemplary Motors',
    'Texter GmbH',
    'Stringer & Co',
    'CAS 21324-40-3',
    'https://maker.de/a,b,c,d/e',
    0,
    -18,
    12.678,
    1e6,
  ])('%s is none', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });

  it('no quantity of a battery is one', () => {
    fc.assert(fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (number) => !isPlaceholder(number)));
  });
});
