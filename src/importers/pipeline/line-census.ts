const LINE_FEED = 0x0a;

/** Watches over the length of lines in a stream of bytes, keeping none of them. */
export class LineCensus {
  private line = 1;
  private length = 0;

  /** @param limit longest line in bytes; null for any */
  constructor(private readonly limit: number | null) {}

  /** Takes the next bytes; answers the number of the first line, from 1, that is too long, else null. */
  add(chunk: Uint8Array): number | null {
    if (this.limit === null) return null;
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      this.length += (end === -1 ? chunk.length : end) - start;
      if (this.length > this.limit) return this.line;
      if (end === -1) return null;
      this.line += 1;
      this.length = 0;
      start = end + 1;
    }
  }
}

const QUOTATION_MARK = 0x22;

/** Watches over JSON: where no quotation mark comes for very long, there is no record, whatever is to come. */
export class QuotationCensus {
  private length = 0;

  /** @param limit longest stretch without a quotation mark, in bytes */
  constructor(private readonly limit: number) {}

  /** Takes the next bytes; answers whether they are still likely to be records. */
  isPlausible(chunk: Uint8Array): boolean {
    const first = chunk.indexOf(QUOTATION_MARK);
    if (this.length + (first === -1 ? chunk.length : first) > this.limit) return false;
    this.length = first === -1 ? this.length + chunk.length : chunk.length - 1 - chunk.lastIndexOf(QUOTATION_MARK);
    return true;
  }
}
