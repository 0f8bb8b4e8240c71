import {
  type ConfidenceLevel,
  type ConflictRecord,
  type ProvenanceRecord,
  SYNTHETIC,
} from '../../src/kernel/provenance/provenance.record.js';

/** The day on which the sources were read; the generators' only "today". */
export const SEED_DATE = '2026-11-24';

/** {@link SEED_DATE} as an instant. */
export const SEED_INSTANT = new Date(`${SEED_DATE}T00:00:00Z`);

/** A data set that records were read from. */
export interface DataSource {
  system: string;
  /** SPDX identifier where one exists. */
  licence: string;
  /** Date (YYYY-MM-DD) to which the data refer. */
  fetchedAt: string;
}

/** Provenance of a record that was read from a source. */
export function sourcedFrom(
  source: DataSource,
  recordId: string | null,
  confidence: ConfidenceLevel = 'HIGH',
  conflicts: ConflictRecord[] = [],
): ProvenanceRecord {
  return {
    source: { system: source.system, recordId, licence: source.licence, fetchedAt: source.fetchedAt },
    confidence,
    conflicts,
  };
}

/** Provenance of a generated record: nobody may mistake it for a fact. */
export function synthetic(recordId: string): ProvenanceRecord {
  return {
    source: { system: SYNTHETIC, recordId, licence: 'CC0-1.0', fetchedAt: SEED_DATE },
    confidence: 'LOW',
    conflicts: [],
  };
}
