import type { Timestamp } from 'bson';
import { failure } from '../errors.js';
import type { Change } from './change.js';

/** The window that change streams can resume in: so many changes, and so many bytes of documents. */
const MAX_CHANGES = 50_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** A bounded window of the latest changes, numbered without a gap, for change streams and tailable cursors. */
export class ChangeLog {
  private changes: Change[] = [];
  private start = 0;
  private bytes = 0;
  private last = 0;
  private durable = 0;
  private readonly waiting = new Set<() => void>();

  /** Number of the latest change, or of the one before the first. */
  get lastSequence(): number {
    return this.last;
  }

  /** Number of the latest change that is on the disk: readers see no later one. */
  get durableSequence(): number {
    return this.durable;
  }

  append(changes: readonly Change[]): void {
    for (const change of changes) {
      this.changes.push(change);
      this.bytes += change.size;
      this.last = change.sequence;
    }
    while (
      this.changes.length - this.start > MAX_CHANGES ||
      (this.bytes > MAX_BYTES && this.changes.length > this.start)
    ) {
      this.bytes -= this.changes[this.start]?.size ?? 0;
      this.start += 1;
    }
    // The array is cut in large pieces, since each cut moves what remains.
    if (this.start > MAX_CHANGES / 2) {
      this.changes = this.changes.slice(this.start);
      this.start = 0;
    }
  }

  /** Goes on from a snapshot: its window, and the number of the last change that it holds. */
  restore(changes: readonly Change[], lastSequence: number): void {
    this.append(changes);
    this.last = lastSequence;
    this.durable = lastSequence;
  }

  /** Lets readers see the changes up to a number, and wakes those that wait. */
  release(sequence: number): void {
    if (sequence <= this.durable) return;
    this.durable = sequence;
    this.wakeAll();
  }

  wakeAll(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Calls `wake` once, at the next change; the returned function takes that back. */
  onNext(wake: () => void): () => void {
    this.waiting.add(wake);
    return () => this.waiting.delete(wake);
  }

  /**
   * The durable changes after a number, in order.
   * @throws MongoError 286 ChangeStreamHistoryLost when the window no longer reaches back so far
   */
  *after(sequence: number): Iterable<Change> {
    const first = this.changes[this.start];
    const oldest = first ? first.sequence : this.last + 1;
    if (sequence + 1 < oldest) {
      failure(286, 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.');
    }
    for (let index = this.start + (sequence + 1 - oldest); index < this.changes.length; index++) {
      const change = this.changes[index];
      if (!change || change.sequence > this.durable) return;
      yield change;
    }
  }

  /** The number after which the changes at or after a cluster time come (286 when that is before the window). */
  sequenceBefore(time: Timestamp): number {
    const first = this.changes[this.start];
    if (!first) return this.last;
    if (compareTimes(first, time) > 0 && first.sequence > 1) {
      failure(286, 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.');
    }
    for (let index = this.start; index < this.changes.length; index++) {
      const change = this.changes[index];
      if (change && compareTimes(change, time) >= 0) return change.sequence - 1;
    }
    return this.last;
  }

  /** The whole window, to be kept in a snapshot. */
  window(): Change[] {
    return this.changes.slice(this.start);
  }
}

function compareTimes(change: Change, { t: seconds, i: increment }: Timestamp): number {
  return change.seconds - seconds || change.increment - increment;
}
