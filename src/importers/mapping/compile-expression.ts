import { shown } from '../pipeline/finding.js';
import { compileCondition } from './compile-condition.js';
import { compileTransforms } from './compile-transforms.js';
import { SOURCE_KEYS } from './expression-schema.js';
import type { MappingProblems } from './mapping-problem.js';
import { type Expression, ObjectRow, type Scope } from './scope.js';
import { UnreadableValue, type WritingDefaults } from './transform.js';

/** A column that a mapping reads, for the check against the header. */
export interface ColumnUse {
  /** The first of these that has a value. */
  readonly names: readonly string[];
  readonly path: string;
}

export interface CompilerContext {
  readonly defaults: WritingDefaults;
  readonly problems: MappingProblems;
  /** Columns that the file must have. */
  readonly columns: ColumnUse[];
  /** True within the members of lists in cells, whose "columns" no header names. */
  readonly inItem: boolean;
  /** Path of the field of the draft, for findings; null outside of fields. */
  readonly field: string | null;
}

/** Copies of one row beyond which the number is a slip of the pen. */
const MOST_COPIES = 1_000;

type Node = Record<string, unknown>;

/** Compiles a value that is valid by the mapping's schema. */
export function compileExpression(node: unknown, path: string, context: CompilerContext): Expression {
  if (node === null) return () => null;
  if (typeof node === 'string') return compileColumn([node], false, path, context);
  const object = node as Node;
  const key = SOURCE_KEYS.find((name) => Object.hasOwn(object, name));
  if (key === undefined) return compileObject(object, path, context);
  return withModifiers(object, path, context, compileSource(key, object, path, context));
}

function compileColumn(
  names: readonly string[],
  optional: boolean,
  path: string,
  context: CompilerContext,
): Expression {
  const repeated = names.some((name) => name.includes('{n}'));
  if (!optional && !context.inItem && !repeated) context.columns.push({ names, path });
  const [only = ''] = names;
  if (names.length === 1 && !repeated) return ({ row }) => row.value(only) ?? null;
  return ({ row, repetition }) => {
    for (const name of names) {
      const value = row.value(repeated ? name.replaceAll('{n}', String(repetition)) : name);
      if (value !== null && value !== undefined) return value;
    }
    return null;
  };
}

function compileObject(object: Node, path: string, context: CompilerContext): Expression {
  const members = Object.entries(object).map(([name, value]) => {
    const field = context.field === null || context.field === '' ? name : `${context.field}.${name}`;
    return [name, compileExpression(value, `${path}.${name}`, { ...context, field })] as const;
  });
  return (scope) => {
    const result: Node = {};
    let empty = true;
    for (const [name, expression] of members) {
      const value = expression(scope) ?? null;
      if (value !== null) empty = false;
      result[name] = value;
    }
    return empty ? null : result;
  };
}

/** Compiles a condition that is valid by the mapping's schema. */
export function compileConditionIn(node: unknown, path: string, context: CompilerContext): (scope: Scope) => boolean {
  return compileCondition(node, path, {
    compile: (value, place) => compileExpression(value, place, context),
    problems: context.problems,
  });
}

function namesOf(column: unknown): readonly string[] {
  return typeof column === 'string' ? [column] : (column as string[]);
}

