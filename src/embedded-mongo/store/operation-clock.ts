import { Timestamp } from 'bson';

/** MongoDB's cluster time: seconds, and a counter within the second; it never runs backwards, even when the wall clock does. */
export class OperationClock {
  private seconds = 0;
  private increment = 0;

  /** The latest time that was given out. */
  get now(): Timestamp {
    return new Timestamp({ t: this.seconds, i: this.increment });
  }

  /** The first of `count` new times, which follow each other by their increment. */
  take(count: number): Timestamp {
    const wallSeconds = Math.floor(Date.now() / 1000);
    if (wallSeconds > this.seconds) {
      this.seconds = wallSeconds;
      this.increment = 0;
    }
    const first = new Timestamp({ t: this.seconds, i: this.increment + 1 });
    this.increment += Math.max(count, 1);
    return first;
  }

  /** Makes later times follow one that was read from disk. */
  advanceTo(time: Timestamp): void {
    const { t: seconds, i: increment } = time;
    if (seconds > this.seconds || (seconds === this.seconds && increment > this.increment)) {
      this.seconds = seconds;
      this.increment = increment;
    }
  }
}
