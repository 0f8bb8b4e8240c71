import { Decimal128 } from 'bson';
import { Decimal } from 'decimal.js';
import type { MoneyRecord } from '../../../src/kernel/money/money.record.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { createRandomStream, shuffledByKey } from '../random.js';
import { assemblesIn, mayEnter, originOf, premiumOf, sellsIn } from './maker-markets.js';
import { PRICE_LEVELS, retailTax, roughDuty } from './price-level.js';

const OFFERS_PER_MARKET = 40;

/** One car that can be compared between markets and years: it is on offer in all of these since 2025. */
const COMPARED_CAR = 'byd/dolphin/2025/premium/extended_range';
const COMPARED_IN: ReadonlySet<DeepMarket> = new Set([
  'AU',
  'BR',
  'DE',
  'ES',
  'FR',
  'GB',
  'IT',
  'NL',
  'NO',
  'SE',
  'TH',
  'TR',
]);

/** Harmonised System headings (2017 edition) by powertrain: battery electric, petrol plug-in hybrid. */
const HS_CODES: Readonly<Record<string, string>> = { BEV: '8703.80', PHEV: '8703.60', EREV: '8703.60' };

function money(amount: Decimal, currency: string): MoneyRecord {
  return { amount: Decimal128.fromString(amount.toFixed(2)), currency };
}

/** A price in euros before tax that grows with battery and power, as list prices roughly do. */
function euroPrice(variant: VehicleVariantRecord): number {
  const battery = variant.batteryNetKWh ?? 60;
  const power = variant.systemPowerKW ?? 150;
  return (9_000 + 210 * battery + 45 * power) * premiumOf(variant.maker);
}

/** One variant of each model first, so that a market does not show one model twenty times. */
function chooseVariants(market: DeepMarket, variants: readonly VehicleVariantRecord[]): VehicleVariantRecord[] {
  const candidates = variants.filter(
    (variant) =>
      variant.systemPowerKW !== null &&
      variant.systemPowerKW < 500 &&
      mayEnter(variant.maker, market) &&
      (variant.markets.includes(market) || sellsIn(variant.maker, market)),
  );
  const seen = new Map<string, number>();
  const ranked = shuffledByKey(`offers:${market}`, candidates, (variant) => variant.variantId).map((variant, at) => {
    const model = `${variant.maker}/${variant.model}`;
    const repetition = seen.get(model) ?? 0;
    seen.set(model, repetition + 1);
    return { variant, repetition, at };
  });
  ranked.sort((left, right) => left.repetition - right.repetition || left.at - right.at);
  const chosen = ranked.slice(0, OFFERS_PER_MARKET).map((entry) => entry.variant);
  return COMPARED_IN.has(market) ? withComparedCar(chosen, variants) : chosen;
}

/** The same list with the compared car in the last place, unless it is there already. */
function withComparedCar(
  chosen: readonly VehicleVariantRecord[],
  variants: readonly VehicleVariantRecord[],
): VehicleVariantRecord[] {
  const compared = variants.find(({ variantId }) => variantId === COMPARED_CAR);
  if (compared === undefined) throw new Error(`${COMPARED_CAR} is none of the variants`);
  return chosen.includes(compared) ? [...chosen] : [...chosen.slice(0, -1), compared];
}

/** Terms of sale: most offers run, some are announced for 2027, some have ended. */
function saleTerms(variantId: string, roll: number): Pick<MarketOfferRecord, 'status' | 'validFrom' | 'validTo'> {
  if (variantId === COMPARED_CAR) return { status: 'ON_SALE', validFrom: '2025-01-01', validTo: '2027-01-01' };
  if (roll < 0.06) return { status: 'PLANNED', validFrom: '2027-01-01', validTo: null };
  if (roll < 0.12) return { status: 'ENDED', validFrom: '2026-01-01', validTo: '2026-07-01' };
  return { status: 'ON_SALE', validFrom: '2026-01-01', validTo: '2027-01-01' };
}

function offerOf(market: DeepMarket, variant: VehicleVariantRecord): MarketOfferRecord {
  const offerId = `${market}:${variant.variantId}`;
  const random = createRandomStream(`offer:${offerId}`);
  const level = PRICE_LEVELS[market];
  const originCountry = originOf(variant.maker, market);
  const inEuros = euroPrice(variant) * level.factor * (0.94 + 0.12 * random.next());
  const exVat = new Decimal(Math.round((inEuros * level.unitsPerEuro) / level.step)).times(level.step);
  const domestic = originCountry === market;
  const kits = assemblesIn(variant.maker, market) && random.chance(0.5);
  const customsValue = exVat.times(0.72).dividedBy(1 + (kits ? 0 : roughDuty(market, originCountry)));
  return {
    _id: offerId,
    offerId,
    variantId: variant.variantId,
    country: market,
    assemblyForm: kits ? 'CKD' : 'CBU',
    originCountry,
    hsCode: HS_CODES[variant.powertrain] ?? '8703.90',
    ...saleTerms(variant.variantId, random.next()),
    incoterm: domestic ? null : 'CIF',
    cifPrice: domestic ? null : money(customsValue, level.currency),
    listPriceExVat: money(exVat, level.currency),
    listPriceInclVat: money(exVat.plus(retailTax(market, exVat)), level.currency),
    deliveryWeeks: domestic ? random.integer(2, 10) : random.integer(6, 24),
    provenance: synthetic(offerId),
  };
}

/** Generated offers of real variants in every deep market. */
export function buildMarketOffers(variants: readonly VehicleVariantRecord[]): MarketOfferRecord[] {
  return DEEP_MARKETS.flatMap((market) => chooseVariants(market, variants).map((variant) => offerOf(market, variant)));
}
