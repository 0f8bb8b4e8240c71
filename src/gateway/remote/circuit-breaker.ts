export type BreakerState = 'closed' | 'open' | 'half-open';

/** What became of a request: `ignored` says nothing about the subgraph, such as a client that went away. */
export type BreakerOutcome = 'success' | 'failure' | 'ignored';

export interface CircuitBreakerOptions {
  /** How far back failures count. */
  readonly windowMilliseconds: number;
  /** With fewer requests in the window it never opens. */
  readonly minimumRequests: number;
  /** The share of failed requests, of 1, at which it opens. */
  readonly failureRatio: number;
  /** How long it stays open before it lets trials through. */
  readonly openMilliseconds: number;
  /** Trials that must succeed before it closes; no more than this many are under way at once. */
  readonly trialRequests: number;
}

/** The window moves in steps of a tenth. */
const BUCKETS = 10;

interface Bucket {
  /** Number of the tenth of a window that it counts, since the clock's zero. */
  period: number;
  requests: number;
  failures: number;
}

/**
 * A circuit breaker with a sliding window (closed, open, half-open; M. Nygard, "Release It!", chapter 5). Each admitted
 * request reports its outcome once; outcomes of requests that were admitted before the last change of state do not count.
 */
export class CircuitBreaker {
  /** Round and round: a bucket whose period is over is used for a new one. */
  #buckets = emptyBuckets();
  #state: BreakerState = 'closed';
  /** Counts changes of state. */
  #generation = 0;
  #openUntil = 0;
  #trialsUnderWay = 0;
  #trialsSucceeded = 0;

  /**
   * @param onChange told of every change of state as it takes effect
   * @param now a clock that never goes back, in milliseconds
   */
  constructor(
    private readonly options: CircuitBreakerOptions,
    private readonly onChange: (state: BreakerState) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** An open breaker is half-open as soon as its time is over, before anybody has tried. */
  state(): BreakerState {
    return this.#state === 'open' && this.now() >= this.#openUntil ? 'half-open' : this.#state;
  }

  /** Lets a request through, or not: the function to report its outcome with, or undefined. */
  admit(): ((outcome: BreakerOutcome) => void) | undefined {
    if (this.#state === 'open') {
      if (this.now() < this.#openUntil) return undefined;
      this.#change('half-open');
    }
    const generation = this.#generation;
    if (this.#state === 'half-open') {
      if (this.#trialsUnderWay + this.#trialsSucceeded >= this.options.trialRequests) return undefined;
      this.#trialsUnderWay++;
      return (outcome) => generation === this.#generation && this.#endTrial(outcome);
    }
    return (outcome) => generation === this.#generation && outcome !== 'ignored' && this.#count(outcome === 'failure');
  }

  #count(failed: boolean): void {
    const bucket = this.#currentBucket();
    bucket.requests++;
    if (!failed) return;
    bucket.failures++;
    const { minimumRequests, failureRatio } = this.options;
    let requests = 0;
    let failures = 0;
    for (const { period, requests: some, failures: failedOfThem } of this.#buckets) {
      if (period <= bucket.period - BUCKETS) continue;
      requests += some;
      failures += failedOfThem;
    }
    if (requests >= minimumRequests && failures >= failureRatio * requests) this.#open();
  }

  #currentBucket(): Bucket {
    const period = Math.floor(this.now() / (this.options.windowMilliseconds / BUCKETS));
    const index = period % BUCKETS;
    const known = this.#buckets[index];
    if (known?.period === period) return known;
    const bucket: Bucket = { period, requests: 0, failures: 0 };
    this.#buckets[index] = bucket;
    return bucket;
  }

  #endTrial(outcome: BreakerOutcome): void {
    this.#trialsUnderWay--;
    if (outcome === 'failure') {
      this.#open();
    } else if (outcome === 'success' && ++this.#trialsSucceeded >= this.options.trialRequests) {
      this.#change('closed');
    }
  }

  #open(): void {
    this.#openUntil = this.now() + this.options.openMilliseconds;
    this.#change('open');
  }

  #change(state: BreakerState): void {
    this.#state = state;
    this.#generation++;
    this.#trialsUnderWay = 0;
    this.#trialsSucceeded = 0;
    this.#buckets = emptyBuckets();
    this.onChange(state);
  }
}

function emptyBuckets(): Bucket[] {
  return Array.from({ length: BUCKETS }, () => ({ period: Number.NEGATIVE_INFINITY, requests: 0, failures: 0 }));
}
