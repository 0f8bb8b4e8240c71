/** A mistake in a mapping, at a place in it. */
export interface MappingProblem {
  /** JSON path: "record.evses.0.transform.1". */
  readonly path: string;
  readonly message: string;
}

/** Collects the mistakes of one mapping: whoever writes one wants to see them all. */
export class MappingProblems {
  readonly list: MappingProblem[] = [];

  add(path: string, message: string): void {
    this.list.push({ path, message });
  }
}
