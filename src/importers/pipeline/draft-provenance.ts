import type { ConflictRecord, ProvenanceRecord } from '../../kernel/provenance/provenance.record.js';
import type { DraftProvenance } from './draft-schema.js';

/** The stored provenance of a draft. */
export function provenanceOf(source: DraftProvenance, conflicts: readonly ConflictRecord[] = []): ProvenanceRecord {
  const { system, recordId, licence, fetchedAt, confidence = 'HIGH' } = source;
  return { source: { system, recordId, licence, fetchedAt }, confidence, conflicts: [...conflicts] };
}
