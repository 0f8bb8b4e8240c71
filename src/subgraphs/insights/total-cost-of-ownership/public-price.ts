import { Decimal } from 'decimal.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { readGraph } from '../operation/read-graph.js';
import { localEvening } from './local-evening.js';
import type { MarketReading, SessionReading, TariffReading } from './ownership-reading.js';

const PUBLIC_SESSION_OPERATION = storedOperation('./public-session.graphql', import.meta.url);

/** In the country's currency. */
export interface PublicPrice {
  readonly perKwh: Decimal;
  /** How many it is the median of. */
  readonly tariffs: number;
}

/** Tariffs of a country that are priced. */
const MOST_TARIFFS = 5;

/** A usual session: 30 kWh at 50 kW, begun at six in the evening by the clock of the country's first time zone. */
const SESSION = { energyKwh: '30', powerKW: '50' };

/**
 * Median price of a kWh by the regular tariffs of the country's parties, each priced by the rules of OCPI; in the country's
 * currency. Null where none can be priced.
 */
export async function publicPrice(
  context: RequestContext,
  market: MarketReading,
  asOf: string,
): Promise<PublicPrice | null> {
  const timeZone = market.timeZones[0] ?? 'UTC';
  const startAt = localEvening(asOf, timeZone);
  const tariffs = (market.chargingTariffs?.nodes ?? [])
    .filter((one) => one.type === 'REGULAR' && one.currency === market.currency && isInForce(one, startAt))
    .slice(0, MOST_TARIFFS);
  const prices = await Promise.all(
    tariffs.map(async ({ countryCode, partyId, tariffId }) => {
      const tariff = { countryCode, partyId, tariffId };
      const input = { ...SESSION, startAt, timeZone, tariff };
      const { data } = await readGraph<SessionReading>(context, PUBLIC_SESSION_OPERATION, { input });
      const price = data?.chargingPrice?.totalInclVat;
      return price ? [new Decimal(price.amount).div(SESSION.energyKwh)] : [];
    }),
  );
  const known = prices.flat().sort((one, other) => one.comparedTo(other));
  const middle = known.length >> 1;
  const upper = known[middle];
  const lower = known[(known.length - 1) >> 1];
  return upper === undefined || lower === undefined
    ? null
    : { perKwh: upper.plus(lower).div(2), tariffs: known.length };
}

function isInForce({ startDateTime, endDateTime }: TariffReading, instant: string): boolean {
  const at = Date.parse(instant);
  return (
    (startDateTime === null || Date.parse(startDateTime) <= at) &&
    (endDateTime === null || Date.parse(endDateTime) > at)
  );
}
