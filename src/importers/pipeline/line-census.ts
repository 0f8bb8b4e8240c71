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
