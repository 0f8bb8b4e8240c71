import { badUserInput } from '../errors/tripod-error.js';

/** Values of the sort fields of the last row seen, in the order of the sort; the last one is the row's `_id`. */
export type CursorPosition = readonly (string | number | null)[];

const MAXIMUM_CURSOR_LENGTH = 1000;

/** Opaque text of a position in a list. */
export function encodeCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** Position of a cursor; BAD_USER_INPUT where the text is no cursor of a list with that many sort fields. */
export function decodeCursor(text: string, sortFields: number): CursorPosition {
  const position = text.length <= MAXIMUM_CURSOR_LENGTH ? parse(text) : null;
  if (
    !Array.isArray(position) ||
    position.length !== sortFields ||
    !position.every((value) => value === null || typeof value === 'string' || typeof value === 'number')
  ) {
    throw badUserInput('after', 'is not a cursor of this list');
  }
  return position as CursorPosition;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
