import { Long } from 'bson';
import type { Document } from '../bson/document.js';
import { failure } from '../errors.js';
import { CursorBatch } from '../wire/cursor-batch.js';

/** MongoDB's default size of a first batch, in documents. */
const FIRST_BATCH = 101;
const IDLE_TIMEOUT_MS = 10 * 60_000;

/** How long a tailing cursor may wait for documents, and what ends the wait. */
export interface Patience {
  /** Undefined: the server's own default. */
  readonly milliseconds: number | undefined;
  readonly closed: AbortSignal;
  killed(): boolean;
}

/** What a cursor delivers from. */
export interface CursorSource {
  /** Fills a batch with up to `limit` documents; waits for some when it tails. True when nothing can follow any more. */
  fill(batch: CursorBatch, limit: number, patience: Patience): Promise<boolean> | boolean;
  /** Further fields of the answer's `cursor`, such as `postBatchResumeToken`. */
  describe?(): Document;
}

interface OpenCursor {
  readonly namespace: string;
  readonly source: CursorSource;
  readonly session: string | undefined;
  readonly timesOut: boolean;
  lastUsed: number;
}

/** The documents of a result that is complete: they are handed out in order. */
export class ResultSource implements CursorSource {
  private position = 0;

  constructor(private readonly documents: readonly Document[]) {}

  fill(batch: CursorBatch, limit: number): boolean {
    while (this.position < this.documents.length && batch.length < limit) {
      const document = this.documents[this.position];
      if (document && !batch.add(document)) break;
      this.position += 1;
    }
    return this.position >= this.documents.length;
  }
}

/** The open cursors of a server. */
export class Cursors {
  private readonly open = new Map<string, OpenCursor>();
  private lastId = 0;

  get count(): number {
    return this.open.size;
  }

  /**
   * Answers with the first batch of a result, and keeps a cursor open when more follows.
   * @param options batch size as in the command; `singleBatch` closes the cursor in any case
   */
  async first(
    namespace: string,
    source: CursorSource,
    options: {
      readonly batchSize?: number | undefined;
      readonly singleBatch?: boolean;
      readonly session?: string | undefined;
      readonly closed: AbortSignal;
      readonly timesOut?: boolean;
    },
  ): Promise<Document> {
    const firstBatch = new CursorBatch();
    const patience = { milliseconds: 0, closed: options.closed, killed: () => false };
    const exhausted = await source.fill(firstBatch, options.batchSize ?? FIRST_BATCH, patience);
    let id = Long.ZERO;
    if (!exhausted && !options.singleBatch) {
      this.lastId += 1;
      id = Long.fromNumber(this.lastId);
      const { session, timesOut = true } = options;
      this.open.set(id.toString(), { namespace, source, session, timesOut, lastUsed: Date.now() });
    }
    return { cursor: { firstBatch, id, ns: namespace, ...source.describe?.() }, ok: 1 };
  }

  /** Answers with the next batch. Throws MongoError 43 CursorNotFound. */
  async next(
    id: unknown,
    namespace: string,
    request: {
      readonly batchSize?: number | undefined;
      readonly waitMs: number | undefined;
      readonly closed: AbortSignal;
    },
  ): Promise<Document> {
    const key = String(id);
    const cursor = this.open.get(key);
    if (!cursor) failure(43, `cursor id ${key} not found`);
    if (cursor.namespace !== namespace) {
      failure(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    cursor.lastUsed = Date.now();
    const nextBatch = new CursorBatch();
    const limit = request.batchSize || Number.POSITIVE_INFINITY;
    let exhausted: boolean;
    try {
      exhausted = await cursor.source.fill(nextBatch, limit, {
        milliseconds: request.waitMs,
        closed: request.closed,
        killed: () => !this.open.has(key),
      });
    } catch (error) {
      this.open.delete(key);
      throw error;
    }
    if (exhausted) this.open.delete(key);
    const alive = this.open.has(key);
    const shownId = alive ? Long.fromString(key) : Long.ZERO;
    return { cursor: { nextBatch, id: shownId, ns: namespace, ...cursor.source.describe?.() }, ok: 1 };
  }

  /** Closes a cursor; false when there was none. */
  kill(id: unknown): boolean {
    return this.open.delete(String(id));
  }

  /** Closes the cursors of ended sessions. */
  killOfSessions(sessions: ReadonlySet<string>): void {
    for (const [id, cursor] of this.open) if (cursor.session && sessions.has(cursor.session)) this.open.delete(id);
  }

  /** Closes cursors that nobody has asked for ten minutes. */
  expire(now: number): void {
    for (const [id, cursor] of this.open)
      if (cursor.timesOut && now - cursor.lastUsed > IDLE_TIMEOUT_MS) this.open.delete(id);
  }
}
