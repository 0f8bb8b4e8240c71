import type { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { type PeriodKind, type SessionPeriod, ZERO } from './priced-session.js';

/** OCPI ChargingPeriod as it stands in a charge detail record. */
export interface ChargeDetailPeriod {
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly dimensions: readonly { readonly type: string; readonly volume: Decimal }[];
}

const SECONDS_AN_HOUR = 3600;
const KIND_OF_TIME = { TIME: 'CHARGING', PARKING_TIME: 'PARKING', RESERVATION_TIME: 'RESERVATION' } as const;

/**
 * The periods of a recorded session (OCPI CDR charging_periods): volumes are taken as recorded. A period without a volume
 * of time lasts until the next one, and no time is billed for it.
 *
 * @param endsAt end of the session, milliseconds since 1970; null where not given
 */
export function recordedPeriods(recorded: readonly ChargeDetailPeriod[], endsAt: number | null): SessionPeriod[] {
  return recorded.flatMap(({ startsAt, dimensions }, at) => {
    const next = recorded[at + 1]?.startsAt ?? endsAt ?? startsAt;
    if (next < startsAt) {
      throw badUserInput(
        `chargingPeriods[${at + 1}].startDateTime`,
        'must not lie before the start of the period before it, or after `endAt`',
      );
    }
    const volume = (type: string): Decimal | null =>
      dimensions.find((dimension) => dimension.type === type)?.volume ?? null;
    const energy = volume('ENERGY') ?? ZERO;
    const timed = Object.entries(KIND_OF_TIME).flatMap(([type, kind]): [PeriodKind, Decimal][] => {
      const hours = volume(type);
      return hours === null || hours.isZero() ? [] : [[kind, hours.times(SECONDS_AN_HOUR)]];
    });
    const parts: [PeriodKind, Decimal][] =
      timed.length > 0 ? timed : [['CHARGING', ZERO.plus(next - startsAt).div(1000)]];
    const chargingPart = Math.max(
      0,
      parts.findIndex(([kind]) => kind === 'CHARGING'),
    );
    let start = startsAt;
    return parts.map(([kind, seconds], part): SessionPeriod => {
      const kwh = part === chargingPart ? energy : ZERO;
      const hours = seconds.div(SECONDS_AN_HOUR);
      const period = {
        kind,
        startsAt: start,
        seconds,
        kwh,
        powerKW: volume('POWER') ?? volume('MAX_POWER') ?? (hours.isZero() ? null : kwh.div(hours)),
        currentA: volume('CURRENT') ?? volume('MAX_CURRENT') ?? (kind === 'CHARGING' ? null : ZERO),
        billsTime: timed.length > 0,
      };
      start += seconds.times(1000).round().toNumber();
      return period;
    });
  });
}
