import { linesOf, type TextLine } from '../pipeline/text-lines.js';
import { type CellSyntax, splitCells } from './delimited-cells.js';

/** One row of a table. */
export interface TableRow {
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The row as it stands in the file, without the end of its last line. */
  readonly raw: string;
  /** True where a quoted cell is never closed: the row then is its first line alone. */
  readonly unclosed: boolean;
}

/** Lines after which a quoted cell counts as never closed. */
const LONGEST_CELL_LINES = 100;

/** Streams the rows of a table. Blank lines are no rows. */
export async function* rowsOf(text: AsyncIterable<string>, syntax: CellSyntax): AsyncGenerator<TableRow> {
  const source = linesOf(text)[Symbol.asyncIterator]();
  const ahead: TextLine[] = [];
  const next = async (): Promise<TextLine | null> => {
    const waiting = ahead.shift();
    if (waiting !== undefined) return waiting;
    const { done, value } = await source.next();
    return done ? null : value;
  };
  for (let first = await next(); first !== null; first = await next()) {
    if (first.text.trim() === '') continue;
    let raw = first.text;
    let split = splitCells(raw, syntax);
    const taken: TextLine[] = [];
    while (split.open && taken.length < LONGEST_CELL_LINES) {
      const line = await next();
      if (line === null) break;
      taken.push(line);
      raw += `\n${line.text}`;
      // Only a line with a quotation mark can close the cell.
      if (syntax.quote !== null && line.text.includes(syntax.quote)) split = splitCells(raw, syntax);
    }
    // A mark that closes in the middle of a cell some lines below was meant to open one there.
    if (split.open || (taken.length > 0 && split.stray)) {
      ahead.unshift(...taken);
      yield { line: first.line, cells: splitCells(first.text, syntax).cells, raw: first.text, unclosed: true };
    } else {
      yield { line: first.line, cells: split.cells, raw, unclosed: false };
    }
  }
}
