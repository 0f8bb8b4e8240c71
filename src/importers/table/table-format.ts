import { applyMapping, groupKeyOf, isSkippedRow, type PlacedRow } from '../mapping/apply-mapping.js';
import { type CompiledMapping, compileMapping } from '../mapping/compile-mapping.js';
import { ImportError } from '../pipeline/import-error.js';
import type { FormatInput, ImportFormat, OpenedSource, SourceItem } from '../pipeline/import-format.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import type { SourceFile } from '../pipeline/source-file.js';
import { linesOf } from '../pipeline/text-lines.js';
import { type CellSyntax, sniffDelimiter } from './delimited-cells.js';
import { rowsOf, type TableRow } from './delimited-rows.js';
import { groupedRows } from './grouped-rows.js';
import { hasNames, TableColumns } from './table-row.js';

/** Longest line of a table in bytes: a row of the widest registers has some kilobytes. */
const LINE_LIMIT_BYTES = 1_048_576;

/** Lines that may stand before the column names. */
const LONGEST_PREAMBLE = 50;

/** Lines that the delimiter is found out from. */
const SNIFFED_LINES = 20;

/** CSV, TSV and their like, whose meaning comes from a mapping. */
export function tableFormat(targets: readonly ImportTarget[]): ImportFormat {
  return {
    name: 'table',
    description: 'CSV, TSV and other delimited text, read by a mapping',
    needsMapping: true,
    lineLimitBytes: LINE_LIMIT_BYTES,
    open: async (input) => openTable(input, compileMapping(input.mapping, targets)),
  };
}

/** How one table is written. */
interface TableLayout {
  readonly syntax: CellSyntax;
  readonly encoding: string;
  /** Line of the column names; 0 where the mapping names them. */
  readonly headerLine: number;
  readonly columns: TableColumns;
  /** The lines up to the first row, as they stand in the file. */
  readonly head: string;
}

async function openTable(
  { file, country, mapping: document }: FormatInput,
  mapping: CompiledMapping,
): Promise<OpenedSource> {
  const layout = await layoutOf(file, mapping);
  checkColumns(file.name, mapping, layout.columns);
  const rows = () => placedRows(file, layout, mapping);
  return {
    meaning: JSON.stringify(document),
    records: {
      [Symbol.asyncIterator]: () =>
        (mapping.groupKey === null
          ? singleRecords(rows(), mapping, country)
          : groupedRecords(rows, file.name, mapping, country))[Symbol.asyncIterator](),
    },
    rejoin: (raws) => `${layout.head}${raws.join('\n')}\n`,
  };
}

async function layoutOf(file: SourceFile, { document }: CompiledMapping): Promise<TableLayout> {
  const { header = {}, encoding = file.encoding, quote = '"', empty = [] } = document.file ?? {};
  const first: string[] = [];
  for await (const { text } of linesOf(file.text(encoding))) {
    first.push(text);
    if (first.length === LONGEST_PREAMBLE + SNIFFED_LINES) break;
  }
  if (first.some((text) => text.includes('\0'))) {
    throw new ImportError('NOT_THE_FORMAT', `${file.name}: is no text, so it cannot be a table`);
  }
  const emptyWords = new Set(empty.map((word) => word.toLowerCase()));
  const delimiters =
    document.file?.delimiter === undefined ? delimitersOf(first, header.line ?? 1, quote) : [document.file.delimiter];
  const [delimiter = ','] = delimiters;
  if (header.names !== undefined) {
    return {
      syntax: { delimiter, quote },
      encoding,
      headerLine: 0,
      columns: new TableColumns(header.names, emptyWords),
      head: '',
    };
  }
  for (const candidate of delimiters) {
    const syntax = { delimiter: candidate, quote };
    const found = await headerRow(first, syntax, header);
    if (found !== null) {
      const lastLine = found.line + found.raw.split('\n').length - 1;
      return {
        syntax,
        encoding,
        headerLine: found.line,
        columns: new TableColumns(found.cells, emptyWords),
        head: `${first.slice(0, lastLine).join('\n')}\n`,
      };
    }
  }
  const wanted =
    header.with === undefined
      ? `line ${header.line ?? 1} is missing`
      : `no line has the column names ${header.with.join(', ')}`;
  throw new ImportError('NOT_THE_FORMAT', `${file.name}: is no table of the mapping "${document.name}": ${wanted}`);
}

