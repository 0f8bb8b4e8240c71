/** Why an import as a whole cannot be done. What a record is at fault for is a {@link Finding}, never one of these. */
export type ImportErrorCode =
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_CHANGED'
  | 'GZIP_DAMAGED'
  | 'LINE_TOO_LONG'
  | 'RECORD_TOO_LONG'
  | 'NOT_THE_FORMAT'
  | 'MAPPING_MISSING'
  | 'MAPPING_INVALID'
  | 'UNKNOWN_FORMAT'
  | 'UNKNOWN_TARGET'
  | 'UNKNOWN_COUNTRY'
  | 'RECORD_ID_REFUSED'
  | 'REJECT_LIMIT';

/** Codes that say that the command was wrong, not the file. */
const WRONG_USE: ReadonlySet<ImportErrorCode> = new Set([
  'MAPPING_MISSING',
  'MAPPING_INVALID',
  'UNKNOWN_FORMAT',
  'UNKNOWN_TARGET',
  'UNKNOWN_COUNTRY',
  'RECORD_ID_REFUSED',
]);

/** One clear error for a whole file. Thrown before anything is written, except for REJECT_LIMIT and FILE_CHANGED. */
export class ImportError extends Error {
  override readonly name = 'ImportError';

  /**
   * @param message what is wrong, as a sentence that names the file
   * @param line number of the line at fault, from 1; null where there is none
   */
  constructor(
    readonly code: ImportErrorCode,
    message: string,
    readonly line: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** True where another command would help, and another file would not. */
  get isWrongUse(): boolean {
    return WRONG_USE.has(this.code);
  }
}
