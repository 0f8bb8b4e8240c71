/** A seed file that cannot be loaded: damaged, changed by hand, or not in the seed format. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  /**
   * @param file path of the file below the seed folder
   * @param line number of the line at fault, from 1; null where the file as a whole is at fault
   * @param reason what is wrong, as a sentence without a full stop
   */
  constructor(
    readonly file: string,
    readonly line: number | null,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${line === null ? file : `${file}, line ${line}`}: ${reason}`, options);
  }
}
