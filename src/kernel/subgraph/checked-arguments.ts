import { ArgumentValidationError } from 'type-graphql';
import { argumentError } from '../errors/argument-errors.js';
import { validateArgument } from './validate-argument.js';

/**
 * The arguments of a subscription, checked by the class-validator rules of their class: type-graphql checks those of
 * resolvers, but hands them to `subscribe` as they came.
 *
 * @throws TripodError with BAD_USER_INPUT that names the first wrong argument
 */
export function checkedArguments<Arguments extends object>(
  type: new () => Arguments,
  values: Readonly<Record<string, unknown>>,
): Arguments {
  const checked = Object.assign(new type(), values);
  try {
    validateArgument(checked);
  } catch (error) {
    throw error instanceof ArgumentValidationError ? argumentError(error) : error;
  }
  return checked;
}
