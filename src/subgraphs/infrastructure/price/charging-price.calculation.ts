import type { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { inMinorUnits } from '../../../kernel/money/minor-units.js';
import type { Charge } from './charge.js';
import { type LimitLine, limited } from './price-limits.js';
import { PriceDecimal, type PricedSession, ZERO } from './priced-session.js';
import {
  DIMENSIONS,
  type Dimension,
  type PricedComponent,
  type PricedElement,
  type PricedTariff,
} from './priced-tariff.js';
import { type SessionPiece, sessionPieces } from './session-pieces.js';
import { roundedToSteps } from './step-size.js';
import { appliesTo } from './tariff-restrictions.js';
import { taxed } from './taxes.js';

export interface PricedCharge extends Charge {
  /** Twelve decimal places; null where the tariff does not tell the price without, or with, taxes. */
  readonly exclVat: Decimal | null;
  readonly inclVat: Decimal | null;
}

/** Use of a dimension that no element of the tariff prices: it is free. */
export interface FreeUse {
  readonly dimension: Dimension;
  readonly isReservation: boolean;
  /** kWh or seconds. */
  readonly volume: Decimal;
}

export interface ChargingPriceResult {
  readonly charges: readonly PricedCharge[];
  readonly limits: readonly LimitLine[];
  readonly free: readonly FreeUse[];
  /** In whole minor units, half up. */
  readonly totalExclVat: Decimal | null;
  readonly totalInclVat: Decimal | null;
  /** Limits that cannot be held against a total, since it is not known. */
  readonly isLimitUnapplied: boolean;
}

/** More places than any tariff has, and fewer than a division leaves behind. */
const LINE_PLACES = 12;
const TOTAL_PLACES = 9;

/**
 * The price of a session by a tariff, after OCPI 2.2.1-d2 and 2.3.0, modules Tariffs and CDRs: the session is cut where a
 * restriction begins or ends to hold; for each dimension the first element that has a price for it and applies counts;
 * steps are counted once a session; taxes are added per component; price limits hold before and after taxes.
 *
 * A FLAT fee is charged once a session, and once a reservation: the first that applies.
 *
 * @throws TripodError with BAD_USER_INPUT where a restriction depends on something unknown, or nothing at all is priced
 */
export function chargingPriceOf(tariff: PricedTariff, session: PricedSession): ChargingPriceResult {
  const { charges, free } = chargesOf(tariff, session);
  if (charges.length === 0) {
    throw badUserInput('input', 'no element of the tariff applies to any part of the session');
  }
  const priced = roundedToSteps(joined(charges)).map((charge) => ({
    ...charge,
    ...taxed(tariff.taxRule, charge, amountOf(charge)),
  }));
  const { totals, lines, isUnapplied } = limited(tariff, {
    exclVat: sumOf(priced.map(({ exclVat }) => exclVat)),
    inclVat: sumOf(priced.map(({ inclVat }) => inclVat)),
  });
  return {
    charges: priced,
    limits: lines,
    free,
    totalExclVat: totals.exclVat && inMinorUnits(totals.exclVat, tariff.currency),
    totalInclVat: totals.inclVat && inMinorUnits(totals.inclVat, tariff.currency),
    isLimitUnapplied: isUnapplied,
  };
}

function chargesOf(tariff: PricedTariff, session: PricedSession): { charges: Charge[]; free: FreeUse[] } {
  const charges: Charge[] = [];
  const free: FreeUse[] = [];
  const paidFees = new Set<boolean>();
  for (const piece of sessionPieces(session, tariff.elements)) {
    const isReservation = piece.period.kind === 'RESERVATION';
    const elements = elementsFor(tariff.elements, isReservation, session.reservationExpired);
    for (const dimension of DIMENSIONS) {
      const volume = volumeOf(dimension, piece);
      if (volume.isZero() || (dimension === 'FLAT' && paidFees.has(isReservation))) {
        continue;
      }
      const match = firstMatch(elements, dimension, piece);
      if (match !== null) {
        charges.push({
          dimension,
          isReservation,
          ...match,
          from: piece.from,
          to: piece.to,
          volume,
          billedVolume: volume,
        });
        if (dimension === 'FLAT') {
          paidFees.add(isReservation);
        }
      } else if (dimension !== 'FLAT') {
        free.push({ dimension, isReservation, volume });
      }
    }
  }
  return { charges, free: freeOf(free) };
}

/**
 * Elements with a restriction to reservations price reservations and nothing else. Those for reservations that expire
 * come first: "the time based cost of an expired reservation will be calculated based on RESERVATION_EXPIRES".
 */
function elementsFor(elements: readonly PricedElement[], isReservation: boolean, expired: boolean): PricedElement[] {
  const restrictedTo = (word: string | null) =>
    elements.filter(({ restrictions }) => (restrictions?.reservation ?? null) === word);
  if (!isReservation) {
    return restrictedTo(null);
  }
  return [...(expired ? restrictedTo('RESERVATION_EXPIRES') : []), ...restrictedTo('RESERVATION')];
}

function firstMatch(
  elements: readonly PricedElement[],
  dimension: Dimension,
  piece: SessionPiece,
): { element: PricedElement; component: PricedComponent } | null {
  for (const element of elements) {
    const component = element.components.find((candidate) => candidate.dimension === dimension);
    if (component !== undefined && appliesTo(element, piece)) {
      return { element, component };
    }
  }
  return null;
}

function volumeOf(dimension: Dimension, { period, seconds, kwh }: SessionPiece): Decimal {
  switch (dimension) {
    case 'FLAT':
      return new PriceDecimal(1);
    case 'ENERGY':
      return kwh;
    case 'TIME':
      return period.billsTime && period.kind !== 'PARKING' ? seconds : ZERO;
    case 'PARKING_TIME':
      return period.billsTime && period.kind === 'PARKING' ? seconds : ZERO;
  }
}

/** Charges of the same component that follow each other, as one. */
function joined(charges: readonly Charge[]): Charge[] {
  const last = new Map<string, number>();
  const result: Charge[] = [];
  for (const charge of charges) {
    const key = `${charge.dimension} ${charge.isReservation}`;
    const at = last.get(key);
    const before = at === undefined ? undefined : result[at];
    if (at !== undefined && before?.component === charge.component && before.to === charge.from) {
      const volume = before.volume.plus(charge.volume);
      result[at] = { ...before, to: charge.to, volume, billedVolume: volume };
    } else {
      last.set(key, result.length);
      result.push(charge);
    }
  }
  return result;
}

function freeOf(uses: readonly FreeUse[]): FreeUse[] {
  const sums = new Map<string, FreeUse>();
  for (const use of uses) {
    const key = `${use.dimension} ${use.isReservation}`;
    sums.set(key, { ...use, volume: use.volume.plus(sums.get(key)?.volume ?? 0) });
  }
  return [...sums.values()];
}

const SECONDS_AN_HOUR = 3600;

/** In the tariff's own terms: with taxes where its prices include them. */
function amountOf({ dimension, component, billedVolume }: Charge): Decimal {
  const amount = component.price.times(billedVolume);
  const perUnit = dimension === 'TIME' || dimension === 'PARKING_TIME' ? amount.div(SECONDS_AN_HOUR) : amount;
  return perUnit.toDecimalPlaces(LINE_PLACES);
}

/** Null where one of the amounts is not known. Nine places: what divisions left at the twelfth does not decide a half. */
function sumOf(amounts: readonly (Decimal | null)[]): Decimal | null {
  let sum = ZERO;
  for (const amount of amounts) {
    if (amount === null) {
      return null;
    }
    sum = sum.plus(amount);
  }
  return sum.toDecimalPlaces(TOTAL_PLACES);
}
