/** A wrong environment variable or command line option: one line for people, exit code 2. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The value without blanks around it; an empty variable counts as one that is not set. */
export function text(environment: Environment, name: string, fallback: string): string {
  const value = environment[name]?.trim();
  return value === undefined || value === '' ? fallback : value;
}

/** One of several words. Throws ConfigurationError for any other. */
export function oneOf<Choice extends string>(
  environment: Environment,
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const value = text(environment, name, fallback);
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) {
    throw new ConfigurationError(`${name} must be one of ${choices.join(', ')}, not "${value}"`);
  }
  return choice;
}

/** A URL with one of the protocols (`redis:`), or null where none is set. Throws ConfigurationError for any other. */
export function url(environment: Environment, name: string, protocols: readonly string[]): string | null {
  const value = text(environment, name, '');
  if (value === '') {
    return null;
  }
  if (!protocols.some((protocol) => value.startsWith(`${protocol}//`))) {
    throw new ConfigurationError(
      `${name} must begin with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
  }
  return value;
}

/** A whole number from 1 to a billion. Throws ConfigurationError for any other. */
export function positiveInteger(environment: Environment, name: string, fallback: number): number {
  return parsePositiveInteger(text(environment, name, String(fallback)), name);
}

/** A whole number from 1 to a billion, or null where none is set. Throws ConfigurationError for any other. */
export function optionalPositiveInteger(environment: Environment, name: string): number | null {
  const value = text(environment, name, '');
  return value === '' ? null : parsePositiveInteger(value, name);
}

/** Throws ConfigurationError where the text is no whole number from 1 to a billion. */
export function parsePositiveInteger(value: string, name: string): number {
  const number = Number(value);
  if (!/^\d{1,10}$/.test(value) || number < 1 || number > 1_000_000_000) {
    throw new ConfigurationError(`${name} must be a whole number from 1 to 1000000000, not "${value}"`);
  }
  return number;
}
