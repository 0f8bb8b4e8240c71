import { Decimal128 } from 'bson';
import type {
  ChargingTariffRecord,
  PriceComponentRecord,
  TariffElementRecord,
  TariffRestrictionsRecord,
} from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { SEED_INSTANT, synthetic } from '../provenance.js';

/** Party of all generated sites and tariffs. */
const PARTY = 'SYN';

/** Tariffs of a generated connector, by its kind of current: with a contract, then without one. */
export const SYNTHETIC_TARIFF_IDS = { alternating: ['AC', 'AC-ADHOC'], direct: ['DC', 'DC-ADHOC'] } as const;

/** Prices before tax in the market's currency, at a plausible level and no more. */
interface TariffLevel {
  currency: string;
  /** Per kWh by day. */
  alternating: string;
  /** Per kWh by night. */
  alternatingByNight: string;
  direct: string;
  /** Per kWh without a contract. */
  alternatingAdHoc: string;
  directAdHoc: string;
  /** Per session without a contract. */
  adHocFee: string;
  /** Per hour connected without charging. */
  idle: string;
  /** Per cent; null where taxes differ by place and are not stated. */
  vat: string | null;
}

const EURO = { currency: 'EUR', adHocFee: '0.35', idle: '6.00' };

const LEVELS: Readonly<Record<DeepMarket, TariffLevel>> = {
  AE: level('AED', ['0.70', '0.60', '1.20', '0.85', '1.40', '1.50', '25.00'], '5'),
  AU: level('AUD', ['0.41', '0.32', '0.59', '0.46', '0.68', '0.50', '10.00'], '10'),
  BR: level('BRL', ['1.60', '1.30', '2.20', '1.90', '2.60', '2.00', '30.00'], null),
  CN: level('CNY', ['1.10', '0.70', '1.50', '1.30', '1.80', '1.00', '12.00'], '6'),
  DE: euro(['0.41', '0.34', '0.50', '0.46', '0.58'], '19'),
  ES: euro(['0.33', '0.27', '0.43', '0.38', '0.50'], '21'),
  FR: euro(['0.32', '0.26', '0.42', '0.37', '0.49'], '20'),
  GB: level('GBP', ['0.37', '0.29', '0.58', '0.44', '0.66', '0.40', '6.00'], '20'),
  ID: level('IDR', ['2200', '1900', '2500', '2450', '2800', '5000', '60000'], '11'),
  IT: euro(['0.43', '0.36', '0.57', '0.49', '0.65'], '22'),
  MX: level('MXN', ['5.50', '4.50', '7.80', '6.40', '9.00', '8.00', '120.00'], '16'),
  NL: euro(['0.35', '0.29', '0.51', '0.40', '0.59'], '21'),
  NO: level('NOK', ['3.40', '2.60', '4.70', '3.90', '5.60', '4.00', '60.00'], '25'),
  SE: level('SEK', ['3.40', '2.70', '4.80', '3.90', '5.60', '4.00', '60.00'], '25'),
  TH: level('THB', ['6.50', '4.90', '7.50', '7.30', '8.50', '10.00', '120.00'], '7'),
  TR: level('TRY', ['7.40', '6.20', '9.60', '8.30', '10.80', '15.00', '180.00'], '20'),
  US: level('USD', ['0.30', '0.24', '0.46', '0.35', '0.54', '0.50', '12.00'], null),
  ZA: level('ZAR', ['5.20', '4.20', '6.60', '5.90', '7.50', '10.00', '90.00'], '15'),
};

function level(currency: string, prices: readonly string[], vat: string | null): TariffLevel {
  const [alternating, alternatingByNight, direct, alternatingAdHoc, directAdHoc, adHocFee, idle] = prices as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { currency, alternating, alternatingByNight, direct, alternatingAdHoc, directAdHoc, adHocFee, idle, vat };
}

function euro(prices: readonly string[], vat: string): TariffLevel {
  return level(EURO.currency, [...prices, EURO.adHocFee, EURO.idle], vat);
}

const NO_RESTRICTIONS: TariffRestrictionsRecord = {
  startTime: null,
  endTime: null,
  startDate: null,
  endDate: null,
  minKwh: null,
  maxKwh: null,
  minCurrent: null,
  maxCurrent: null,
  minPower: null,
  maxPower: null,
  minDuration: null,
  maxDuration: null,
  dayOfWeek: [],
  reservation: null,
};

const STEP_OF: Readonly<Record<string, number>> = { ENERGY: 1, PARKING_TIME: 60, FLAT: 1 };
const FOUR_HOURS = 4 * 60 * 60;

function tariffsOf(market: DeepMarket): ChargingTariffRecord[] {
  const prices = LEVELS[market];
  const component = (type: string, price: string): PriceComponentRecord => ({
    type,
    price: Decimal128.fromString(price),
    vat: prices.vat === null ? null : Decimal128.fromString(prices.vat),
    stepSize: STEP_OF[type] ?? 1,
  });
  const element = (
    components: PriceComponentRecord[],
    restrictions: Partial<TariffRestrictionsRecord> | null = null,
  ): TariffElementRecord => ({
    priceComponents: components,
    restrictions: restrictions && { ...NO_RESTRICTIONS, ...restrictions },
  });
  const tariff = (tariffId: string, type: string, elements: TariffElementRecord[]): ChargingTariffRecord => ({
    _id: `${market}*${PARTY}*${tariffId}`,
    countryCode: market,
    partyId: PARTY,
    tariffId,
    country: market,
    currency: prices.currency,
    type,
    tariffAltText: [{ language: 'en', text: 'Made-up prices of a demonstration (synthetic).' }],
    tariffAltUrl: null,
    minPrice: null,
    maxPrice: null,
    elements,
    taxIncluded: 'NO',
    startDateTime: null,
    endDateTime: null,
    energyMix: null,
    lastUpdated: SEED_INSTANT,
    provenance: synthetic(`tariff:${market}:${tariffId}`),
  });
  // Slow points are blocked by day only, and only after four hours.
  const idleAfterHours = element([component('PARKING_TIME', prices.idle)], {
    startTime: '08:00',
    endTime: '22:00',
    minDuration: FOUR_HOURS,
  });
  const idle = element([component('PARKING_TIME', prices.idle)]);
  const fee = element([component('FLAT', prices.adHocFee)]);
  return [
    tariff('AC', 'REGULAR', [
      element([component('ENERGY', prices.alternatingByNight)], { startTime: '22:00', endTime: '06:00' }),
      element([component('ENERGY', prices.alternating)]),
      idleAfterHours,
    ]),
    tariff('AC-ADHOC', 'AD_HOC_PAYMENT', [
      fee,
      element([component('ENERGY', prices.alternatingAdHoc)]),
      idleAfterHours,
    ]),
    tariff('DC', 'REGULAR', [element([component('ENERGY', prices.direct)]), idle]),
    tariff('DC-ADHOC', 'AD_HOC_PAYMENT', [fee, element([component('ENERGY', prices.directAdHoc)]), idle]),
  ];
}

/** Four generated tariffs for every deep market: AC and DC, with and without a contract, by day and night, with idle fees. */
export function buildSyntheticTariffs(): ChargingTariffRecord[] {
  return DEEP_MARKETS.flatMap(tariffsOf);
}
