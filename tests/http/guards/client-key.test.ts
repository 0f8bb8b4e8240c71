import { describe, expect, it } from 'vitest';
import { clientKey } from '../../../src/http/guards/client-key.js';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';

describe('clientKey', () => {
  it('is the subject of a token, whatever the address', () => {
    expect(clientKey({ ...PUBLIC_CALLER, authenticated: true, subject: 'alice' }, '192.0.2.1')).toBe('subject:alice');
  });

  it('is the partner of a token, whichever of its systems asks', () => {
    const caller = { ...PUBLIC_CALLER, authenticated: true, scopes: new Set(['bank']), partnerId: 'nordbank' };
    expect(clientKey({ ...caller, subject: 'one' }, '192.0.2.1')).toBe('partner:nordbank');
    expect(clientKey({ ...caller, subject: 'other' }, '192.0.2.2')).toBe('partner:nordbank');
  });

  it.each([
    ['192.0.2.1', 'address:192.0.2.1'],
    ['::ffff:192.0.2.1', 'address:192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', 'address:2001:db8:1:2::/64'],
    ['2001:db8::1', 'address:2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'address:fe80:0:0:0::/64'],
    ['::1', 'address:0:0:0:0::/64'],
  ])('of %s is %s', (address, key) => {
    expect(clientKey(PUBLIC_CALLER, address)).toBe(key);
  });
});
