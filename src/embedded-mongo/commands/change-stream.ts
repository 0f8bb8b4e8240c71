import { Timestamp } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure, notSupported } from '../errors.js';
import type { QueryOptions } from '../query/options.js';
import { transformDocuments } from '../query/pipeline.js';
import type { Change } from '../store/change.js';
import { eventOf } from '../store/change-events.js';
import { splitNamespace, TEMPORARY_COLLECTION_PREFIX } from '../store/namespace.js';
import type { Store } from '../store/store.js';
import type { CursorBatch } from '../wire/cursor-batch.js';
import type { CursorSource, Patience } from './cursors.js';
import { endOfWait, nextChange } from './tail.js';

/** What a stream watches: one collection, the collections of one database, or everything. */
export type WatchedScope = { readonly namespace: string } | { readonly database: string } | 'cluster';

const STAGES_ALLOWED = [
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
];
const OPTIONS_KNOWN = [
  'fullDocument',
  'fullDocumentBeforeChange',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
];
/** So many changes are looked at before a batch is handed out. */
const CHANGES_PER_ROUND = 1000;
const TOKEN = /^([0-9a-f]{16})(e?)$/;

/** A resume token: the number of the change; `e` marks the event that ended the stream (invalidate). */
function tokenOf(sequence: number, ended = false): Document {
  return { _data: sequence.toString(16).padStart(16, '0') + (ended ? 'e' : '') };
}

function sequenceOfToken(token: unknown, option: 'resumeAfter' | 'startAfter', lastSequence: number): number {
  const data = isDocument(token) ? token._data : undefined;
  const match = typeof data === 'string' ? TOKEN.exec(data) : null;
  const sequence = match ? Number.parseInt(match[1] ?? '', 16) : Number.NaN;
  if (!match || sequence > lastSequence) failure(260, `the resume token of ${option} was not made by this server`);
  if (match[2] && option === 'resumeAfter') {
    failure(
      260,
      'Attempting to resume a change stream using resumeAfter is not allowed from an invalidate notification',
    );
  }
  return sequence;
}

/** The events of a change stream, from the store's change log. */
export class ChangeStreamSource implements CursorSource {
  private sequence: number;
  private pending: Document[] = [];
  private ended = false;
  private token: Document;

  /**
   * @param specification the value of the `$changeStream` stage
   * @param pipeline the stages after it
   * @throws MongoError for options, tokens and stages that aren't allowed
   */
  constructor(
    private readonly store: Store,
    private readonly scope: WatchedScope,
    private readonly specification: Document,
    private readonly pipeline: Document[],
    private readonly options: QueryOptions,
  ) {
    for (const option of Object.keys(specification)) {
      if (option === 'showExpandedEvents' && specification[option] === false) continue;
      if (!OPTIONS_KNOWN.includes(option)) notSupported(`$changeStream option '${option}'`);
    }
    for (const stage of pipeline) {
      const [name = ''] = Object.keys(stage);
      if (!STAGES_ALLOWED.includes(name)) failure(20, `${name} is not permitted in a $changeStream pipeline`);
    }
    // An invalid pipeline is refused now, not at the first event.
    transformDocuments([], pipeline, options);
    this.sequence = this.start();
    this.token = tokenOf(this.sequence);
  }

  async fill(batch: CursorBatch, limit: number, patience: Patience): Promise<boolean> {
    const until = endOfWait(patience);
    for (;;) {
      const caughtUp = this.takeChanges();
      while (batch.length < limit) {
        const [event] = this.pending;
        if (!event || !batch.add(event)) break;
        this.pending.shift();
        this.token = isDocument(event._id) ? event._id : this.token;
      }
      if (this.pending.length === 0 && this.ended) return true;
      if (this.pending.length === 0 && !this.ended) this.token = tokenOf(this.sequence);
      if (batch.length > 0 || limit === 0) return false;
      if (caughtUp && !(await nextChange(this.store.changes, until, patience))) return false;
    }
  }

  describe(): Document {
    return { postBatchResumeToken: this.token };
  }

