/** Runs tasks side by side, never more than a limit at once. The first failure is thrown by the next call. */
export class BoundedTasks {
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | null = null;

  constructor(private readonly limit: number) {}

  /**
   * Starts a task as soon as there is room for it; settles when it has been started.
   * @throws what an earlier task threw
   */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.running.size >= this.limit) await Promise.race(this.running);
    this.throwFailure();
    const run = task()
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /**
   * Settles when all tasks have ended.
   * @throws what the first failed task threw
   */
  async finish(): Promise<void> {
    await Promise.all(this.running);
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
