import type { Document } from '../bson/document.js';
import { compileFilter } from '../query/filter.js';
import type { QueryOptions } from '../query/options.js';
import type { ChangeLog } from '../store/change-log.js';
import type { Store } from '../store/store.js';
import type { CursorBatch } from '../wire/cursor-batch.js';
import type { CursorSource, Patience } from './cursors.js';

const DEFAULT_WAIT_MS = 1000;

/**
 * Waits until a change becomes durable, the time is over, or the client or the cursor is gone.
 * @returns false when it makes no sense to look again
 */
export function nextChange(changes: ChangeLog, until: number, patience: Patience): Promise<boolean> {
  const rest = until - Date.now();
  if (rest <= 0 || patience.closed.aborted || patience.killed()) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      forget();
      patience.closed.removeEventListener('abort', done);
      resolve(!patience.closed.aborted && !patience.killed());
    };
    const timer = setTimeout(done, rest);
    const forget = changes.onNext(done);
    patience.closed.addEventListener('abort', done);
  });
}

/** When a wait ends: `maxTimeMS` of the getMore, or a second. */
export function endOfWait(patience: Patience): number {
  return Date.now() + (patience.milliseconds ?? DEFAULT_WAIT_MS);
}

/** A tailable cursor on a capped collection: what was there, then what is inserted. */
export class TailSource implements CursorSource {
  private readonly matches: (document: Document) => boolean;
  private pending: Document[];
  private sequence: number;

  constructor(
    private readonly store: Store,
    private readonly namespace: string,
    present: readonly Document[],
    filter: Document,
    private readonly project: ((document: Document) => Document) | undefined,
    options: QueryOptions,
    private readonly awaitData: boolean,
  ) {
    this.pending = [...present];
    this.matches = compileFilter(filter, options);
    this.sequence = store.changes.lastSequence;
  }

  async fill(batch: CursorBatch, limit: number, patience: Patience): Promise<boolean> {
    const until = this.awaitData ? endOfWait(patience) : 0;
    do {
      this.takeInserted();
      while (batch.length < limit) {
        const [document] = this.pending;
        if (!document || !batch.add(document)) break;
        this.pending.shift();
      }
    } while (batch.length === 0 && (await nextChange(this.store.changes, until, patience)));
    return !this.store.collections.has(this.namespace);
  }

  private takeInserted(): void {
    for (const change of this.store.changes.after(this.sequence)) {
      this.sequence = change.sequence;
      const { document } = change;
      if (change.kind !== 'insert' || change.namespace !== this.namespace || !document || !this.matches(document))
        continue;
      this.pending.push(this.project ? this.project(document) : document);
    }
  }
}
