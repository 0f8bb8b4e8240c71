import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { ImportError } from '../pipeline/import-error.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import { checkFields } from './check-fields.js';
import { type ColumnUse, type CompilerContext, compileConditionIn, compileExpression } from './compile-expression.js';
import { SOURCE_KEYS } from './expression-schema.js';
import { likelyOf } from './likely-name.js';
import type { MappingDocument } from './mapping.js';
import { type MappingProblem, MappingProblems } from './mapping-problem.js';
import { mappingSchema } from './mapping-schema.js';
import type { Expression, Scope } from './scope.js';
import { TRANSFORMS } from './transforms.js';

/** A mapping, ready to be applied. */
export interface CompiledMapping {
  readonly document: MappingDocument;
  /** Columns that the file must have. */
  readonly columns: readonly ColumnUse[];
  readonly skips: ((scope: Scope) => boolean) | null;
  readonly groupKey: Expression | null;
  readonly recordId: Expression | null;
  readonly record: Expression;
  /** JSON Schema of the target's drafts. */
  readonly draftSchema: object;
}

// `addFormats` is the module itself in the types, and the function at run time.
const withFormats = addFormats as unknown as (ajv: Ajv) => Ajv;
const ajv = withFormats(new Ajv({ strict: false, allErrors: true, allowUnionTypes: true }));

/** Mistakes that one message names; more of them follow from the first. */
const SHOWN_PROBLEMS = 8;

/**
 * Compiles a mapping document for a list of targets.
 * @throws ImportError MAPPING_INVALID, which names the path of every mistake
 */
export function compileMapping(value: unknown, targets: readonly ImportTarget[]): CompiledMapping {
  const mappable = targets.filter(({ draftSchema }) => draftSchema !== null);
  const validate = validatorFor(mappable.map(({ name }) => name));
  if (!validate(value)) throw invalid(value, problemsOf(validate.errors ?? [], value));
  const document = value as unknown as MappingDocument;
  const draftSchema = mappable.find(({ name }) => name === document.target)?.draftSchema ?? {};
  const problems = new MappingProblems();
  const columns: ColumnUse[] = [];
  const context: CompilerContext = {
    defaults: { decimal: document.file?.decimal ?? '.', thousands: document.file?.thousands ?? null },
    problems,
    columns,
    inItem: document.file?.format === 'geojson',
    field: null,
  };
  checkFields(document.record, draftSchema, 'record', problems);
  const optional = (node: unknown, path: string) =>
    node === undefined ? null : compileExpression(node, path, context);
  const compiled: CompiledMapping = {
    document,
    columns,
    skips: document.skipIf === undefined ? null : compileConditionIn(document.skipIf, 'skipIf', context),
    groupKey: optional(document.group?.by, 'group.by'),
    recordId: optional(document.recordId, 'recordId'),
    record: compileExpression(document.record, 'record', { ...context, field: '' }),
    draftSchema,
  };
  if (problems.list.length > 0) throw invalid(value, problems.list);
  return compiled;
}

const validators = new Map<string, ValidateFunction>();

/** The schema takes a moment to compile, and is the same for every import. */
function validatorFor(targets: readonly string[]): ValidateFunction {
  const key = targets.join(' ');
  let validate = validators.get(key);
  if (validate === undefined) {
    const { $id: _, ...schema } = mappingSchema(targets) as { $id: string };
    validate = ajv.compile(schema);
    validators.set(key, validate);
  }
  return validate;
}

function invalid(value: unknown, problems: readonly MappingProblem[]): ImportError {
  const name =
    typeof value === 'object' && value !== null && 'name' in value ? `mapping "${String(value.name)}"` : 'mapping';
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => `${path || '(top)'}: ${message}`);
  const more = problems.length > SHOWN_PROBLEMS ? `; and ${problems.length - SHOWN_PROBLEMS} more` : '';
  return new ImportError('MAPPING_INVALID', `The ${name} is not valid: ${shown.join('; ')}${more}`);
}

