import { type CursorPosition, decodeCursor } from '../kernel/paging/cursor.js';

/** One field of a sort, by its stored name. */
export interface SortField {
  readonly field: string;
  readonly direction: 1 | -1;
}

/** Order by `_id`: the default of every list. */
export const BY_ID: readonly SortField[] = [{ field: '_id', direction: 1 }];

type Filter = Record<string, unknown>;

/** MongoDB sort of a keyset order; the last field must be `_id`, so that no two rows are equal. */
export function sortOf(order: readonly SortField[]): Record<string, 1 | -1> {
  return Object.fromEntries(order.map(({ field, direction }) => [field, direction]));
}

/** Filter for the rows after a cursor; `{}` without one. BAD_USER_INPUT for a text that is no cursor of this order. */
export function afterCursor(order: readonly SortField[], after: string | null | undefined): Filter {
  return after === null || after === undefined ? {} : afterPosition(order, decodeCursor(after, order.length));
}

/** (a, b) after (x, y) is: a after x, or a = x and b after y. */
function afterPosition(order: readonly SortField[], position: CursorPosition): Filter {
  const branches = order.map(({ field, direction }, index) => {
    const equal = order.slice(0, index).map((earlier, at) => [earlier.field, position[at]]);
    return { ...Object.fromEntries(equal), [field]: { [direction === 1 ? '$gt' : '$lt']: position[index] } };
  });
  return branches.length === 1 ? (branches[0] ?? {}) : { $or: branches };
}

/** Compares rows by a keyset order, to merge those of several clusters. */
export function compareBy<RecordType>(order: readonly SortField[]): (left: RecordType, right: RecordType) => number {
  return (left, right) => {
    for (const { field, direction } of order) {
      const [a, b] = [(left as Filter)[field], (right as Filter)[field]] as [string | number, string | number];
      if (a !== b) {
        return a < b ? -direction : direction;
      }
    }
    return 0;
  };
}
