import type { Database } from '../../database/database.js';
import type { Finding } from './finding.js';

/** What a target is told about the run that it writes for. */
export interface ImportContext {
  readonly database: Database;
  /** Work out what would happen, and write nothing. */
  readonly dryRun: boolean;
  /** ISO 3166-1 alpha-2 of `--country`; null where not given. */
  readonly country: string | null;
  /** Finance partner for whom alone the import may write; null or missing for imports of the operator. */
  readonly partnerId?: string | null;
  /** When the run began. */
  readonly startedAt: Date;
}

/** A record of the source, as a target gets it. */
export interface TargetRecord {
  readonly line: number;
  readonly recordId: string | null;
  /** Draft in the target's own shape; not yet validated. */
  readonly value: unknown;
}

/** What became of one record. */
export interface RecordOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  /** Why it was rejected; empty for all other outcomes. */
  readonly rejections: readonly Finding[];
  /** What is stored but doubtful, or was left out. */
  readonly warnings: readonly Finding[];
}

/** Writes what has been prepared; to be called once. Answers one outcome a record, in the order of the records. */
export type PreparedBatch = () => Promise<readonly RecordOutcome[]>;

/**
 * A kind of record that imports can write: validates, matches and upserts. Registered in one list
 * (`import-targets.ts`). Writing the same records again leaves all of them unchanged, and a record is written whole or
 * not at all.
 */
export interface ImportTarget {
  readonly name: string;
  /** One line for the documentation. */
  readonly description: string;
  /**
   * JSON Schema of a draft, by which a mapping's fields are checked before anything is read; null where no mapping
   * writes to this target.
   */
  readonly draftSchema: object | null;
  /** True where finance partners may import such records themselves: each of them belongs to a partner. */
  readonly ofPartners?: boolean;
  /** Writes one batch. Answers one outcome a record, in the order of the records. */
  write(context: ImportContext, records: readonly TargetRecord[]): Promise<readonly RecordOutcome[]>;
  /**
   * Does at once what of `write` needs no database, and answers a function that does the rest. It is asked for while the
   * batch before is still being written; absent where it is not worth it.
   */
  prepare?(context: ImportContext, records: readonly TargetRecord[]): PreparedBatch;
  /**
   * Does what depends on all records of an import, behind the last of them; nothing unless there. May be called again
   * when an import was interrupted, and then goes on.
   * @param stop aborted when the import shall stop
   */
  finish?(context: ImportContext, stop: AbortSignal | undefined): Promise<void>;
}

/** The outcome of a record that is not written. */
export function rejected(...rejections: readonly Finding[]): RecordOutcome {
  return { outcome: 'rejected', rejections, warnings: [] };
}
