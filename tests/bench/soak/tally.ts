/** What came back, by kind of request and by status or event. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();
  /** Answers that nobody should ever see, the first few of them whole. */
  readonly failures: string[] = [];
  failureCount = 0;

  count(kind: string, outcome: string): void {
    const outcomes = this.#counts.get(kind) ?? new Map<string, number>();
    this.#counts.set(kind, outcomes);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  fail(kind: string, what: string): void {
    this.failureCount += 1;
    if (this.failures.length < 20) this.failures.push(`${kind}: ${what.slice(0, 400)}`);
  }

  /** Kinds with their outcomes, most frequent first. */
  rows(): { kind: string; outcomes: string; total: number }[] {
    return [...this.#counts].map(([kind, outcomes]) => ({
      kind,
      outcomes: [...outcomes]
        .sort(([, one], [, other]) => other - one)
        .map(([outcome, times]) => `${outcome}: ${times}`)
        .join(', '),
      total: [...outcomes.values()].reduce((sum, times) => sum + times, 0),
    }));
  }
}
