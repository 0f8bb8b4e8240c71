/** A line of a text, without its end. */
export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** The lines of a text, ended by line feed, carriage return and line feed, or (old spreadsheets) carriage return. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let line = 0;
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    // The second half of a carriage return and line feed may be in the next piece.
    const whole = text.endsWith('\r') ? text.length - 1 : text.length;
    let start = 0;
    for (;;) {
      const feed = text.indexOf('\n', start);
      if (feed === -1 || feed >= whole) break;
      for (const part of text.slice(start, text[feed - 1] === '\r' ? feed - 1 : feed).split('\r')) {
        line += 1;
        yield { line, text: part };
      }
      start = feed + 1;
    }
    rest = text.slice(start);
  }
  if (rest === '') return;
  const last = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
  for (const part of last.split('\r')) {
    line += 1;
    yield { line, text: part };
  }
}
