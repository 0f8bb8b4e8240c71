import type { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { PriceDecimal, type SessionPeriod, ZERO } from './priced-session.js';

/** A session as a caller describes it beforehand: energy and time, without readings of a meter. */
export interface SessionRequest {
  /** Milliseconds since 1970: where charging begins. */
  readonly startsAt: number;
  readonly energyKwh: Decimal | null;
  readonly minutes: Decimal | null;
  readonly parkingMinutes: Decimal | null;
  readonly powerKW: Decimal | null;
  /** A, sum over all phases. */
  readonly currentA: Decimal | null;
  /** Stretches of even power, one after the other. */
  readonly powerCurve: readonly { readonly minutes: Decimal; readonly powerKW: Decimal }[];
  /** Before charging begins. */
  readonly reservationMinutes: Decimal | null;
  readonly reservationExpired: boolean;
  /** V, line to neutral for three phases: what tells the current from the power; null where unknown. */
  readonly voltage: number | null;
}

const SECONDS_A_MINUTE = 60;
const MINUTES_AN_HOUR = 60;

/** The periods of a session: reservation, charging, parking. */
export function sessionPeriods(request: SessionRequest): SessionPeriod[] {
  const reserved = (request.reservationMinutes ?? ZERO).times(SECONDS_A_MINUTE);
  const reservation = reserved.isZero()
    ? []
    : [idle('RESERVATION', request.startsAt - reserved.times(1000).toNumber(), reserved)];
  if (request.reservationExpired) {
    return reservation;
  }
  const charging = request.powerCurve.length > 0 ? curvePeriods(request) : [evenPeriod(request)];
  const charged = charging.reduce((sum, { seconds }) => sum.plus(seconds), ZERO);
  const parked = (request.parkingMinutes ?? ZERO).times(SECONDS_A_MINUTE);
  const parkedFrom = request.startsAt + charged.times(1000).round().toNumber();
  return [...reservation, ...charging, ...(parked.isZero() ? [] : [idle('PARKING', parkedFrom, parked)])];
}

function idle(kind: 'RESERVATION' | 'PARKING', startsAt: number, seconds: Decimal): SessionPeriod {
  return { kind, startsAt, seconds, kwh: ZERO, powerKW: ZERO, currentA: ZERO, billsTime: true };
}

/** One period at even power: of energy, time and power, any two tell the third. */
function evenPeriod({ startsAt, energyKwh, minutes, powerKW, currentA, voltage }: SessionRequest): SessionPeriod {
  const hours =
    minutes?.div(MINUTES_AN_HOUR) ?? (energyKwh !== null && powerKW?.greaterThan(0) ? energyKwh.div(powerKW) : ZERO);
  const kwh = energyKwh ?? powerKW?.times(hours) ?? ZERO;
  const power = powerKW ?? (hours.isZero() ? null : kwh.div(hours));
  return {
    kind: 'CHARGING',
    startsAt,
    seconds: hours.times(MINUTES_AN_HOUR * SECONDS_A_MINUTE).toDecimalPlaces(12),
    kwh,
    powerKW: power,
    currentA: currentA ?? currentAt(power, voltage),
    billsTime: true,
  };
}

/** Along the curve until the energy is charged, or to its end where no energy is given. */
function curvePeriods({ startsAt, energyKwh, powerCurve, currentA, voltage }: SessionRequest): SessionPeriod[] {
  const periods: SessionPeriod[] = [];
  let missing = energyKwh;
  let elapsed = ZERO;
  for (const { minutes, powerKW } of powerCurve) {
    if (missing?.lessThanOrEqualTo(0)) {
      break;
    }
    const whole = powerKW.times(minutes).div(MINUTES_AN_HOUR);
    const isLast = missing !== null && whole.greaterThan(missing);
    const kwh = isLast && missing !== null ? missing : whole;
    const seconds = isLast
      ? kwh.div(powerKW).times(MINUTES_AN_HOUR * SECONDS_A_MINUTE)
      : minutes.times(SECONDS_A_MINUTE);
    periods.push({
      kind: 'CHARGING',
      startsAt: startsAt + elapsed.times(1000).round().toNumber(),
      seconds: new PriceDecimal(seconds).toDecimalPlaces(12),
      kwh,
      powerKW,
      currentA: currentA ?? currentAt(powerKW, voltage),
      billsTime: true,
    });
    elapsed = elapsed.plus(seconds);
    missing = missing?.minus(kwh) ?? null;
  }
  if (missing?.greaterThan(0)) {
    throw badUserInput('powerCurve', `ends ${missing.toDecimalPlaces(3)} kWh before \`energyKwh\` is charged`);
  }
  return periods;
}

/** Power is voltage times the sum of the currents of all phases, for AC between line and neutral and for DC. */
function currentAt(powerKW: Decimal | null, voltage: number | null): Decimal | null {
  return powerKW === null || voltage === null ? null : powerKW.times(1000).div(voltage);
}
