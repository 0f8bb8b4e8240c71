import { isIPv6 } from 'node:net';
import type { Caller } from '../../kernel/caller.js';

/**
 * Whose requests are counted together: those of one partner, be it by several systems, else those of one subject of tokens,
 * else those from one address. Of an IPv6 address the
 * first 64 bits count, since a single client commonly has all the others to choose from.
 */
export function clientKey({ partnerId, subject }: Caller, address: string): string {
  if (partnerId !== null) return partnerKey(partnerId);
  return subject === null ? `address:${network(address)}` : `subject:${subject}`;
}

/** The key of a partner. */
export function partnerKey(partnerId: string): string {
  return `partner:${partnerId}`;
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) {
    return mapped;
  }
  if (!isIPv6(address)) {
    return address;
  }
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0;
  const groups = [...front, ...new Array<string>(zeros).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
