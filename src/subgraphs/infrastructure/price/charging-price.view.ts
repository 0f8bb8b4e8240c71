import type { Decimal } from 'decimal.js';
import type { Money } from '../../../kernel/money/money.type.js';
import type { ChargingTariffRecord } from '../tariff/charging-tariff.model.js';
import { tariffView } from '../tariff/charging-tariff.view.js';
import type { ChargingPriceResult, FreeUse, PricedCharge } from './charging-price.calculation.js';
import { type ChargingPrice, ChargingPriceDimension, type ChargingPriceLine } from './charging-price.type.js';
import type { LimitLine } from './price-limits.js';
import { type PricedSession, ZERO } from './priced-session.js';
import type { Dimension } from './priced-tariff.js';
import type { Taxed } from './taxes.js';

const SECONDS_AN_HOUR = 3600;
const SECONDS_A_MINUTE = 60;
const VOLUME_PLACES = 12;
const SHOWN_PLACES = 3;

/** What callers see of a calculation. */
export function chargingPriceView(
  tariff: ChargingTariffRecord,
  session: PricedSession,
  result: ChargingPriceResult,
  notes: readonly string[],
): ChargingPrice {
  const { currency } = tariff;
  const { totalExclVat, totalInclVat } = result;
  const first = session.periods[0];
  const last = session.periods.at(-1);
  return {
    tariff: tariffView(tariff),
    currency,
    lines: [
      ...result.charges.map((charge) => chargeLine(charge, currency)),
      ...result.limits.map((limit) => limitLine(limit, currency)),
    ],
    totalExclVat: money(totalExclVat, currency),
    vat: money(taxOf({ exclVat: totalExclVat, inclVat: totalInclVat }), currency),
    totalInclVat: money(totalInclVat, currency),
    startAt: new Date(first?.startsAt ?? 0),
    endAt: new Date((last?.startsAt ?? 0) + (last?.seconds.times(1000).round().toNumber() ?? 0)),
    energyKwh: session.periods.reduce((sum, { kwh }) => sum.plus(kwh), ZERO).toDecimalPlaces(VOLUME_PLACES),
    timeZone: session.timeZone,
    notes: [...notes, ...result.free.map(freeNote), ...unknownNotes(result)],
  };
}

function chargeLine(charge: PricedCharge, currency: string): ChargingPriceLine {
  const { component, element } = charge;
  return {
    dimension: shownDimension(charge),
    element: element.index + 1,
    from: new Date(charge.from),
    to: new Date(charge.to),
    volume: inUnit(charge.dimension, charge.volume),
    billedVolume: inUnit(charge.dimension, charge.billedVolume),
    price: component.price,
    vatPercent: component.vat,
    ...amounts(charge, currency),
    explanation: chargeText(charge, currency),
  };
}

function limitLine(limit: LimitLine, currency: string): ChargingPriceLine {
  return {
    dimension: ChargingPriceDimension[limit.kind],
    element: null,
    from: null,
    to: null,
    volume: null,
    billedVolume: null,
    price: null,
    vatPercent: null,
    ...amounts(limit, currency),
    explanation:
      limit.kind === 'MIN_PRICE'
        ? 'A session costs at least the least price of the tariff.'
        : 'A session costs at most the highest price of the tariff.',
  };
}

function shownDimension({ dimension, isReservation }: PricedCharge): ChargingPriceDimension {
  if (isReservation) {
    return dimension === 'FLAT' ? ChargingPriceDimension.RESERVATION_FLAT : ChargingPriceDimension.RESERVATION_TIME;
  }
  return ChargingPriceDimension[dimension];
}

function amounts(taxed: Taxed, currency: string): Pick<ChargingPriceLine, 'amountExclVat' | 'vat' | 'amountInclVat'> {
  return {
    amountExclVat: money(taxed.exclVat, currency),
    vat: money(taxOf(taxed), currency),
    amountInclVat: money(taxed.inclVat, currency),
  };
}

function taxOf({ exclVat, inclVat }: Taxed): Decimal | null {
  return exclVat === null || inclVat === null ? null : inclVat.minus(exclVat);
}

function chargeText(charge: PricedCharge, currency: string): string {
  const { dimension, isReservation, component, volume, billedVolume, element } = charge;
  const price = `${component.price.toFixed()} ${currency}`;
  const by = `element ${element.index + 1}`;
  if (dimension === 'FLAT') {
    return `Fee ${isReservation ? 'for the reservation' : 'for the session'} of ${price} (${by}).`;
  }
  const used = usedText(dimension, volume);
  const unit = dimension === 'ENERGY' ? 'kWh' : 'hour';
  const what = isReservation
    ? ' of reservation'
    : { ENERGY: '', TIME: ' of charging', PARKING_TIME: ' of parking' }[dimension];
  const step = dimension === 'ENERGY' ? `${component.stepSize} Wh` : `${component.stepSize} s`;
  const billed = billedVolume.minus(volume).abs().lessThan(1e-9)
    ? ''
    : `, billed as ${usedText(dimension, billedVolume)} since the session is billed in steps of ${step}`;
  return `${used}${what} at ${price} per ${unit}${billed} (${by}).`;
}

function usedText(dimension: Dimension, volume: Decimal): string {
  const shown = dimension === 'ENERGY' ? volume : volume.div(SECONDS_A_MINUTE);
  return `${shown.toDecimalPlaces(SHOWN_PLACES).toFixed()} ${dimension === 'ENERGY' ? 'kWh' : 'minutes'}`;
}

function freeNote({ dimension, isReservation, volume }: FreeUse): string {
  const what = isReservation
    ? 'of reservation'
    : { ENERGY: '', TIME: 'of charging', PARKING_TIME: 'of parking', FLAT: '' }[dimension];
  return `${usedText(dimension, volume)} ${what} `
    .trimEnd()
    .concat(' cost nothing: no element of the tariff prices them.');
}

function unknownNotes({ totalExclVat, totalInclVat, isLimitUnapplied }: ChargingPriceResult): string[] {
  return [
    ...(totalInclVat === null ? ['Taxes come on top; the tariff does not tell their rate.'] : []),
    ...(totalExclVat === null ? ['Taxes are included; the tariff does not tell their rate.'] : []),
    ...(isLimitUnapplied ? ['A price limit could not be held against a total that is not known.'] : []),
  ];
}

function inUnit(dimension: Dimension, volume: Decimal): Decimal {
  const isTime = dimension === 'TIME' || dimension === 'PARKING_TIME';
  return (isTime ? volume.div(SECONDS_AN_HOUR) : volume).toDecimalPlaces(VOLUME_PLACES);
}

/** The scalar writes any decimal number exactly. */
function money(amount: Decimal | null, currency: string): Money | null {
  return amount === null ? null : { amount: amount as unknown as Money['amount'], currency };
}
