import { applyMapping, groupKeyOf, isSkippedRow, type PlacedRow } from '../mapping/apply-mapping.js';
import { type CompiledMapping, compileMapping } from '../mapping/compile-mapping.js';
import { ObjectRow } from '../mapping/scope.js';
import { ImportError } from '../pipeline/import-error.js';
import type { FormatInput, ImportFormat, OpenedSource, SourceItem } from '../pipeline/import-format.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import { DEEPEST_NESTING, type JsonElement, jsonElements } from '../pipeline/json-elements.js';
import type { SourceFile } from '../pipeline/source-file.js';
import { groupedRows } from '../table/grouped-rows.js';

/**
 * GeoJSON (RFC 7946) as a FeatureCollection, a list of features, or a feature a line (RFC 8142), read by a mapping: its
 * columns are the properties by name, `geometry` and `id`.
 */
export function geojsonFormat(targets: readonly ImportTarget[]): ImportFormat {
  return {
    name: 'geojson',
    description: 'GeoJSON features, read by a mapping',
    needsMapping: true,
    lineLimitBytes: null,
    open: async (input) => openGeojson(input, targets),
  };
}

async function openGeojson(
  { file, country, mapping: document }: FormatInput,
  targets: readonly ImportTarget[],
): Promise<OpenedSource> {
  const mapping = compileMapping(withoutHeader(document), targets);
  await checkStructure(file);
  const rows = () => features(file);
  return {
    meaning: JSON.stringify(document),
    records: {
      [Symbol.asyncIterator]: () =>
        (mapping.groupKey === null
          ? singleRecords(rows(), mapping, country)
          : groupedRecords(rows, file.name, mapping, country))[Symbol.asyncIterator](),
    },
    rejoin: (raws) => `${raws.join('\n')}\n`,
  };
}

/** Properties of features are no columns of a header, whatever the mapping says of the file. */
function withoutHeader(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return document;
  const { file } = document as { file?: unknown };
  return typeof file === 'object' && file !== null
    ? { ...document, file: { ...file, format: 'geojson' } }
    : { ...document, file: { format: 'geojson' } };
}

function elementsOf(file: SourceFile): AsyncIterable<JsonElement> {
  return jsonElements(file.text(), { name: file.name, listsIn: ['features'] });
}

/** A file that is cut short, or no GeoJSON at all, is found out before anything is written. */
async function checkStructure(file: SourceFile): Promise<void> {
  let elements = 0;
  for await (const { text, line } of elementsOf(file)) {
    elements += 1;
    if (elements === 1 && !text.startsWith('{')) {
      throw new ImportError(
        'NOT_THE_FORMAT',
        `${file.name}, line ${line}: is no GeoJSON: it does not begin with an object`,
        line,
      );
    }
  }
  if (elements === 0) throw new ImportError('NOT_THE_FORMAT', `${file.name}: is no GeoJSON, or has no features`);
}

type ReadFeature = PlacedRow & { readonly problem: string | null };

async function* features(file: SourceFile): AsyncGenerator<ReadFeature> {
  let rowNumber = 0;
  for await (const { line, text, depth } of elementsOf(file)) {
    rowNumber += 1;
    const { row, problem } =
      depth > DEEPEST_NESTING
        ? { row: {}, problem: `The feature is nested ${depth} levels deep, and ${DEEPEST_NESTING} are allowed` }
        : featureOf(text);
    yield { row: new ObjectRow(row), line, raw: text.includes('\n') ? oneLine(text) : text, rowNumber, problem };
  }
}

/** Kept records stand on a line each. A line end within a JSON value is blank space, or the value is damaged anyway. */
function oneLine(text: string): string {
  return text.replace(/\s*\r?\n\s*/g, ' ');
}

function featureOf(text: string): { readonly row: object; readonly problem: string | null } {
  let feature: unknown;
  try {
    feature = JSON.parse(text);
  } catch (error) {
    return { row: {}, problem: `The feature is not JSON: ${(error as Error).message.slice(0, 120)}` };
  }
  if (typeof feature !== 'object' || feature === null || Array.isArray(feature)) {
    return { row: {}, problem: 'The feature is no object' };
  }
  const { type, properties = null, geometry = null, id = null } = feature as Record<string, unknown>;
  if (type !== 'Feature') return { row: {}, problem: 'The object is no Feature' };
  if (properties !== null && (typeof properties !== 'object' || Array.isArray(properties))) {
    return { row: {}, problem: 'The properties of the feature are no object' };
  }
  return { row: { id, ...properties, geometry, properties }, problem: null };
}

async function* singleRecords(
  rows: AsyncIterable<ReadFeature>,
  mapping: CompiledMapping,
  country: string | null,
): AsyncGenerator<SourceItem> {
  for await (const row of rows) yield itemOf([row], mapping, country);
}

async function* groupedRecords(
  rows: () => AsyncIterable<ReadFeature>,
  name: string,
  mapping: CompiledMapping,
  country: string | null,
): AsyncGenerator<SourceItem> {
  const keyOf = (row: ReadFeature) =>
    row.problem !== null || isSkippedRow(mapping, row) ? null : groupKeyOf(mapping, row);
  for await (const group of groupedRows(rows, keyOf, name)) yield itemOf(group, mapping, country);
}

function itemOf(rows: readonly ReadFeature[], mapping: CompiledMapping, country: string | null): SourceItem {
  const [first] = rows;
  if (first === undefined) throw new Error('A record has at least one feature');
  const { line, raw, problem } = first;
  if (problem !== null)
    return { line, raw, recordId: null, rejections: [{ field: null, code: 'NOT_A_FEATURE', message: problem }] };
  if (rows.length === 1 && isSkippedRow(mapping, first)) return { line, raw, recordId: null, skipped: true };
  return applyMapping(mapping, rows, country);
}