  private start(): number {
    const { resumeAfter, startAfter, startAtOperationTime } = this.specification;
    const { changes } = this.store;
    if ([resumeAfter, startAfter, startAtOperationTime].filter((option) => option !== undefined).length > 1) {
      failure(72, 'Only one of resumeAfter, startAfter and startAtOperationTime may be given to $changeStream');
    }
    if (startAtOperationTime !== undefined) {
      if (!(startAtOperationTime instanceof Timestamp)) failure(14, "'startAtOperationTime' must be a timestamp");
      return changes.sequenceBefore(startAtOperationTime);
    }
    if (resumeAfter === undefined && startAfter === undefined) return changes.lastSequence;
    const option = resumeAfter === undefined ? 'startAfter' : 'resumeAfter';
    const sequence = sequenceOfToken(this.specification[option], option, changes.lastSequence);
    // Refuses at once what the window no longer holds.
    for (const _ of changes.after(sequence)) break;
    return sequence;
  }

  /** Takes over changes; true when there are no more for now. */
  private takeChanges(): boolean {
    if (this.pending.length > 0 || this.ended) return true;
    const events: Document[] = [];
    let looked = 0;
    let caughtUp = true;
    for (const change of this.store.changes.after(this.sequence)) {
      this.sequence = change.sequence;
      if (this.concerns(change)) events.push(this.eventOf(change));
      if (this.endsAt(change)) {
        this.ended = true;
        const { _id, clusterTime, wallTime } = eventOf(change, tokenOf(change.sequence, true));
        events.push({ _id, operationType: 'invalidate', clusterTime, wallTime });
        break;
      }
      looked += 1;
      if (looked >= CHANGES_PER_ROUND) {
        caughtUp = false;
        break;
      }
    }
    if (events.length === 0) return caughtUp;
    this.pending = this.pipeline.length > 0 ? transformDocuments(events, this.pipeline, this.options) : events;
    const tokens = new Set(events.map((event) => keyOf(event._id)));
    for (const event of this.pending) {
      if (!tokens.has(keyOf(event._id))) {
        failure(
          280,
          'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline.',
        );
      }
    }
    return caughtUp;
  }

  private concerns(change: Change): boolean {
    const { collection } = splitNamespace(change.namespace);
    if (change.kind !== 'rename' && collection.startsWith(TEMPORARY_COLLECTION_PREFIX)) return false;
    if (this.scope === 'cluster') return true;
    if ('namespace' in this.scope) {
      return change.namespace === this.scope.namespace || change.to === this.scope.namespace;
    }
    if (change.kind === 'dropDatabase') return change.namespace === this.scope.database;
    return change.namespace.startsWith(`${this.scope.database}.`);
  }

  /** A stream on a collection ends when that is dropped or renamed, one on a database when that is dropped. */
  private endsAt(change: Change): boolean {
    if (this.scope === 'cluster') return false;
    if ('database' in this.scope) return change.kind === 'dropDatabase' && change.namespace === this.scope.database;
    const { namespace } = this.scope;
    return (
      ((change.kind === 'drop' || change.kind === 'rename') && change.namespace === namespace) ||
      (change.kind === 'rename' && change.to === namespace)
    );
  }

  private eventOf(change: Change): Document {
    const event = eventOf(change, tokenOf(change.sequence));
    const { fullDocument = 'default', fullDocumentBeforeChange = 'off' } = this.specification;
    const collection = this.store.collections.get(change.namespace);
    const images = collection?.options.changeStreamPreAndPostImages !== undefined;
    if (change.kind === 'update' && fullDocument !== 'default') {
      if (fullDocument === 'updateLookup') event.fullDocument = collection?.current(keyOf(change.id)) ?? null;
      else event.fullDocument = imageOf(images ? change.document : undefined, fullDocument, 'post-image');
    }
    if (change.kind === 'update' || change.kind === 'replace' || change.kind === 'delete') {
      if (fullDocumentBeforeChange !== 'off') {
        const before = images ? change.before : undefined;
        event.fullDocumentBeforeChange = imageOf(before, fullDocumentBeforeChange, 'pre-image');
      }
    }
    return event;
  }
}

function imageOf(image: Document | undefined, wanted: unknown, name: string): Document | null {
  if (wanted === 'required' && !image) {
    failure(280, `Change stream was configured to require a ${name} for all events, but it was not found`);
  }
  return image ?? null;
}