/**
 * The mistakes behind the errors of the schema. A value may be one of many things, and the validator complains of all
 * that it is not: only the complaints about what it is meant to be are of use.
 */
function problemsOf(errors: readonly ErrorObject[], value: unknown): MappingProblem[] {
  const problems = new Map<string, MappingProblem>();
  for (const { instancePath } of errors) {
    const problem = transformProblem(value, instancePath) ?? missingAs(value, instancePath);
    if (problem !== null) problems.set(problem.path, problem);
  }
  if (problems.size > 0) return [...problems.values()];
  const deepest = errors.filter(
    ({ instancePath, keyword }) =>
      keyword !== 'anyOf' && !errors.some((other) => other.instancePath.startsWith(`${instancePath}/`)),
  );
  for (const error of deepest) {
    if (!concerns(error, valueAt(value, error.instancePath))) continue;
    const path = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
    const message = messageOf(error);
    problems.set(`${path} ${message}`, { path, message });
  }
  if (problems.size === 0) {
    const first = deepest[0] ?? errors[0];
    const path = (first?.instancePath ?? '').slice(1).replaceAll('/', '.');
    problems.set('', {
      path,
      message: 'is neither the name of a column nor one of the calculations that the schema allows',
    });
  }
  return [...problems.values()];
}

/** A transform that does not exist, at a place that the schema complains of: all other complaints follow from it. */
function transformProblem(value: unknown, pointer: string): MappingProblem | null {
  const place = /^(?:.*\/)?transform(?:\/\d+)?(?=\/|$)/.exec(pointer)?.[0];
  const transform = place === undefined ? undefined : valueAt(value, place);
  if (place === undefined || transform === undefined || Array.isArray(transform)) return null;
  const names = typeof transform === 'object' && transform !== null ? Object.keys(transform) : [String(transform)];
  const unknown = names.find((name) => !TRANSFORMS.has(name));
  const path = place.slice(1).replaceAll('/', '.');
  if (unknown === undefined) {
    return names.length > 1 ? { path, message: `must be one transform, or a list of them: ${names.join(', ')}` } : null;
  }
  return { path, message: `there is no transform "${unknown}"${likelyOf(unknown, [...TRANSFORMS.keys()])}` };
}

/** A loop that does not say what to make of each. */
function missingAs(value: unknown, pointer: string): MappingProblem | null {
  const loop = valueAt(value, pointer);
  if (typeof loop !== 'object' || loop === null || 'as' in loop) return null;
  const key = ['each', 'repeat', 'copies'].find((name) => Object.hasOwn(loop, name));
  return key === undefined ? null : { path: pointer.slice(1).replaceAll('/', '.'), message: `"${key}" needs "as"` };
}

/** Whether an error of one of many alternatives is about the alternative that the value has in mind. */
function concerns({ schemaPath, keyword }: ErrorObject, value: unknown): boolean {
  const definition = /#\/\$defs\/(\w+)\//.exec(schemaPath)?.[1] ?? '';
  if (!(SOURCE_KEYS as readonly string[]).includes(definition)) return definition !== 'object' || !isSource(value);
  return keyword !== 'required' && typeof value === 'object' && value !== null && Object.hasOwn(value, definition);
}

function isSource(value: unknown): boolean {
  return typeof value === 'object' && value !== null && SOURCE_KEYS.some((key) => Object.hasOwn(value, key));
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (part, key) => (part as Record<string, unknown> | null)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      value,
    );
}

function messageOf({ keyword, message = 'is not valid', params }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `there is no "${String(params.additionalProperty)}" here`;
  if (keyword === 'enum') return `must be one of ${(params.allowedValues as unknown[]).map(String).join(', ')}`;
  if (keyword === 'required') return `needs "${String(params.missingProperty)}"`;
  return message;
}
