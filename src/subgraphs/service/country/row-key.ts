import type { RowKey } from '../../../database/find-by-key.js';

/** Keys of workshops and networks begin with their country ("GB:7167B3"), which names the cluster to ask. */
export function rowKey(id: string): RowKey {
  const country = /^([A-Z]{2}):/.exec(id)?.[1];
  return country === undefined ? { id } : { id, country };
}
