import { badUserInput } from '../../../kernel/errors/tripod-error.js';

/** The last sequence that has been seen of each cluster; a cluster that is missing has not been read. */
export type FeedPosition = Readonly<Record<string, number>>;

/** The cursor of a position: opaque, durable. */
export function feedCursor(position: FeedPosition): string {
  const sorted = Object.entries(position).sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.from(JSON.stringify(sorted), 'utf8').toString('base64url');
}

/** The position of a cursor; the beginning for none. BAD_USER_INPUT for a text that is no cursor. */
export function feedPosition(cursor: string | null): FeedPosition {
  if (cursor === null) return {};
  try {
    const entries: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(entries) && entries.every(isEntry)) return Object.fromEntries(entries);
  } catch {
    // Told below.
  }
  throw badUserInput('since', 'is no cursor of this feed');
}

function isEntry(entry: unknown): entry is [string, number] {
  return (
    Array.isArray(entry) &&
    entry.length === 2 &&
    typeof entry[0] === 'string' &&
    Number.isSafeInteger(entry[1]) &&
    (entry[1] as number) >= 0
  );
}
