import type { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { TariffRestrictionsRecord } from '../tariff/charging-tariff.model.js';
import { clockCuts, type LocalMoment, localMoment, minutesOf } from './local-clock.js';
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
  /** What the clock at the site shows then. */
  localMoment(): LocalMoment;
}

/** A place within a period, by time and by energy. */
interface Place {
  readonly seconds: Decimal;
  readonly kwh: Decimal;
}

/** A month by the minute, or a tariff that changes every few minutes: no session needs more. */
const MOST_PIECES = 20_000;
const LONGEST_SESSION = 31 * 24 * 3600;

/**
 * Cuts a session wherever a restriction of the tariff may begin or end to hold.
 *
 * @throws TripodError with BAD_USER_INPUT for a session of more than 31 days, or of more pieces than any session has
 */
export function sessionPieces(session: PricedSession, elements: readonly PricedElement[]): SessionPiece[] {
  const restrictions = elements.flatMap((element) => (element.restrictions ? [element.restrictions] : []));
  let before: Place = { seconds: ZERO, kwh: ZERO };
  let reserved = ZERO;
  const length = session.periods.reduce((sum, { seconds }) => sum.plus(seconds), ZERO);
  if (length.greaterThan(LONGEST_SESSION)) {
    throw badUserInput('input', 'the session must not be longer than 31 days');
  }
  const pieces: SessionPiece[] = [];
  for (const period of session.periods) {
    const isReservation = period.kind === 'RESERVATION';
    const start: Place = isReservation ? { seconds: reserved, kwh: ZERO } : before;
    const places = placesOf(period, start, session.timeZone, restrictions);
    if (isReservation) {
      reserved = reserved.plus(period.seconds);
    } else {
      before = { seconds: before.seconds.plus(period.seconds), kwh: before.kwh.plus(period.kwh) };
    }
    pieces.push(...piecesBetween(period, start, places, session.timeZone));
    if (pieces.length > MOST_PIECES) {
      throw badUserInput('input', 'the tariff changes too often for so long a session');
    }
  }
  return pieces;
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

/** A bound this near to the end of a period is its end: what divisions leave behind makes no piece of its own. */
const LEAST_PIECE = 1e-9;

/** Bounds that are reached strictly within a period, counted from its start. */
function within(bounds: readonly (number | null)[], start: Decimal, length: Decimal): Decimal[] {
  return bounds
    .filter((bound) => bound !== null)
    .map((bound) => new PriceDecimal(bound).minus(start))
    .filter((at) => at.greaterThan(LEAST_PIECE) && at.lessThan(length.minus(LEAST_PIECE)));
}

function piecesBetween(period: SessionPeriod, start: Place, cuts: readonly Place[], zone: string): SessionPiece[] {
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
      const [begin, end] = [from, to].map((place) => startsAt + place.seconds.times(1000).round().toNumber()) as [
        number,
        number,
      ];
      let shown: LocalMoment | undefined;
      pieces.push({
        period,
        ...piece,
        from: begin,
        to: end,
        localMoment: () => {
          shown ??= localMoment(Math.floor((begin + end) / 2), zone);
          return shown;
        },
        kwhSoFar: start.kwh.plus(from.kwh).plus(piece.kwh.div(2)),
        secondsSoFar: start.seconds.plus(from.seconds).plus(piece.seconds.div(2)),
      });
    }
    from = to;
  }
  return pieces;
}
