import type { Decimal } from 'decimal.js';
import type { TariffRestrictionsRecord } from '../tariff/charging-tariff.model.js';
import { clockCuts, minutesOf } from './local-clock.js';
import { PriceDecimal, type PricedSession, type SessionPeriod, ZERO } from './priced-session.js';
import type { PricedElement } from './priced-tariff.js';

/** A part of a period within which no restriction of the tariff begins or ends to hold. */
export interface SessionPiece {
  readonly period: SessionPeriod;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly seconds: Decimal;
  readonly kwh: Decimal;
  /** At the middle of the piece, where restrictions are held against it: since the session (or reservation) began. */
  readonly kwhSoFar: Decimal;
  readonly secondsSoFar: Decimal;
}

/** A place within a period, by time and by energy. */
interface Place {
  readonly seconds: Decimal;
  readonly kwh: Decimal;
}

/** Cuts a session wherever a restriction of the tariff may begin or end to hold. */
export function sessionPieces(session: PricedSession, elements: readonly PricedElement[]): SessionPiece[] {
  const restrictions = elements.flatMap((element) => (element.restrictions ? [element.restrictions] : []));
  let before: Place = { seconds: ZERO, kwh: ZERO };
  let reserved = ZERO;
  return session.periods.flatMap((period) => {
    const isReservation = period.kind === 'RESERVATION';
    const start: Place = isReservation ? { seconds: reserved, kwh: ZERO } : before;
    const places = placesOf(period, start, session.timeZone, restrictions);
    if (isReservation) {
      reserved = reserved.plus(period.seconds);
    } else {
      before = { seconds: before.seconds.plus(period.seconds), kwh: before.kwh.plus(period.kwh) };
    }
    return piecesBetween(period, start, places);
  });
}

function placesOf(
  period: SessionPeriod,
  start: Place,
  zone: string,
  restrictions: readonly TariffRestrictionsRecord[],
): Place[] {
  const { seconds, kwh, startsAt } = period;
  const byTime = (at: Decimal): Place => ({ seconds: at, kwh: kwh.times(at).div(seconds) });
  const byEnergy = (at: Decimal): Place => ({ seconds: seconds.times(at).div(kwh), kwh: at });
  const places: Place[] = [];
  if (seconds.greaterThan(0)) {
    const endsAt = startsAt + seconds.times(1000).ceil().toNumber();
    const clocks = restrictions.flatMap(({ startTime, endTime }) =>
      [startTime, endTime].filter((time) => time !== null),
    );
    const readsClock = restrictions.some(
      ({ startDate, endDate, dayOfWeek }) => startDate !== null || endDate !== null || dayOfWeek.length > 0,
    );
    if (clocks.length > 0 || readsClock) {
      const cuts = clockCuts(startsAt, endsAt, zone, clocks.map(minutesOf));
      places.push(...cuts.map((cut) => byTime(new PriceDecimal(cut - startsAt).div(1000))));
    }
    const durations = restrictions.flatMap(({ minDuration, maxDuration }) => [minDuration, maxDuration]);
    places.push(...within(durations, start.seconds, seconds).map(byTime));
  }
  if (kwh.greaterThan(0)) {
    const energies = restrictions.flatMap(({ minKwh, maxKwh }) => [minKwh, maxKwh]);
    places.push(...within(energies, start.kwh, kwh).map(byEnergy));
  }
  return places;
}

/** Bounds that are reached strictly within a period, counted from its start. */
function within(bounds: readonly (number | null)[], start: Decimal, length: Decimal): Decimal[] {
  return bounds
    .filter((bound) => bound !== null)
    .map((bound) => new PriceDecimal(bound).minus(start))
    .filter((at) => at.greaterThan(0) && at.lessThan(length));
}

function piecesBetween(period: SessionPeriod, start: Place, cuts: readonly Place[]): SessionPiece[] {
  const { seconds, kwh, startsAt } = period;
  const inOrder = [...cuts].sort((left, right) => left.seconds.cmp(right.seconds) || left.kwh.cmp(right.kwh));
  const ends = [...inOrder.filter((cut) => cut.seconds.lessThanOrEqualTo(seconds)), { seconds, kwh }];
  const pieces: SessionPiece[] = [];
  let from: Place = { seconds: ZERO, kwh: ZERO };
  for (const to of ends) {
    const piece = { seconds: to.seconds.minus(from.seconds), kwh: to.kwh.minus(from.kwh) };
    const isEmpty = piece.seconds.isZero() && piece.kwh.isZero();
    // A period without time and energy, such as that of a mere fee, still is a piece.
    if (!isEmpty || (seconds.isZero() && kwh.isZero())) {
      pieces.push({
        period,
        ...piece,
        from: startsAt + from.seconds.times(1000).round().toNumber(),
        to: startsAt + to.seconds.times(1000).round().toNumber(),
        kwhSoFar: start.kwh.plus(from.kwh).plus(piece.kwh.div(2)),
        secondsSoFar: start.seconds.plus(from.seconds).plus(piece.seconds.div(2)),
      });
    }
    from = to;
  }
  return pieces;
}
