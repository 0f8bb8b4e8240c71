import {
  type RegistrationRecord,
  registrationKey,
} from '../../../src/subgraphs/markets/registration/registration.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { DEEP_MARKETS } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

const MONTHS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];
const MODELS_PER_MARKET = 10;

/** Generated first registrations of models that are on offer in the deep markets, for whole countries. */
export function buildRegistrations(
  offers: readonly MarketOfferRecord[],
  variants: readonly VehicleVariantRecord[],
): RegistrationRecord[] {
  const byId = new Map(variants.map((variant) => [variant.variantId, variant]));
  return DEEP_MARKETS.flatMap((country) => {
    const here = offers
      .filter((offer) => offer.country === country)
      .flatMap(({ variantId }) => byId.get(variantId) ?? []);
    const models = new Map(here.map((variant) => [`${variant.maker} ${variant.model} ${variant.powertrain}`, variant]));
    return [...models.values()].slice(0, MODELS_PER_MARKET).flatMap(({ maker, model, powertrain }) =>
      MONTHS.map((month): RegistrationRecord => {
        const row = { country, area: null, month, make: maker, model, powertrain };
        const _id = registrationKey(row);
        const units = createRandomStream(`registration:${_id}`).integer(20, 900);
        return { _id, ...row, geonameId: null, units, provenance: synthetic(_id) };
      }),
    );
  });
}
