import type { Finding } from '../pipeline/finding.js';
import { ImportError } from '../pipeline/import-error.js';
import type { OpenedSource, SourceItem } from '../pipeline/import-format.js';
import { DEEPEST_NESTING, type JsonElement, jsonElements } from '../pipeline/json-elements.js';
import type { SourceFile } from '../pipeline/source-file.js';

/** What a format makes of one JSON object. */
export type DecodedObject =
  | {
      readonly recordId: string | null;
      readonly target: string;
      readonly value: unknown;
      readonly warnings: readonly Finding[];
    }
  | { readonly recordId: string | null; readonly rejections: readonly [Finding, ...Finding[]] };

export interface JsonRecordsOptions {
  /** What the records are called in messages: "OCPI". */
  readonly title: string;
  /** Members of an envelope whose list holds the records. */
  readonly listsIn: readonly string[];
  /** What decides the meaning of records beside their bytes. */
  readonly meaning: string;
  /** True where an object looks like one of the format's, valid or not. */
  readonly recognises: (object: JsonObject) => boolean;
  /** What to do with an object that stands for several records, such as an envelope around a single one. */
  readonly unwrap?: (object: JsonObject) => JsonObject;
  readonly decode: (object: JsonObject) => DecodedObject;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A file of JSON objects: a list, an envelope with a list, a single object, or objects one after the other (NDJSON).
 * Streamed object by object, in memory that does not grow with the file.
 * @throws ImportError NOT_THE_FORMAT where the file is not whole JSON, or the first object is none of the format
 */
export async function openJsonRecords(file: SourceFile, options: JsonRecordsOptions): Promise<OpenedSource> {
  await checkStructure(file, options);
  return {
    meaning: options.meaning,
    records: { [Symbol.asyncIterator]: () => recordsOf(file, options) },
    rejoin: (raws) => `${raws.join('\n')}\n`,
  };
}

/** A file that is cut short, or of another kind, is found out before anything is written. */
async function checkStructure(file: SourceFile, { title, listsIn, recognises, unwrap }: JsonRecordsOptions) {
  let elements = 0;
  for await (const element of jsonElements(file.text(), { name: file.name, listsIn })) {
    const { line } = element;
    elements += 1;
    if (elements > 1) continue;
    const object = parsed(element);
    if (typeof object === 'string' || !recognises(unwrap?.(object) ?? object)) {
      throw new ImportError(
        'NOT_THE_FORMAT',
        `${file.name}, line ${line}: is no ${title}: the first value is no object of it`,
        line,
      );
    }
  }
  if (elements === 0) throw new ImportError('NOT_THE_FORMAT', `${file.name}: holds no record`);
}

async function* recordsOf(
  file: SourceFile,
  { listsIn, unwrap = (object) => object, decode }: JsonRecordsOptions,
): AsyncGenerator<SourceItem> {
  for await (const element of jsonElements(file.text(), { name: file.name, listsIn })) {
    const { line, text } = element;
    // Line ends within a JSON value are blank space: a record is kept on one line.
    const place = { line, raw: text.includes('\n') ? text.replace(/\s*\r?\n\s*/g, ' ') : text };
    const object = parsed(element);
    yield typeof object === 'string'
      ? { ...place, recordId: null, rejections: [{ field: null, code: 'NOT_JSON', message: object }] }
      : { ...place, ...decode(unwrap(object)) };
  }
}

/** The object, or why there is none. */
function parsed({ text, depth }: JsonElement): JsonObject | string {
  if (depth > DEEPEST_NESTING) return `The record is nested ${depth} levels deep, and ${DEEPEST_NESTING} are allowed`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `The record is not JSON: ${(error as Error).message.slice(0, 120)}`;
  }
  return isJsonObject(value) ? value : 'The record is no JSON object';
}

/** A text of a source without blanks around it; null where nothing is left. */
export function trimmed(value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}
