/** Counts what each client keeps open. */
export class OpenConnections {
  readonly #counts = new Map<string, number>();

  constructor(private readonly maximum: number) {}

  /** Takes a place of the client's: the function to give it back with, once; undefined where it has none left. */
  take(client: string): (() => void) | undefined {
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.maximum) return undefined;
    this.#counts.set(client, count + 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      const left = (this.#counts.get(client) ?? 1) - 1;
      if (left > 0) this.#counts.set(client, left);
      else this.#counts.delete(client);
    };
  }
}
