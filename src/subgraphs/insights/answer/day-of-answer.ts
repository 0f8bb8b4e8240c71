import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { RequestContext } from '../../../kernel/request-context.js';

/** Fleet statistics are the oldest dated figures on file: their first year is 2010 (IEA, Global EV Data Explorer). */
const FIRST_DAY = '2010-01-01';

/**
 * The day that an answer is for: today unless told.
 *
 * @throws TripodError BAD_USER_INPUT for a day before all data
 */
export function dayOfAnswer(context: RequestContext, asOf: string | null | undefined, field = 'asOf'): string {
  const day = asOf ?? context.today;
  if (day < FIRST_DAY) throw badUserInput(field, `lies before all data, which begin on ${FIRST_DAY}`);
  return day;
}
