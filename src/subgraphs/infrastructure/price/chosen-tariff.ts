import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { ChargingTariffRecord } from '../tariff/charging-tariff.model.js';

/** Which type counts where a caller names none: tariffs for all sessions (no type) before all others. */
const PREFERENCE: readonly (string | null)[] = [null, 'REGULAR', 'AD_HOC_PAYMENT'];

/** Whether a session that begins at the instant (milliseconds since 1970) may be priced by the tariff. */
export function isInForce({ startDateTime, endDateTime }: ChargingTariffRecord, startsAt: number): boolean {
  return (
    (startDateTime === null || startDateTime.getTime() <= startsAt) &&
    (endDateTime === null || startsAt < endDateTime.getTime())
  );
}

/**
 * The tariff of a connector that prices a session: in force where the session begins, of the asked type or for all
 * sessions. OCPI: drivers accept the tariff that is valid when they start, so that it counts to the end.
 *
 * @throws TripodError with BAD_USER_INPUT where there is none
 */
export function chosenTariff(
  tariffs: readonly ChargingTariffRecord[],
  startsAt: number,
  type: string | null,
): { tariff: ChargingTariffRecord; notes: string[] } {
  if (tariffs.length === 0) {
    throw badUserInput('connector', 'has no known tariff');
  }
  const inForce = tariffs.filter((tariff) => isInForce(tariff, startsAt));
  if (inForce.length === 0) {
    throw badUserInput('startAt', 'no tariff of the connector is in force then');
  }
  const candidates = type === null ? inForce : inForce.filter((tariff) => tariff.type === type || tariff.type === null);
  const rank = ({ type: own }: ChargingTariffRecord): number => {
    const place = type !== null && own === type ? -1 : PREFERENCE.indexOf(own);
    return place === -1 && own !== type ? PREFERENCE.length : place;
  };
  const [tariff, ...others] = [...candidates].sort((left, right) => rank(left) - rank(right));
  if (tariff === undefined) {
    throw badUserInput('tariffType', 'no tariff of the connector is of that type');
  }
  const notes = others.map(({ tariffId, type: own }) => `Not chosen: tariff ${tariffId}${own ? ` (${own})` : ''}.`);
  return { tariff, notes };
}
