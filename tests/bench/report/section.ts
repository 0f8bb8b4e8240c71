import type { Spread } from '../method/statistics.js';

/** A part of the results: what was measured, how, and what came out. */
export interface Section {
  readonly title: string;
  /** Markdown paragraphs: what is measured on which data, and what to mind when reading. */
  readonly explanation: readonly string[];
  readonly tables: readonly Table[];
  readonly bars: readonly Bar[];
}

export interface Table {
  readonly title: string;
  /** The first column is text, all others are figures. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A ratio, or a count, that the project promises to keep at least or at most. */
export type Bar = {
  readonly promise: string;
  readonly ratio: Spread;
} & ({ readonly atLeast: number } | { readonly atMost: number });

export function isMet(bar: Bar): boolean {
  return 'atLeast' in bar ? bar.ratio.median >= bar.atLeast : bar.ratio.median <= bar.atMost;
}
