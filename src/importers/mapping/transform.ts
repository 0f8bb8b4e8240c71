/** What a mapping as a whole says about how values are written. */
export interface WritingDefaults {
  /** "." or ",". */
  readonly decimal: string;
  /** Character between groups of three digits; null for none. */
  readonly thousands: string | null;
}

/** A value that a transform cannot read. Becomes a finding at its field. */
export class UnreadableValue extends Error {
  override readonly name = 'UnreadableValue';

  /**
   * @param code upper case, stable
   * @param message what is wrong with the value, which it names
   */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface TransformExample {
  /** Absent where the transform is used by its bare name. */
  readonly parameter?: unknown;
  readonly input: unknown;
  readonly output: unknown;
}

/**
 * A named change of a value. In a mapping: `"trim"`, or `{ "replace": { "pattern": "..", "with": ".." } }`. Null goes
 * through unchanged: only `default` makes something of nothing.
 */
export interface Transform {
  readonly name: string;
  /** One or two sentences for the documentation. */
  readonly description: string;
  /** JSON Schema of the parameter; null where there is none. */
  readonly parameter: object | null;
  /** True where the bare name will do. */
  readonly parameterOptional: boolean;
  /** True where a list is changed as a whole; else each of its members is. */
  readonly takesLists: boolean;
  readonly examples: readonly [TransformExample, ...TransformExample[]];
  /**
   * @param parameter valid by its schema; undefined where the bare name is used
   * @throws Error where the parameter is not what its schema cannot say, such as a regular expression
   */
  prepare(parameter: unknown, defaults: WritingDefaults): (value: unknown) => unknown;
}

/** Text of a scalar, trimmed. */
export function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
}

/** A transform of texts without a parameter. An empty result is null. */
export function textTransform(
  name: string,
  description: string,
  examples: Transform['examples'],
  change: (text: string) => unknown,
): Transform {
  return {
    name,
    description,
    parameter: null,
    parameterOptional: true,
    takesLists: false,
    examples,
    prepare: () => (value) => change(textOf(value)),
  };
}

/** A transform with a parameter that must be given. */
export function parametrised<Parameter>(
  transform: Omit<Transform, 'prepare' | 'parameterOptional' | 'takesLists'> & {
    readonly parameterOptional?: boolean;
    readonly takesLists?: boolean;
    readonly prepare: (parameter: Parameter, defaults: WritingDefaults) => (value: unknown) => unknown;
  },
): Transform {
  return {
    parameterOptional: false,
    takesLists: false,
    ...transform,
    prepare: (parameter, defaults) => transform.prepare(parameter as Parameter, defaults),
  };
}
