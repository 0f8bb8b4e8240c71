import type { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { findLocation } from '../location/charging-location.service.js';
import type { ChargingLocation } from '../location/charging-location.type.js';
import { rowIdOf } from '../location/charging-location-key.js';
import type { Connector } from '../location/evse.type.js';
import type { ChargingTariffRecord } from '../tariff/charging-tariff.model.js';
import { tariffRecords } from '../tariff/charging-tariff.service.js';
import { tariffRowId } from '../tariff/charging-tariff-key.js';
import { recordedPeriods } from './charge-detail-periods.js';
import { chargingPriceOf } from './charging-price.calculation.js';
import type { ChargingPriceInput, ConnectorReferenceInput } from './charging-price.inputs.js';
import type { ChargingPrice } from './charging-price.type.js';
import { chargingPriceView } from './charging-price.view.js';
import { chosenTariff, isInForce } from './chosen-tariff.js';
import { PriceDecimal, type PricedSession, type SessionPeriod } from './priced-session.js';
import { pricedTariff } from './priced-tariff.js';
import { sessionPeriods } from './session-periods.js';

/** What the price of a session depends on at the site. */
const SITE_FIELDS: ReadonlySet<string> = new Set([
  'timeZone',
  'evses',
  'evses.uid',
  'evses.connectors',
  'evses.connectors.id',
  'evses.connectors.maxVoltage',
  'evses.connectors.tariffs',
]);

interface Place {
  readonly connector: Connector | null;
  readonly timeZone: string | null;
}

/**
 * What a session costs. Sites and tariffs of all prices of a request are read together.
 *
 * @throws TripodError with BAD_USER_INPUT that names the part of the input that is missing, unknown or contradictory
 */
export async function chargingPrice(context: DataContext, input: ChargingPriceInput): Promise<ChargingPrice> {
  const place = input.connector ? await placeOf(context, input.connector) : { connector: null, timeZone: null };
  const periods = periodsOf(input, place);
  const startsAt = periods[0]?.startsAt ?? 0;
  const { tariff, notes } = await tariffOf(context, input, place, startsAt);
  const session = sessionOf(input, place, periods, tariff);
  return chargingPriceView(tariff, session, chargingPriceOf(pricedTariff(tariff), session), [
    ...notes,
    ...assumptions(input, session),
  ]);
}

async function placeOf(context: DataContext, reference: ConnectorReferenceInput): Promise<Place> {
  const location = await findLocation(context, rowIdOf(reference), SITE_FIELDS);
  if (location === null) {
    throw badUserInput('connector.locationId', 'is not the id of a known site of that party');
  }
  return { connector: connectorAt(location, reference), timeZone: location.timeZone };
}

function connectorAt({ evses }: ChargingLocation, { evseUid, connectorId }: ConnectorReferenceInput): Connector {
  const ofEvse = evses.filter(({ uid }) => !evseUid || uid === evseUid);
  if (ofEvse.length === 0) {
    throw badUserInput('connector.evseUid', 'is not the uid of an EVSE of the site');
  }
  const connectors = ofEvse.flatMap((evse) => evse.connectors).filter(({ id }) => !connectorId || id === connectorId);
  const [connector] = connectors;
  if (connector === undefined) {
    throw badUserInput('connector.connectorId', 'is not the id of a connector there');
  }
  const textOf = ({ maxVoltage, tariffRowIds }: Connector) => JSON.stringify([maxVoltage, tariffRowIds]);
  if (connectors.some((other) => textOf(other) !== textOf(connector))) {
    const field = evseUid ? 'connectorId' : 'evseUid';
    throw badUserInput(`connector.${field}`, 'must be given: the connectors there have several tariffs');
  }
  return connector;
}

function periodsOf(input: ChargingPriceInput, { connector }: Place): SessionPeriod[] {
  const { chargingPeriods, startAt, powerCurve } = input;
  if (chargingPeriods && chargingPeriods.length > 0) {
    for (const field of ['startAt', 'energyKwh', 'minutes', 'parkingMinutes', 'powerKW', 'powerCurve'] as const) {
      if (input[field] !== null && input[field] !== undefined) {
        throw badUserInput(`${field}`, 'must not be given together with `chargingPeriods`');
      }
    }
    return recordedPeriods(
      chargingPeriods.map(({ startDateTime, dimensions }) => ({
        startsAt: startDateTime.getTime(),
        dimensions: dimensions.map(({ type, volume }) => ({ type, volume: new PriceDecimal(volume) })),
      })),
      input.endAt?.getTime() ?? null,
    );
  }
  if (!startAt) {
    throw badUserInput('startAt', 'must be given, or `chargingPeriods`');
  }
  if (powerCurve && powerCurve.length > 0 && (input.minutes || input.powerKW)) {
    throw badUserInput('powerCurve', 'must not be given together with `minutes` or `powerKW`');
  }
  if (input.reservationExpired && !input.reservationMinutes) {
    throw badUserInput('reservationMinutes', 'must be given for a reservation that expired');
  }
  return sessionPeriods({
    startsAt: startAt.getTime(),
    energyKwh: exact(input.energyKwh),
    minutes: exact(input.minutes),
    parkingMinutes: exact(input.parkingMinutes),
    powerKW: exact(input.powerKW),
    currentA: exact(input.currentA),
    powerCurve: (powerCurve ?? []).map(({ minutes, powerKW }) => ({
      minutes: new PriceDecimal(minutes),
      powerKW: new PriceDecimal(powerKW),
    })),
    reservationMinutes: exact(input.reservationMinutes),
    reservationExpired: input.reservationExpired,
    voltage: connector?.maxVoltage ?? null,
  });
}

function exact(value: Decimal | null | undefined): Decimal | null {
  return value ? new PriceDecimal(value) : null;
}

async function tariffOf(
  context: DataContext,
  input: ChargingPriceInput,
  { connector }: Place,
  startsAt: number,
): Promise<{ tariff: ChargingTariffRecord; notes: string[] }> {
  if (input.tariff) {
    const [tariff] = await tariffRecords(context, [tariffRowId(input.tariff)]);
    if (tariff === undefined) {
      throw badUserInput('tariff.tariffId', 'is not the id of a known tariff of that party');
    }
    if (!isInForce(tariff, startsAt)) {
      throw badUserInput('startAt', `lies outside of the validity of the tariff ${validityText(tariff)}`);
    }
    return { tariff, notes: [] };
  }
  if (connector === null) {
    throw badUserInput('tariff', 'must be given, or `connector`');
  }
  const known = await tariffRecords(context, connector.tariffRowIds);
  return chosenTariff(known, startsAt, input.tariffType ?? null);
}

function validityText({ startDateTime, endDateTime }: ChargingTariffRecord): string {
  return `[${startDateTime?.toISOString() ?? '-'}, ${endDateTime?.toISOString() ?? '-'})`;
}

function sessionOf(
  input: ChargingPriceInput,
  place: Place,
  periods: readonly SessionPeriod[],
  tariff: ChargingTariffRecord,
): PricedSession {
  const restrictions = tariff.elements.flatMap((element) => (element.restrictions ? [element.restrictions] : []));
  const timeZone = place.timeZone ?? input.timeZone ?? null;
  const readsClock = restrictions.some(
    ({ startTime, endTime, startDate, endDate, dayOfWeek }) =>
      [startTime, endTime, startDate, endDate].some((bound) => bound !== null) || dayOfWeek.length > 0,
  );
  if (timeZone === null && readsClock) {
    throw badUserInput('timeZone', 'must be given: the tariff depends on the time of day or the date');
  }
  const charging = periods.find(({ kind }) => kind === 'CHARGING');
  const readsTime =
    readsClock ||
    restrictions.some(({ minDuration, maxDuration }) => minDuration !== null || maxDuration !== null) ||
    tariff.elements.some(
      ({ priceComponents, restrictions: bounds }) =>
        !bounds?.reservation && priceComponents.some(({ type }) => type === 'TIME'),
    );
  if (charging?.seconds.isZero() && charging.kwh.greaterThan(0) && readsTime) {
    throw badUserInput('minutes', 'must be given, or `powerKW`: the tariff depends on time');
  }
  return { periods, timeZone: timeZone ?? 'Etc/UTC', reservationExpired: input.reservationExpired };
}

function assumptions(input: ChargingPriceInput, { periods }: PricedSession): string[] {
  const isAverage = !input.powerKW && !input.powerCurve?.length && !input.chargingPeriods?.length && input.minutes;
  const charging = periods.find(({ kind }) => kind === 'CHARGING');
  return isAverage && charging?.powerKW?.greaterThan(0)
    ? [`Power is taken to be even: ${charging.powerKW.toDecimalPlaces(2).toFixed()} kW.`]
    : [];
}
