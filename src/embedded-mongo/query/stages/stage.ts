import { setOwn } from '../../bson/clone.js';
import type { Document } from '../../bson/document.js';
import { isDocument } from '../../bson/document.js';
import { failure } from '../../errors.js';
import type { CollectionView } from '../collection-view.js';
import type { QueryOptions } from '../options.js';

/** A compiled stage: documents in, documents out. It never changes a document that it was given. */
export type Stage = (documents: Document[]) => Document[];

/** What stages with pipelines of their own need from the engine. */
export interface StageContext {
  readonly options: QueryOptions;
  run(view: CollectionView | undefined, pipeline: Document[], options: QueryOptions): Document[];
  compile(pipeline: Document[], options: QueryOptions): Stage;
}

export type StageCompiler = (argument: unknown, context: StageContext) => Stage;

/** Checks a stage's named options. */
export function stageOptions(
  stage: string,
  argument: unknown,
  required: readonly string[],
  optional: readonly string[],
): Document {
  if (!isDocument(argument)) return failure(9, `the ${stage} stage specification must be an object`);
  const unknown = Object.keys(argument).find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown) failure(9, `unrecognized or unsupported option to ${stage} stage: ${unknown}`);
  const missing = required.find((name) => argument[name] === undefined);
  return missing ? failure(9, `${stage} requires '${missing}'`) : argument;
}

export function pipelineOption(stage: string, value: unknown): Document[] {
  return Array.isArray(value) && value.every(isDocument)
    ? value
    : failure(14, `'pipeline' of ${stage} must be an array of objects`);
}

export function textOption(stage: string, name: string, value: unknown): string {
  return typeof value === 'string' ? value : failure(9, `'${name}' of ${stage} must be a string`);
}

/** A copy with one field set at a dotted path; documents on the way are copied, missing ones made. */
export function withField(document: Document, path: readonly string[], value: unknown): Document {
  const [name, ...rest] = path;
  const copy = { ...document };
  if (name === undefined) return copy;
  const inner = Object.hasOwn(copy, name) ? copy[name] : undefined;
  setOwn(copy, name, rest.length === 0 ? value : withField(isDocument(inner) ? inner : {}, rest, value));
  return copy;
}

/** A copy without the field at a dotted path. */
export function withoutField(document: Document, path: readonly string[]): Document {
  const [name, ...rest] = path;
  if (name === undefined || !Object.hasOwn(document, name)) return document;
  const { [name]: inner, ...others } = document;
  if (rest.length === 0) return others;
  return isDocument(inner) ? { ...document, [name]: withoutField(inner, rest) } : document;
}
