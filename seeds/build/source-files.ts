import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';

/** Reads text of the data folder in its own encoding ("utf8", "windows-1252"); a byte order mark is dropped. */
export function readSourceText(dataDirectory: string, path: string, encoding = 'utf8'): string {
  return iconv.decode(readFileSync(join(dataDirectory, path)), encoding, { stripBOM: true });
}

/** How a table of values separated by a character is written. */
export interface TableFormat {
  delimiter?: string;
  encoding?: string;
  /** False for files that use the quotation mark as an ordinary character. */
  quoted?: boolean;
}

/** Reads a table as rows of cells, header and preamble lines included. */
export function readSourceCells(dataDirectory: string, path: string, format: TableFormat = {}): string[][] {
  const rows: unknown = parse(readSourceText(dataDirectory, path, format.encoding), {
    delimiter: format.delimiter ?? ',',
    quote: format.quoted === false ? false : '"',
    relax_column_count: true,
    skip_empty_lines: true,
  });
  if (!Array.isArray(rows)) throw new TypeError(`${path}: not a table`);
  return rows.map((row: unknown) => (Array.isArray(row) ? row.map(String) : []));
}

/** A row of a table with its cells by column name; a column that the table lacks is an error, not an empty cell. */
export class SourceRow {
  constructor(
    private readonly path: string,
    private readonly cells: ReadonlyMap<string, string>,
  ) {}

  /** The trimmed cell, possibly empty. */
  text(column: string): string {
    const cell = this.cells.get(column);
    if (cell === undefined) throw new Error(`${this.path}: no column "${column}"`);
    return cell.trim();
  }

  /** The trimmed cell, null when it is empty. */
  optional(column: string): string | null {
    return this.text(column) || null;
  }

  /** The cell as a number; an empty or unreadable one is an error. */
  number(column: string): number {
    const text = this.text(column);
    const value = Number(text);
    if (text === '' || !Number.isFinite(value)) throw new Error(`${this.path}: "${text}" in ${column} is no number`);
    return value;
  }
}

/** Reads a table whose first line names the columns. */
export function readSourceTable(dataDirectory: string, path: string, format: TableFormat = {}): SourceRow[] {
  const [header, ...rows] = readSourceCells(dataDirectory, path, format);
  if (header === undefined) throw new Error(`${path}: empty`);
  return rows.map((row) => new SourceRow(path, new Map(header.map((column, at) => [column, row[at] ?? '']))));
}

/** Reads a JSON document. */
export function readSourceJson(dataDirectory: string, path: string): unknown {
  return JSON.parse(readSourceText(dataDirectory, path));
}

/** Reads a file of one JSON document a line. */
export function readSourceLines(dataDirectory: string, path: string): unknown[] {
  return readSourceText(dataDirectory, path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}