/** The likely delimiter first, then all others: a preamble may say something else than the table. */
function delimitersOf(lines: readonly string[], headerLine: number, quote: string | null): string[] {
  const likely = sniffDelimiter(lines.slice(headerLine - 1, headerLine - 1 + SNIFFED_LINES), quote);
  return [likely, ...[';', ',', '\t', '|'].filter((other) => other !== likely)];
}

async function headerRow(
  lines: readonly string[],
  syntax: CellSyntax,
  header: { readonly line?: number; readonly with?: readonly string[] },
): Promise<TableRow | null> {
  const text = async function* () {
    yield lines.join('\n');
  };
  for await (const row of rowsOf(text(), syntax)) {
    if (header.with === undefined ? row.line >= (header.line ?? 1) : hasNames(row.cells, header.with)) return row;
  }
  return null;
}

function checkColumns(name: string, { columns, document }: CompiledMapping, own: TableColumns): void {
  const missing = columns.filter(({ names }) => !names.some((column) => own.has(column)));
  if (missing.length === 0) return;
  const wanted = [...new Set(missing.map(({ names }) => `"${names.join('" or "')}"`))].join(', ');
  const shown = own.names
    .map((column) => column.trim())
    .filter(Boolean)
    .slice(0, 60)
    .join(', ');
  throw new ImportError(
    'NOT_THE_FORMAT',
    `${name}: is no table of the mapping "${document.name}": it has no column ${wanted} (${missing[0]?.path}). Its columns: ${shown.slice(0, 2000)}`,
  );
}

/** A row with what is wrong with it as a row; blank rows are left out. */
interface ReadRow extends PlacedRow {
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly isShort: boolean;
}

async function* placedRows(file: SourceFile, layout: TableLayout, mapping: CompiledMapping): AsyncGenerator<ReadRow> {
  const { syntax, headerLine, columns, encoding } = layout;
  const width = columns.names.length;
  let rowNumber = 0;
  for await (const { line, cells, raw, unclosed } of rowsOf(file.text(encoding), syntax)) {
    if (line <= headerLine || cells.every((cell) => cell.trim() === '')) continue;
    rowNumber += 1;
    const extra = cells.slice(width).filter((cell) => cell.trim() !== '').length;
    const problem = unclosed
      ? { code: 'UNCLOSED_QUOTE', message: 'A quotation mark opens a cell that is never closed' }
      : extra > 0
        ? { code: 'WRONG_CELL_COUNT', message: `The row has ${cells.length} cells, the table ${width} columns` }
        : null;
    yield { row: columns.row(cells), line, raw, rowNumber, problem, isShort: cells.length < width };
  }
  if (rowNumber === 0) {
    throw new ImportError(
      'NOT_THE_FORMAT',
      `${file.name}: has column names and no rows (mapping "${mapping.document.name}")`,
    );
  }
}

async function* singleRecords(
  rows: AsyncIterable<ReadRow>,
  mapping: CompiledMapping,
  country: string | null,
): AsyncGenerator<SourceItem> {
  for await (const row of rows) yield itemOf([row], mapping, country);
}

async function* groupedRecords(
  rows: () => AsyncIterable<ReadRow>,
  name: string,
  mapping: CompiledMapping,
  country: string | null,
): AsyncGenerator<SourceItem> {
  const keyOf = (row: ReadRow) =>
    row.problem !== null || isSkippedRow(mapping, row) ? null : groupKeyOf(mapping, row);
  for await (const group of groupedRows(rows, keyOf, name)) yield itemOf(group, mapping, country);
}

function itemOf(rows: readonly ReadRow[], mapping: CompiledMapping, country: string | null): SourceItem {
  const [first] = rows;
  if (first === undefined) throw new Error('A record has at least one row');
  const { line, raw } = first;
  if (first.problem !== null) return { line, raw, recordId: null, rejections: [{ field: null, ...first.problem }] };
  if (rows.length === 1 && isSkippedRow(mapping, first)) return { line, raw, recordId: null, skipped: true };
  const item = applyMapping(mapping, rows, country);
  if (!('warnings' in item)) return item;
  const warnings = rows.flatMap((row) => rowWarnings(row));
  return warnings.length === 0 ? item : { ...item, warnings: [...warnings, ...item.warnings] };
}

function rowWarnings({ raw, line, isShort }: ReadRow) {
  return [
    ...(isShort
      ? [{ field: null, code: 'SHORT_ROW', message: `Line ${line} has fewer cells than the table has columns` }]
      : []),
    ...(raw.includes('\uFFFD')
      ? [
          {
            field: null,
            code: 'DAMAGED_TEXT',
            message: `Line ${line} has bytes that are no text in the encoding of the file`,
          },
        ]
      : []),
  ];
}
