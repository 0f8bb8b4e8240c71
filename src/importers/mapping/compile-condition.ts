import type { MappingProblems } from './mapping-problem.js';
import type { Expression, Scope } from './scope.js';
import { textOf } from './transform.js';

type Condition = (scope: Scope) => boolean;
type Node = Record<string, unknown>;

/** What a condition needs of the compiler that it is part of. */
export interface ConditionContext {
  readonly compile: (node: unknown, path: string) => Expression;
  readonly problems: MappingProblems;
}

/** Compiles a condition that is valid by the mapping's schema. All of its tests must hold. */
export function compileCondition(node: unknown, path: string, context: ConditionContext): Condition {
  const object = node as Node;
  const parts = (name: string) =>
    (object[name] as unknown[]).map((part, at) => compileCondition(part, `${path}.${name}.${at}`, context));
  if (object.all !== undefined) {
    const all = parts('all');
    return (scope) => all.every((holds) => holds(scope));
  }
  if (object.any !== undefined) {
    const any = parts('any');
    return (scope) => any.some((holds) => holds(scope));
  }
  if (object.not !== undefined) {
    const holds = compileCondition(object.not, `${path}.not`, context);
    return (scope) => !holds(scope);
  }
  const value = testedValue(object, path, context);
  const tests = testsOf(object, path, context);
  return (scope) => {
    const tested = value(scope);
    return tests.every((test) => test(tested));
  };
}

function testedValue(object: Node, path: string, context: ConditionContext): Expression {
  if (object.value !== undefined) return context.compile(object.value, `${path}.value`);
  const { column, transform, optional } = object;
  return context.compile(
    { column, ...(transform === undefined ? {} : { transform }), ...(optional === undefined ? {} : { optional }) },
    path,
  );
}

function testsOf(object: Node, path: string, { problems }: ConditionContext): ((value: unknown) => boolean)[] {
  const tests: ((value: unknown) => boolean)[] = [];
  const isEmpty = (value: unknown) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (object.empty !== undefined) tests.push((value) => isEmpty(value) === object.empty);
  if (object.equals !== undefined) tests.push((value) => isEqual(value, object.equals));
  if (object.in !== undefined) {
    tests.push((value) => (object.in as unknown[]).some((wanted) => isEqual(value, wanted)));
  }
  if (object.matches !== undefined) {
    try {
      const expression = new RegExp(object.matches as string, 'iu');
      tests.push((value) => !isEmpty(value) && expression.test(textOf(value)));
    } catch (error) {
      problems.add(`${path}.matches`, (error as Error).message);
    }
  }
  if (object.above !== undefined) tests.push((value) => !isEmpty(value) && Number(value) > Number(object.above));
  if (object.below !== undefined) tests.push((value) => !isEmpty(value) && Number(value) < Number(object.below));
  return tests;
}

function isEqual(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  if (value === null || value === undefined || wanted === null) return false;
  return textOf(value).toLowerCase() === textOf(wanted).toLowerCase();
}
