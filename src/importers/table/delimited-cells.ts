/** What separates and encloses cells. */
export interface CellSyntax {
  readonly delimiter: string;
  /** Null where the quotation mark is an ordinary character. */
  readonly quote: string | null;
}

/** Cells of one line; `open` where a quoted cell goes on in the next line. */
export interface SplitLine {
  readonly cells: string[];
  readonly open: boolean;
  /** True where something stands between a closing quotation mark and the next delimiter. */
  readonly stray: boolean;
}

/**
 * Splits a line into cells (RFC 4180). More lenient than that where real files are: a quotation mark counts only at the
 * start of a cell, and what follows a closing one up to the delimiter is kept.
 *
 * Own code, where a library exists: a reader for imports needs the raw row for quarantine, the line number, and to go
 * on with the next line after a quotation mark that is never closed.
 */
export function splitCells(text: string, { delimiter, quote }: CellSyntax): SplitLine {
  if (quote === null || !text.includes(quote)) return { cells: text.split(delimiter), open: false, stray: false };
  const cells: string[] = [];
  let stray = false;
  let at = 0;
  for (;;) {
    let cell = '';
    const quoted = text.startsWith(quote, at);
    if (quoted) {
      at += 1;
      for (;;) {
        const end = text.indexOf(quote, at);
        if (end === -1) {
          cells.push(cell + text.slice(at));
          return { cells, open: true, stray };
        }
        cell += text.slice(at, end);
        if (text[end + 1] === quote) {
          cell += quote;
          at = end + 2;
        } else {
          at = end + 1;
          break;
        }
      }
    }
    const end = text.indexOf(delimiter, at);
    stray ||= quoted && text.slice(at, end === -1 ? text.length : end).trim() !== '';
    cells.push(cell + text.slice(at, end === -1 ? text.length : end));
    if (end === -1) return { cells, open: false, stray };
    at = end + delimiter.length;
  }
}

const DELIMITERS = [';', '\t', ',', '|'] as const;

/**
 * The delimiter that the first lines agree on most: the one that splits most lines into the same number, above one, of
 * cells. Comma where none does.
 */
export function sniffDelimiter(lines: readonly string[], quote: string | null): string {
  const scores = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => splitCells(line, { delimiter, quote }).cells.length);
    const frequency = new Map<number, number>();
    for (const count of counts) if (count > 1) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    const [width = 1, agreeing = 0] =
      [...frequency].sort(([leftWidth, left], [rightWidth, right]) => right - left || rightWidth - leftWidth)[0] ?? [];
    return { delimiter, score: agreeing * 1000 + width };
  });
  const best = scores.reduce((left, right) => (right.score > left.score ? right : left));
  return best.score === 1 ? ',' : best.delimiter;
}
