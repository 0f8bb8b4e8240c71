import type { GraphQLError } from 'graphql';
import type { ResponseObject } from './response-object.js';

/** What one run of a plan works on. */
export interface ExecutionState {
  /** The tree in which the subgraphs' answers are merged, under travel keys; see `response-keys.ts`. */
  readonly data: ResponseObject;
  /** Errors in the client's terms. */
  readonly errors: GraphQLError[];
  /** Coerced variables, under the client's names. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: unknown;
  readonly signal: AbortSignal | undefined;
}

/** One compiled node of a plan. It never throws and never rejects: what goes wrong is in the state's errors. */
export type Step = (state: ExecutionState) => Promise<void> | undefined;

/** Runs steps one after another, synchronously as long as they are. A cancelled request starts no further step. */
export function sequence(steps: readonly Step[]): Step {
  const runFrom = (state: ExecutionState, start: number): Promise<void> | undefined => {
    for (let index = start; index < steps.length; index++) {
      if (state.signal?.aborted) return undefined;
      const pending = steps[index]?.(state);
      if (pending) return pending.then(() => runFrom(state, index + 1));
    }
    return undefined;
  };
  return (state) => runFrom(state, 0);
}

/** Starts all steps at once. */
export function parallel(steps: readonly Step[]): Step {
  return (state) => {
    let pending: Promise<void>[] | undefined;
    for (const step of steps) {
      const promise = step(state);
      if (promise) {
        pending ??= [];
        pending.push(promise);
      }
    }
    if (!pending) return undefined;
    return pending.length === 1 ? pending[0] : Promise.all(pending).then(() => undefined);
  };
}

/** Chooses by the value of a Boolean variable. */
export function condition(variable: string, whenTrue: Step | undefined, whenFalse: Step | undefined): Step {
  return (state) => (state.variables[variable] === true ? whenTrue : whenFalse)?.(state);
}