function compileSource(
  key: (typeof SOURCE_KEYS)[number],
  node: Node,
  path: string,
  context: CompilerContext,
): Expression {
  const child = (name: string, inItem = context.inItem) =>
    compileExpression(node[name], `${path}.${name}`, { ...context, inItem });
  const children = (name: string) =>
    (node[name] as unknown[]).map((value, at) => compileExpression(value, `${path}.${name}.${at}`, context));
  const skip =
    node.skipIf === undefined
      ? () => false
      : compileConditionIn(node.skipIf, `${path}.skipIf`, { ...context, inItem: context.inItem || key === 'each' });
  switch (key) {
    case 'column':
      return compileColumn(namesOf(node.column), node.optional === true, path, context);
    case 'outer': {
      const names = namesOf(node.outer);
      return ({ fileRow, repetition }) =>
        names
          .map((name) => fileRow.value(name.replaceAll('{n}', String(repetition))))
          .find((value) => value !== null && value !== undefined);
    }
    case 'position': {
      const position = node.position as number;
      return ({ row }) => row.valueAt(position) ?? null;
    }
    case 'constant':
      return () => node.constant;
    case 'rowNumber':
      return ({ rowNumber }) => rowNumber;
    case 'item':
      return ({ item }) => item;
    case 'index':
      return ({ index }) => index;
    case 'join': {
      const parts = children('join');
      const separator = (node.separator as string | undefined) ?? ' ';
      return (scope) => {
        const texts = parts.flatMap((part) => part(scope) ?? []).map((value) => String(value).trim());
        return texts.filter((text) => text !== '').join(separator) || null;
      };
    }
    case 'firstOf': {
      const parts = children('firstOf');
      return (scope) => {
        for (const part of parts) {
          const value = part(scope);
          if (value !== null && value !== undefined) return value;
        }
        return null;
      };
    }
    case 'list': {
      const parts = children('list');
      return (scope) => parts.flatMap((part) => part(scope) ?? []);
    }
    case 'zip': {
      const lists = Object.entries(node.zip as Node).map(
        ([name, value]) => [name, compileExpression(value, `${path}.zip.${name}`, context)] as const,
      );
      return (scope) => zipped(lists.map(([name, list]) => [name, list(scope) ?? null] as const));
    }
    case 'merge': {
      const parts = children('merge');
      return (scope) => {
        const result: Node = {};
        for (const part of parts) {
          for (const [name, value] of Object.entries((part(scope) ?? {}) as Node)) {
            if (value !== null || !Object.hasOwn(result, name)) result[name] = value;
          }
        }
        return Object.keys(result).length === 0 ? null : result;
      };
    }
    case 'when': {
      const cases = (node.when as { if: unknown; value: unknown }[]).map((branch, at) => ({
        holds: compileConditionIn(branch.if, `${path}.when.${at}.if`, context),
        value: compileExpression(branch.value, `${path}.when.${at}.value`, context),
      }));
      const otherwise = node.else === undefined ? () => null : child('else');
      return (scope) => (cases.find(({ holds }) => holds(scope))?.value ?? otherwise)(scope);
    }
    case 'each': {
      const list = child('each');
      const member = child('as', true);
      return (scope) => {
        const items = list(scope) ?? [];
        return (Array.isArray(items) ? items : [items]).flatMap((item: unknown, at) => {
          const inner: Scope = { ...scope, row: new ObjectRow(item), item, index: at + 1 };
          return skip(inner) ? [] : (member(inner) ?? []);
        });
      };
    }
    case 'repeat': {
      const { from, to } = node.repeat as { from: number; to: number };
      const member = child('as');
      return (scope) =>
        Array.from(
          { length: Math.max(0, to - from + 1) },
          (_, at): Scope => ({
            ...scope,
            repetition: from + at,
            index: from + at,
          }),
        ).flatMap((inner) => (skip(inner) ? [] : (member(inner) ?? [])));
    }
    case 'copies': {
      const number = child('copies');
      const member = child('as');
      return (scope) => {
        const count = Number(number(scope) ?? 1);
        if (!Number.isInteger(count) || count < 0 || count > MOST_COPIES) {
          const { field } = context;
          scope.findings.warn({ field, code: 'OUT_OF_RANGE', message: `${shown(count)} is no number of copies` });
          return [];
        }
        return Array.from({ length: count }, (_, at) => member({ ...scope, index: at + 1 })).flatMap(
          (value) => value ?? [],
        );
      };
    }
    case 'rows': {
      const member = child('rows');
      return (scope) =>
        scope.rows.flatMap((row, at) => {
          const inner: Scope = { ...scope, row, fileRow: row, index: at + 1 };
          return skip(inner) ? [] : (member(inner) ?? []);
        });
    }
  }
}

/** Members at the same place of several lists, as objects; what is no list is the same for all of them. */
function zipped(lists: readonly (readonly [name: string, value: unknown])[]): Node[] {
  const length = Math.max(
    0,
    ...lists.map(([, value]) => (Array.isArray(value) ? value.length : value === null ? 0 : 1)),
  );
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(
      lists.map(([name, value]): [string, unknown] => [name, Array.isArray(value) ? (value[at] ?? null) : value]),
    ),
  );
}

function withModifiers(node: Node, path: string, context: CompilerContext, source: Expression): Expression {
  const { field } = context;
  const { onError = 'warn', default: fallback = null } = node;
  const change =
    node.transform === undefined
      ? null
      : compileTransforms(node.transform, `${path}.transform`, context.defaults, context.problems);
  return (scope) => {
    let value = source(scope);
    if (change !== null && value !== null && value !== undefined) {
      try {
        value = change(value);
      } catch (error) {
        if (!(error instanceof UnreadableValue)) throw error;
        value = null;
        const finding = { field, code: error.code, message: error.message };
        if (onError === 'reject' || node.required === true) {
          scope.findings.reject(finding);
          return null;
        }
        if (onError === 'warn') scope.findings.warn(finding);
      }
    }
    value ??= fallback;
    if (node.required === true && (value === null || value === '')) {
      scope.findings.reject({ field, code: 'MISSING_FIELD', message: `${field ?? 'A value'} is missing` });
    }
    return value;
  };
}
