import type { RowKey } from '../../../database/find-by-key.js';

/** Keys of certificates begin with their country ("DE:csms:byd"), which names the cluster to ask. */
export function rowKey(id: string): RowKey {
  const country = /^([A-Z]{2}):/.exec(id)?.[1];
  return country === undefined ? { id } : { id, country };
}
