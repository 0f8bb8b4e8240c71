import type { Finding } from './finding.js';
import type { SourceFile } from './source-file.js';

/** Where a record stands in its file. */
export interface SourcePlace {
  /** Number of the record's first line, from 1. */
  readonly line: number;
  /** The source's own identifier of the record; null where it has none or it cannot be read. */
  readonly recordId: string | null;
  /** The record as it stands in the file: what quarantine keeps and runs again. */
  readonly raw: string;
}

/** A record that its format could read. */
export interface SourceRecord extends SourcePlace {
  /** Name of the target that understands `value`. */
  readonly target: string;
  /** The draft of the target. */
  readonly value: unknown;
  /** What was lost or doubtful in reading. */
  readonly warnings: readonly Finding[];
}

/** A record that its format could not read. */
export interface RejectedRecord extends SourcePlace {
  readonly rejections: readonly [Finding, ...Finding[]];
}

/** Something in the file that is no record, by the mapping: an aggregate, a remark. Counted, and not written. */
export interface SkippedRecord extends SourcePlace {
  readonly skipped: true;
}

export type SourceItem = SourceRecord | RejectedRecord | SkippedRecord;

export function isRecord(item: SourceItem): item is SourceRecord | RejectedRecord {
  return !('skipped' in item);
}

export function isRejected(item: SourceItem): item is RejectedRecord {
  return 'rejections' in item;
}

export interface FormatInput {
  readonly file: SourceFile;
  /** ISO 3166-1 alpha-2, given by the user for sources that do not say it; null where not given. */
  readonly country: string | null;
  /** The mapping document, not yet validated; null where none was given. */
  readonly mapping: unknown;
  /** Identifier of the record that the file is of, given by the user; only for formats that take one. */
  readonly recordId?: string | null;
}

/** A file that has been recognised as one of the format. */
export interface OpenedSource {
  /** What decides the meaning of the records beside their bytes, such as the mapping: a resumed import needs the same. */
  readonly meaning: string;
  /** All records in the order of the file. Reading twice gives the same. */
  readonly records: AsyncIterable<SourceItem>;
  /** A whole file that holds just these records, each as in `raw`. */
  rejoin(raws: readonly string[]): string;
}

/**
 * A way in which sources write records. Registered in one list (`import-formats.ts`); knows nothing of the database.
 */
export interface ImportFormat {
  readonly name: string;
  /** One line for the help. */
  readonly description: string;
  /** True where a mapping says what the records mean. */
  readonly needsMapping: boolean;
  /** True where a file may not say of which record it is, and the user can. */
  readonly takesRecordId?: boolean;
  /** Longest line in bytes; null where a record may be a whole file on one line. */
  readonly lineLimitBytes: number | null;
  /**
   * Recognises a file before anything of it is written.
   * @throws ImportError NOT_THE_FORMAT, MAPPING_INVALID
   */
  open(input: FormatInput): Promise<OpenedSource>;
}
