import type { RateTableRecord } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import type { ResidualValueCurveRecord } from '../../../src/subgraphs/finance/residual-value/residual-value-curve.model.js';
import type { ChargingTariffRecord } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { eurosFor } from './exchange-rate.js';

/** The offer of a car in a country on a day. */
export function offerOn(country: string, variantId: string, asOf: string): MarketOfferRecord | undefined {
  return seedRows<MarketOfferRecord>('market_offers').find(
    (row) =>
      row.country === country &&
      row.variantId === variantId &&
      (row.validFrom === null || row.validFrom <= asOf) &&
      (row.validTo === null || row.validTo > asOf),
  );
}

/** Euros for a kWh in public in the evening: the mean of the AC and the DC tariff of the demonstration, taxes included. */
export function publicEurosPerKwh(country: string, currency: string, asOf: string): number {
  const prices = seedRows<ChargingTariffRecord>('charging_tariffs')
    .filter((row) => row.country === country && row.type === 'REGULAR')
    .map(({ elements, taxIncluded }) => {
      // Neither the night nor a stay of hours: the element without restrictions.
      const component = elements
        .filter(({ restrictions }) => restrictions === null)
        .flatMap(({ priceComponents }) => priceComponents)
        .find(({ type }) => type === 'ENERGY');
      const vat = taxIncluded === 'NO' ? Number(component?.vat ?? 0) : 0;
      return Number(component?.price) * (1 + vat / 100);
    });
  return (prices.reduce((sum, price) => sum + price, 0) / prices.length) * eurosFor(currency, asOf);
}

/** kWh of so many kilometres by the rated range. */
export function kwhOf(variantId: string, km: number): number {
  const car = seedRows<VehicleVariantRecord>('vehicle_variants').find(({ _id }) => _id === variantId);
  const range = car?.ranges.find(({ cycle }) => cycle === 'WLTP') ?? car?.ranges[0];
  return ((car?.batteryNetKWh ?? car?.batteryGrossKWh ?? Number.NaN) / (range?.km ?? Number.NaN)) * km;
}

/** Mean of the curves of a country after 48 months at 15,000 km a year: half way between two of their points. */
export function residualShareAt48(country: string, variantId: string, asOf: string): number | null {
  const shares = seedRows<ResidualValueCurveRecord>('residual_value_curves')
    .filter(
      (row) =>
        row.country === country &&
        row.variantId === variantId &&
        (row.validFrom === null || row.validFrom <= asOf) &&
        (row.validTo === null || row.validTo > asOf),
    )
    .map(({ points }) => {
      const at = (kmPerYear: number) =>
        Number(points.find((point) => point.months === 48 && point.kmPerYear === kmPerYear)?.share);
      return (at(10_000) + at(20_000)) / 2;
    });
  if (shares.length > 1) throw new Error('a median of several curves is not reckoned here');
  return shares[0] ?? null;
}

/** Instalment of an annuity of 80 % of a price over 48 months, by the rate table in force. */
export function instalmentAt48(productId: string, price: number, asOf: string): number {
  const table = seedRows<RateTableRecord>('rate_tables').find(
    (row) =>
      row.productId === productId &&
      (row.validFrom === null || row.validFrom <= asOf) &&
      (row.validTo === null || row.validTo > asOf),
  );
  const principal = Math.round(price * 80) / 100;
  // 26,232.80 over 32,791.00 is 0.8, and not a little less.
  const ratio = Number((principal / price).toFixed(9));
  const row = table?.rows.find(
    ({ termFrom, termTo, ltvFrom, ltvTo }) =>
      termFrom <= 48 && termTo >= 48 && Number(ltvFrom) <= ratio && Number(ltvTo) > ratio,
  );
  const monthly = Number(row?.nominalRate) / 12;
  return (principal * monthly) / (1 - (1 + monthly) ** -48);
}
