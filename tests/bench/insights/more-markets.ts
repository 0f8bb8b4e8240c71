import type { Database } from '../../../src/database/database.js';
import type { ModelDefinition } from '../../../src/database/model-definition.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { residualValueCurveModel } from '../../../src/subgraphs/finance/residual-value/residual-value-curve.model.js';
import { chargingTariffModel } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import { marketOfferModel } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';

/** Where the car of the seeds is on offer. */
export const TWELVE = ['DE', 'FR', 'IT', 'ES', 'NL', 'SE', 'NO', 'GB', 'TR', 'TH', 'AU', 'BR'];

/** What a market of Germany's kind consists of, for a car. */
const COLLECTIONS: readonly ModelDefinition<never>[] = [
  marketOfferModel,
  financingProductModel,
  rateTableModel,
  residualValueCurveModel,
  chargingTariffModel,
] as never;

/**
 * SYNTHETIC: sixty countries in which the car is on offer, the first twelve those of the seeds. The others are copies of the
 * German market under names of their own.
 */
export async function sixtyMarkets(database: Database, variantId: string): Promise<string[]> {
  const known = await database.model(countryModel).find({}, { _id: 1 }).sort({ _id: 1 }).lean<{ _id: string }[]>();
  const offered = await database.model(marketOfferModel, 'default').distinct('country');
  const others = known.map(({ _id }) => _id).filter((code) => !TWELVE.includes(code) && !offered.includes(code));
  const copies = others.slice(0, 60 - TWELVE.length);
  for (const definition of COLLECTIONS) {
    const collection = database.model(definition as ModelDefinition, 'default').collection;
    const german = await collection.find({ country: 'DE' }).toArray();
    const ofCar = german.filter((row) => row.variantId === undefined || row.variantId === variantId);
    for (const country of copies) {
      await collection.insertMany(ofCar.map((row) => copyFor(country, row)) as never);
    }
  }
  return [...TWELVE, ...copies];
}

/** Keys of the seeds begin with their country. */
function copyFor(country: string, row: Record<string, unknown>): Record<string, unknown> {
  const renamed = (value: unknown) => (typeof value === 'string' ? value.replace(/^DE(?=[:*-])/, country) : value);
  const keys = ['_id', 'offerId', 'productId', 'curveId'];
  const copy = Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, keys.includes(key) ? renamed(value) : value]),
  );
  return { ...copy, country, ...('countryCode' in row ? { countryCode: country } : {}) };
}
