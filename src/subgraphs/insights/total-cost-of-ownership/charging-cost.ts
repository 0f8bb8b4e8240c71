import { Decimal } from 'decimal.js';
import type { InputLedger } from '../answer/ledger.js';
import type { KnownRate } from './exchange-rate.js';
import type { MarketReading, VariantReading } from './ownership-reading.js';
import type { PublicPrice } from './public-price.js';
import type { TotalCostOfOwnershipInput } from './total-cost-of-ownership.inputs.js';

export interface ChargingQuestion {
  readonly input: TotalCostOfOwnershipInput;
  readonly variant: VariantReading;
  /** Rates of currencies in the reporting currency. */
  readonly rates: ReadonlyMap<string, KnownRate>;
}

/** In the reporting currency; null for what is not known. */
export interface ChargingCost {
  /** Of a kWh in public. */
  readonly perKwh: Decimal | null;
  /** Of a month. */
  readonly homeEnergy: Decimal | null;
  readonly publicEnergy: Decimal | null;
}

/** What a month of charging costs, at home and in public, in the reporting currency. */
export function chargingCost(
  market: MarketReading,
  session: PublicPrice | null,
  question: ChargingQuestion,
  ledger: InputLedger,
): ChargingCost {
  const { input, rates } = question;
  const kwh = kwhPerMonth(question, ledger);
  const home = new Decimal(input.homeChargingShare);
  if (input.homeTariff) ledger.used('price of a kWh at home, as told', input.homeTariff.toFixed());
  else ledger.missing('energy at home', 'No homeTariff is given: what is charged at home is left out.');
  const rate = rates.get(market.currency ?? '');
  const perKwh = session && rate ? session.perKwh.times(rate.rate) : null;
  if (perKwh) ledger.used('public tariffs', session?.tariffs ?? null);
  else ledger.missing('public energy', `No regular tariff of ${market.code} can be priced: it is left out.`);
  return {
    perKwh,
    homeEnergy: kwh && input.homeTariff ? kwh.times(home).times(input.homeTariff) : null,
    publicEnergy: kwh && perKwh && kwh.times(new Decimal(1).minus(home)).times(perKwh),
  };
}

/** Battery over rated range: WLTP before any other cycle, which is told; losses of charging are not in it. */
function kwhPerMonth({ input, variant }: ChargingQuestion, ledger: InputLedger): Decimal | null {
  const battery = variant.batteryNetKWh ?? variant.batteryGrossKWh;
  const range = variant.ranges.find(({ cycle }) => cycle === 'WLTP') ?? variant.ranges[0];
  if (battery === null || range === undefined || range.km <= 0) {
    ledger.missing('consumption', 'Battery or rated range is not known: energy is left out.');
    return null;
  }
  const perKm = new Decimal(battery).div(range.km);
  ledger.used(`consumption, kWh per 100 km, ${range.cycle}`, perKm.times(100).toFixed(2), variant.provenance);
  return perKm.times(input.kmPerYear).div(12);
}
