import { type Document, isDocument } from '../../bson/document.js';
import { fieldPathValue, splitPath } from '../../bson/path.js';
import { failure, notSupported } from '../../errors.js';
import { compileExpression } from '../expression.js';
import { applyFieldTree, compileFieldTree } from '../field-tree.js';
import { compileProjectStage } from '../projection.js';
import { typeName } from '../value-tests.js';
import { type StageCompiler, stageOptions, withField, withoutField } from './stage.js';

const project: StageCompiler = (argument, { options }) => {
  const transform = compileProjectStage(argument, options);
  return (documents) => documents.map(transform);
};

const addFields: StageCompiler = (argument, { options }) => {
  if (!isDocument(argument)) return failure(40272, '$addFields specification stage must be an object');
  const tree = compileFieldTree(argument, options, false);
  return (documents) => documents.map((document) => applyFieldTree(document, tree, 'add'));
};

const unset: StageCompiler = (argument, { options }) => {
  const paths = Array.isArray(argument) ? argument : [argument];
  if (paths.length === 0 || !paths.every((path) => typeof path === 'string'))
    failure(31002, '$unset specification must be a string or an array of strings');
  const transform = compileProjectStage(Object.fromEntries(paths.map((path) => [path, 0])), options);
  return (documents) => documents.map(transform);
};

function replaceWith(expression: unknown, options: Parameters<StageCompiler>[1]['options']) {
  const evaluate = compileExpression(expression, options);
  return (documents: Document[]) =>
    documents.map((document) => {
      const root = evaluate(document);
      return isDocument(root)
        ? root
        : failure(
            40228,
            `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeName(root)}`,
          );
    });
}

const unwind: StageCompiler = (argument) => {
  const given =
    typeof argument === 'string'
      ? { path: argument }
      : stageOptions('$unwind', argument, ['path'], ['includeArrayIndex', 'preserveNullAndEmptyArrays']);
  const { path, includeArrayIndex, preserveNullAndEmptyArrays }: Document = given;
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2)
    return failure(28818, `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex.startsWith('$')))
    failure(28822, 'includeArrayIndex option to $unwind stage should be a field name');
  const segments = splitPath(path.slice(1));
  const indexPath = typeof includeArrayIndex === 'string' ? splitPath(includeArrayIndex) : undefined;
  const indexed = (document: Document, index: number | null) =>
    indexPath ? withField(document, indexPath, index) : document;
  return (documents) =>
    documents.flatMap((document) => {
      const value = throughDocuments(document, segments);
      if (Array.isArray(value) && value.length > 0)
        return value.map((element, i) => indexed(withField(document, segments, element), i));
      if (!Array.isArray(value) && value !== null && value !== undefined) return [indexed(document, null)];
      if (preserveNullAndEmptyArrays !== true) return [];
      return [indexed(Array.isArray(value) ? withoutField(document, segments) : document, null)];
    });
};

/** $unwind reaches its array through documents only, not through other arrays. */
function throughDocuments(document: Document, segments: readonly string[]): unknown {
  let value: unknown = document;
  for (const segment of segments) {
    if (!isDocument(value)) return undefined;
    value = fieldPathValue(value, [segment]);
  }
  return value;
}

const redact: StageCompiler = (argument, { options }) => {
  // The expression sees each embedded document as its own root.
  if (mentions(argument, '$$ROOT')) notSupported('$$ROOT in $redact');
  const decide = compileExpression(argument, options);
  const redacted = (document: Document): Document | undefined => {
    switch (decide(document)) {
      case '$$KEEP':
        return document;
      case '$$PRUNE':
        return undefined;
      case '$$DESCEND':
        return Object.fromEntries(
          Object.entries(document).flatMap(([name, value]) => descend(value).map((kept) => [name, kept])),
        );
      default:
        return failure(17053, '$redact must evaluate to $$KEEP, $$DESCEND or $$PRUNE');
    }
  };
  /** Nothing when the value is pruned, else the value alone. */
  const descend = (value: unknown): unknown[] => {
    if (Array.isArray(value)) return [value.flatMap(descend)];
    if (!isDocument(value)) return [value];
    const kept = redacted(value);
    return kept ? [kept] : [];
  };
  return (documents) => documents.map(redacted).filter((document) => document !== undefined);
};

function mentions(expression: unknown, variable: string): boolean {
  if (typeof expression === 'string') return expression === variable || expression.startsWith(`${variable}.`);
  if (Array.isArray(expression)) return expression.some((element) => mentions(element, variable));
  return isDocument(expression) && Object.values(expression).some((value) => mentions(value, variable));
}

export const RESHAPING_STAGES: Readonly<Record<string, StageCompiler>> = {
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: (argument, { options }) =>
    replaceWith(stageOptions('$replaceRoot', argument, ['newRoot'], []).newRoot, options),
  $replaceWith: (argument, { options }) => replaceWith(argument, options),
  $unwind: unwind,
  $redact: redact,
};
