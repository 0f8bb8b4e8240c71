import { INVALID, type LeafCheck } from './leaf-values.js';
import { setOwn } from './response-keys.js';
import { isResponseObject, type ResponseObject } from './response-object.js';

/** Something in the merged answers that the API schema does not allow, and where in the client's answer. */
export interface ProjectionProblem {
  message: string;
  /** Grows from the inside out while the projection returns. */
  path: (string | number)[];
}

export type ObjectProjection = (
  source: Readonly<ResponseObject>,
  problems: ProjectionProblem[],
) => Record<string, unknown> | null;
/** Completes a value; null stands for a value that is null or was nulled. */
export type Completion = (value: unknown, problems: ProjectionProblem[]) => unknown;

export interface ProjectedField {
  readonly clientKey: string;
  readonly key: string;
  readonly nonNull: boolean;
  /** Absent where the value passes on as it is. */
  readonly complete: Completion | undefined;
}

/** Projects the fields of an object in order; null where a field that cannot be null is. */
export function projectFields(fields: readonly ProjectedField[]): ObjectProjection {
  const hostile = fields.some((field) => field.clientKey === '__proto__');
  return (source, problems) => {
    const target: Record<string, unknown> = {};
    for (const field of fields) {
      let value: unknown = source[field.key] ?? null;
      if (field.complete) {
        const before = problems.length;
        value = field.complete(value, problems);
        if (problems.length !== before) prefix(problems, before, field.clientKey);
      }
      if (value === null && field.nonNull) return null;
      if (hostile) setOwn(target, field.clientKey, value);
      else target[field.clientKey] = value;
    }
    return target;
  };
}

export function completeObject(project: ObjectProjection, coordinate: string): Completion {
  return (value, problems) => {
    if (value === null || value === undefined) return null;
    if (!isResponseObject(value)) return notAnObject(coordinate, problems);
    return project(value, problems);
  };
}

export function completeList(completeItem: Completion, itemNonNull: boolean, coordinate: string): Completion {
  return (value, problems) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      problems.push({ message: `${coordinate} is not a list`, path: [] });
      return null;
    }
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const before = problems.length;
      const item = completeItem(value[index], problems);
      if (problems.length !== before) prefix(problems, before, index);
      if (item === null && itemNonNull) return null;
      items.push(item);
    }
    return items;
  };
}

function prefix(problems: readonly ProjectionProblem[], from: number, key: string | number): void {
  for (const problem of problems.slice(from)) problem.path.unshift(key);
}

export function notAnObject(coordinate: string, problems: ProjectionProblem[]): null {
  problems.push({ message: `${coordinate} is not an object`, path: [] });
  return null;
}

export function unknownType(coordinate: string, problems: ProjectionProblem[]): null {
  problems.push({ message: `${coordinate} has a type that the schema does not know there`, path: [] });
  return null;
}

/** Completes a leaf by its check. */
export function completeLeaf(check: LeafCheck, typeName: string, coordinate: string): Completion {
  return (value, problems) => {
    if (value === null || value === undefined) return null;
    const checked = check(value);
    if (checked !== INVALID) return checked;
    problems.push({ message: `${coordinate} has a value that is no ${typeName}`, path: [] });
    return null;
  };
}
