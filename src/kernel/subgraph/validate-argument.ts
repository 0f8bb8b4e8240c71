import { validateSync } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';

/**
 * Checks one argument of a resolver by the class-validator rules of its class; lists are checked item by item. Runs
 * synchronously: type-graphql's own check loads class-validator anew at every call, which can tear a batch of loads apart.
 *
 * @throws ArgumentValidationError with everything that is wrong
 */
export function validateArgument(value: unknown): void {
  const objects = (Array.isArray(value) ? value : [value]).filter(
    (item): item is object => typeof item === 'object' && item !== null,
  );
  const errors = objects.flatMap((item) => validateSync(item, { forbidUnknownValues: false }));
  if (errors.length > 0) {
    throw new ArgumentValidationError(errors);
  }
}
