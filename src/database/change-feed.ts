import mongoose, { type Connection, mongo } from 'mongoose';
import { unreachableCause } from './unavailable.js';

/** One change of a stored document. */
export interface Change<RecordType> {
  readonly operation: 'insert' | 'update' | 'replace' | 'delete';
  /** `_id` of the document. */
  readonly id: unknown;
  /** The document as it is now, which may be later than the change; null where it is gone. */
  readonly document: RecordType | null;
  /** Of an update: what it has set, by dotted path (`evses.0.status`). */
  readonly updatedFields: Readonly<Record<string, unknown>>;
}

export interface ChangeListener<RecordType> {
  /** Must neither fail nor wait. */
  onChange(change: Change<RecordType>): void;
  /** Called once where no further change will come: with the reason, or without where the connection was closed. */
  onEnd(error?: Error): void;
}

/** Thrown at listeners where changes have been missed, so that what they know may be out of date. */
export class ChangesLostError extends Error {
  override readonly name = 'ChangesLostError';
}

type Stream = mongo.ChangeStream<mongo.Document, mongo.ChangeStreamDocument>;

const FIRST_RETRY_MILLISECONDS = 200;
const LONGEST_RETRY_MILLISECONDS = 10_000;

/** InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost: the place where the stream stood is gone. */
const PLACE_LOST_CODES: ReadonlySet<unknown> = new Set([260, 280, 286]);

/**
 * The changes of one collection on one cluster, for all who listen: one change stream, opened at once and closed when the
 * last listener has left. A stream that breaks is opened again where it stood; where that place is gone, the listeners are
 * told and the feed ends.
 */
export class ChangeFeed<RecordType> {
  readonly #listeners = new Set<ChangeListener<RecordType>>();
  #stream: Stream | undefined;
  #place: Pick<mongo.ChangeStreamOptions, 'resumeAfter' | 'startAfter'> = {};
  #opening: Promise<void>;
  #opened = false;
  #failures = 0;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param onEnd called once, when the feed is of no further use */
  constructor(
    private readonly connection: Connection,
    private readonly collection: string,
    private readonly onEnd: () => void,
  ) {
    connection.once('close', this.#connectionClosed);
    this.#opening = this.#open();
    this.#opening.catch(() => undefined);
  }

  /** Tells a listener of every change from `whenOpen` on. The function ends that. */
  listen(listener: ChangeListener<RecordType>): () => void {
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#end();
    };
  }

  /** Settles when the server watches; rejects with the reason of the last failure while it cannot be reached. */
  whenOpen(): Promise<void> {
    return this.#opening;
  }

  async #open(): Promise<void> {
    // The driver's own handle: mongoose's collection refuses to do anything while a cluster is away.
    const stream = this.connection
      .getClient()
      .db(this.connection.name)
      .collection(this.collection)
      .watch([], { fullDocument: 'updateLookup', ...this.#place });
    this.#stream = stream;
    await new Promise<void>((resolve, reject) => {
      // The first token is there as soon as the server watches; the first change may be a long time coming.
      stream.once('resumeTokenChanged', (token) => {
        this.#opened = true;
        this.#failures = 0;
        this.#keepPlace(token);
        resolve();
      });
      this.#read(stream).catch((error: unknown) => {
        this.#failed(stream, error);
        reject(error);
      });
    });
  }

  async #read(stream: Stream): Promise<void> {
    while (!this.#ended) this.#tell(await stream.next());
  }

  #tell(event: mongo.ChangeStreamDocument): void {
    this.#failures = 0;
    if (event.operationType === 'invalidate') {
      // The collection was dropped or renamed: the stream goes on with the one that takes its place.
      this.#place = { startAfter: event._id };
      return;
    }
    this.#keepPlace(event._id);
    const change = changeOf<RecordType>(event);
    if (change === undefined) return;
    for (const listener of this.#listeners) listener.onChange(change);
  }

  #keepPlace(token: mongo.ResumeToken): void {
    if (token !== undefined && token !== null) this.#place = { resumeAfter: token };
  }

  #failed(stream: Stream, error: unknown): void {
    if (this.#ended) return;
    void stream.close().catch(() => undefined);
    const reason = error instanceof Error ? error : new Error(String(error));
    if (this.connection.readyState === mongoose.ConnectionStates.disconnecting) {
      this.#end();
    } else if (error instanceof mongo.MongoServerError && PLACE_LOST_CODES.has(error.code)) {
      this.#end(new ChangesLostError('the history of changes does not reach back far enough', { cause: reason }));
    } else if (!this.#opened && unreachableCause(error) === null) {
      // A server that refuses a change stream at all, as one that is no replica set, will go on doing so.
      this.#end(reason);
    } else {
      this.#retry();
    }
  }

  #retry(): void {
    const wait = Math.min(LONGEST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** Math.min(this.#failures, 10));
    this.#failures++;
    // Somewhere between half and all of it, so that many processes do not come back at the same moment.
    this.#timer = setTimeout(
      () => {
        this.#opening = this.#open();
        this.#opening.catch(() => undefined);
      },
      wait * (0.5 + Math.random() / 2),
    ).unref();
  }

  readonly #connectionClosed = (): void => this.#end();

  #end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.connection.removeListener('close', this.#connectionClosed);
    void this.#stream?.close().catch(() => undefined);
    this.onEnd();
    for (const listener of this.#listeners) listener.onEnd(error);
    this.#listeners.clear();
  }
}

function changeOf<RecordType>(event: mongo.ChangeStreamDocument): Change<RecordType> | undefined {
  switch (event.operationType) {
    case 'insert':
    case 'replace':
    case 'update':
      return {
        operation: event.operationType,
        id: event.documentKey._id,
        document: (event.fullDocument as RecordType | undefined) ?? null,
        updatedFields: event.operationType === 'update' ? (event.updateDescription.updatedFields ?? {}) : {},
      };
    case 'delete':
      return { operation: 'delete', id: event.documentKey._id, document: null, updatedFields: {} };
    default:
      return undefined;
  }
}
