import type { ValidationError } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';
import { badUserInput, type TripodError } from './tripod-error.js';

interface Violation {
  field: string;
  constraint: string;
}

/**
 * Turns what class-validator found into one BAD_USER_INPUT error that names the first wrong field, with all of them
 * in `extensions.violations`.
 */
export function argumentError(error: ArgumentValidationError): TripodError {
  const violations = error.extensions.validationErrors.flatMap((entry) => violationsOf(entry, ''));
  const first = violations[0] ?? { field: 'arguments', constraint: 'are not valid' };
  return badUserInput(first.field, first.constraint, { violations });
}

function violationsOf(error: ValidationError, prefix: string): Violation[] {
  const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((constraint) => ({ field, constraint }));
  return [...own, ...(error.children ?? []).flatMap((child) => violationsOf(child, field))];
}
