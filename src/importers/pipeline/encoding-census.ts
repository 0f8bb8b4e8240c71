/**
 * Finds out how a text is encoded, from all of its bytes. A byte order mark decides; else UTF-8, unless the bytes that
 * are no UTF-8 outnumber what a few damaged ones could be: then Windows-1252, in which any byte is a letter.
 */
export class EncodingCensus {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private mark: string | null = null;
  private started = false;
  private invalid = 0;
  private foreign = 0;
  private blank = true;

  add(chunk: Uint8Array): void {
    if (!this.started) {
      this.started = true;
      this.mark = markOf(chunk);
    }
    // Plain ASCII tells nothing, and most chunks are.
    const text = this.decoder.decode(chunk, { stream: true });
    if (this.blank) this.blank = text.trim() === '';
    if (text.length === chunk.length && !text.includes('\uFFFD')) return;
    for (const character of text.match(/[^\0-\x7f]/g) ?? []) {
      if (character === '\uFFFD') this.invalid += 1;
      else this.foreign += 1;
    }
  }

  /** True where there is nothing but white space. */
  get isBlank(): boolean {
    return this.blank;
  }

  encoding(): string {
    if (this.mark !== null) return this.mark;
    return this.invalid * 10 > this.foreign ? 'windows-1252' : 'utf-8';
  }
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}
