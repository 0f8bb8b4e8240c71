/** A file of the data directory isn't what this server wrote: it is refused whole, rather than read in part. */
export class DamagedDataError extends Error {
  override readonly name = 'DamagedDataError';

  /**
   * @param file path of the file
   * @param offset byte offset of the damage in it
   * @param reason what is wrong there
   */
  constructor(
    readonly file: string,
    readonly offset: number,
    readonly reason: string,
  ) {
    super(`damaged data: ${file} at byte ${offset}: ${reason}`);
  }
}
