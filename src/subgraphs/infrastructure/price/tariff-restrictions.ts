import type { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { TariffRestrictionsRecord } from '../tariff/charging-tariff.model.js';
import { minutesOf } from './local-clock.js';
import type { PricedElement } from './priced-tariff.js';
import type { SessionPiece } from './session-pieces.js';

/**
 * Whether an element prices a piece of a session (OCPI 2.3.0, module Tariffs, TariffRestrictions). Lower bounds are
 * inclusive and upper ones exclusive, so that a value on a bound belongs to one of two adjoining elements.
 *
 * @throws TripodError with BAD_USER_INPUT where that depends on a power or current that is not known
 */
export function appliesTo({ index, restrictions }: PricedElement, piece: SessionPiece): boolean {
  if (restrictions === null) {
    return true;
  }
  return (
    clockAllows(restrictions, piece) &&
    isBetween(piece.kwhSoFar, restrictions.minKwh, restrictions.maxKwh) &&
    isBetween(piece.secondsSoFar, restrictions.minDuration, restrictions.maxDuration) &&
    isKnownBetween(piece.period.powerKW, restrictions.minPower, restrictions.maxPower, 'powerKW', index) &&
    isKnownBetween(piece.period.currentA, restrictions.minCurrent, restrictions.maxCurrent, 'currentA', index)
  );
}

function clockAllows(restrictions: TariffRestrictionsRecord, piece: SessionPiece): boolean {
  const { startTime, endTime, startDate, endDate, dayOfWeek } = restrictions;
  const readsClock =
    startTime !== null || endTime !== null || startDate !== null || endDate !== null || dayOfWeek.length > 0;
  if (!readsClock) {
    return true;
  }
  const { date, milliseconds, weekday } = piece.localMoment();
  return (
    (startDate === null || startDate <= date) &&
    (endDate === null || date < endDate) &&
    (dayOfWeek.length === 0 || dayOfWeek.includes(weekday)) &&
    isTimeOfDay(milliseconds, startTime, endTime)
  );
}

/** A span whose end is not later than its start crosses midnight; an end of "00:00" is the end of the day. */
function isTimeOfDay(milliseconds: number, startTime: string | null, endTime: string | null): boolean {
  const start = startTime === null ? 0 : minutesOf(startTime) * 60_000;
  const end = endTime === null ? Number.POSITIVE_INFINITY : minutesOf(endTime) * 60_000;
  if (end > start) {
    return start <= milliseconds && milliseconds < end;
  }
  return start <= milliseconds || milliseconds < end;
}

function isBetween(value: Decimal, minimum: number | null, maximum: number | null): boolean {
  return (minimum === null || value.greaterThanOrEqualTo(minimum)) && (maximum === null || value.lessThan(maximum));
}

function isKnownBetween(
  value: Decimal | null,
  minimum: number | null,
  maximum: number | null,
  field: string,
  index: number,
): boolean {
  if (minimum === null && maximum === null) {
    return true;
  }
  if (value === null) {
    throw badUserInput(`${field}`, `must be given: element ${index + 1} of the tariff depends on it`);
  }
  return isBetween(value, minimum, maximum);
}
