export type SenderErrorCode =
  | 'UNREACHABLE'
  | 'NOT_NOW'
  | 'REFUSED'
  | 'NOT_JSON'
  | 'NOT_OCPI'
  | 'OCPI_STATUS'
  | 'TOO_LARGE'
  | 'FOREIGN_ADDRESS'
  | 'ENDLESS'
  | 'NO_ENDPOINT';

/** Codes of what may be otherwise in a while. */
const PASSING: ReadonlySet<SenderErrorCode> = new Set(['UNREACHABLE', 'NOT_NOW', 'NOT_JSON']);

/** Why a sender could not be read. Everything that was read before is stored, and the place where to go on is as before. */
export class SenderError extends Error {
  override readonly name = 'SenderError';

  /**
   * @param message one line for people, with the address; never with the token
   * @param retryAfterMilliseconds what the sender asks to wait; null where it does not
   */
  constructor(
    readonly code: SenderErrorCode,
    message: string,
    readonly retryAfterMilliseconds: number | null = null,
    private readonly mayPass = PASSING.has(code),
  ) {
    super(message);
  }

  /** True where another attempt may succeed. */
  get isPassing(): boolean {
    return this.mayPass;
  }
}
