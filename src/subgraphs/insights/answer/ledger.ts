import { Confidence } from '../../../kernel/provenance/provenance.type.js';
import type { Insight, InsightInput, MissingInput } from './insight.type.js';

/** Provenance as the graph tells it. */
export interface ProvenanceReading {
  readonly confidence: string;
  readonly source: { readonly system: string };
}

/** Least sure first. */
const BY_DOUBT = [Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH];

/**
 * Keeps account of what an answer used and what it missed. Coverage is the share of the wanted inputs that were there;
 * confidence that of the least sure input, LOW where none says.
 */
export class InputLedger {
  readonly #inputs: InsightInput[] = [];
  readonly #missing: MissingInput[] = [];

  used(name: string, value: string | number | null, provenance?: ProvenanceReading | null, source?: string): void {
    this.#inputs.push({
      name,
      value: value === null ? null : String(value),
      source: provenance?.source.system ?? source ?? null,
      confidence: (provenance?.confidence as Confidence | undefined) ?? null,
    });
  }

  missing(input: string, reason: string): void {
    this.#missing.push({ input, reason });
  }

  /** What the answer says of itself. */
  close(asOf: string): Pick<Insight, 'asOf' | 'inputs' | 'missing' | 'coverage' | 'confidence'> {
    const wanted = this.#inputs.length + this.#missing.length;
    const stated = this.#inputs.map(({ confidence }) => confidence);
    return {
      asOf,
      inputs: this.#inputs,
      missing: this.#missing,
      coverage: wanted === 0 ? 0 : this.#inputs.length / wanted,
      confidence: BY_DOUBT.find((level) => stated.includes(level)) ?? Confidence.LOW,
    };
  }
}
