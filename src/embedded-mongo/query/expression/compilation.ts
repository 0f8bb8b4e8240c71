import type { ValueOrder } from '../collation.js';
import type { EvaluationOptions } from '../evaluation-options.js';
import type { Evaluator } from './scope.js';

/** What the parts of one expression are compiled with. */
export interface Compilation {
  readonly options: EvaluationOptions;
  readonly order: ValueOrder;
  /** Names of variables in scope. */
  readonly variables: ReadonlySet<string>;
  /** Compiles a nested expression. */
  compile(expression: unknown, compilation: Compilation): Evaluator;
}
