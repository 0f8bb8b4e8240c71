import { createHash } from 'node:crypto';
import { ImportError } from '../pipeline/import-error.js';

interface Row {
  readonly raw: string;
}

/** Characters of rows that may wait for the rest of their group. */
const MOST_WAITING_CHARACTERS = 64_000_000;

/**
 * Gathers rows with the same key, wherever they stand. Reads the rows twice: first to count the rows of every key, then
 * to hand each group out with its last row. A row without a key (null) stands for itself. In a file that is sorted by
 * the key nearly nothing waits; in others, up to a bound.
 * @throws ImportError NOT_THE_FORMAT where more would have to wait than the bound allows
 */
export async function* groupedRows<R extends Row>(
  rows: () => AsyncIterable<R>,
  keyOf: (row: R) => string | null,
  name: string,
): AsyncGenerator<R[]> {
  const remaining = new Map<number, number>();
  for await (const row of rows()) {
    const key = keyOf(row);
    if (key === null) continue;
    const short = shortKey(key);
    remaining.set(short, (remaining.get(short) ?? 0) + 1);
  }
  const waiting = new Map<string, R[]>();
  let characters = 0;
  for await (const row of rows()) {
    const key = keyOf(row);
    if (key === null) {
      yield [row];
      continue;
    }
    const group = waiting.get(key) ?? [];
    group.push(row);
    characters += row.raw.length;
    waiting.set(key, group);
    const short = shortKey(key);
    const left = (remaining.get(short) ?? 1) - 1;
    remaining.set(short, left);
    if (left === 0) {
      waiting.delete(key);
      for (const { raw } of group) characters -= raw.length;
      yield group;
    } else if (characters > MOST_WAITING_CHARACTERS) {
      throw new ImportError(
        'NOT_THE_FORMAT',
        `${name}: the rows of one record stand too far apart for all of them to be gathered: sort the file by the key of "group"`,
      );
    }
  }
  // Two keys with the same short form: the count of both was met by one of them.
  yield* waiting.values();
}

/** 48 bits of a hash: a number takes a fraction of the memory that the key does. */
function shortKey(key: string): number {
  return createHash('sha256').update(key).digest().readUIntBE(0, 6);
}
