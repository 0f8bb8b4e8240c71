/** How sure we are of a record: HIGH = official register or law text, MEDIUM = press or industry source, LOW = estimate. */
export const CONFIDENCE_LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

/** The system name of generated demonstration data; nobody may mistake it for a fact. */
export const SYNTHETIC = 'SYNTHETIC';

/** Two sources disagree on one field: what the other one says. */
export interface ConflictRecord {
  field: string;
  statement: string;
  source: string;
}

/** Where a stored record comes from. Stored with every imported record. */
export interface ProvenanceRecord {
  source: {
    /** Register, publisher or data set; `SYNTHETIC` for generated demonstration data. */
    system: string;
    /** Identifier of the record in that system, where it has one. */
    recordId: string | null;
    /** Licence under which the source publishes, as an SPDX identifier where one exists. */
    licence: string;
    /** Date (YYYY-MM-DD) on which the source was read, or to which it refers. */
    fetchedAt: string;
  };
  confidence: ConfidenceLevel;
  conflicts: ConflictRecord[];
}
