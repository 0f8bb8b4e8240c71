import { Types } from 'mongoose';
import type { MakerRecord } from '../../../src/subgraphs/vehicles/maker/maker.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { TEST_PROVENANCE } from '../../support/subgraph-harness.js';

export function maker(slug: string, name: string): MakerRecord {
  return { _id: slug, slug, name, provenance: TEST_PROVENANCE };
}

/** A battery electric car of which only the key and the given fields are of interest. */
export function variant(variantId: string, fields: Partial<VehicleVariantRecord> = {}): VehicleVariantRecord {
  const [makerSlug = '', model = '', year = '2025', trim = null, body = null] = variantId.split('/');
  return {
    _id: variantId,
    variantId,
    maker: makerSlug,
    makerName: makerSlug.toUpperCase(),
    model,
    modelName: model,
    modelYear: Number(year),
    trim,
    variant: body,
    name: `${makerSlug} ${model} ${year}`,
    powertrain: 'BEV',
    bodyType: null,
    seats: null,
    batteryGrossKWh: null,
    batteryNetKWh: null,
    chemistry: null,
    architectureVoltage: null,
    acMaxKW: null,
    acPhases: null,
    dcMaxKW: null,
    ports: [],
    ranges: [],
    systemPowerKW: null,
    kerbWeightKg: null,
    markets: [],
    provenance: TEST_PROVENANCE,
    ...fields,
  };
}

/** An offer on sale with no bounds in time. Prices are in euro. */
export function offer(country: string, variantId: string, fields: Partial<MarketOfferRecord> = {}): MarketOfferRecord {
  const offerId = `${country}:${variantId}`;
  return {
    _id: offerId,
    offerId,
    variantId,
    country,
    assemblyForm: 'CBU',
    originCountry: 'CN',
    hsCode: '8703.80',
    status: 'ON_SALE',
    cifPrice: null,
    listPriceExVat: money('30000', 'EUR'),
    listPriceInclVat: money('35700', 'EUR'),
    deliveryWeeks: null,
    validFrom: null,
    validTo: null,
    provenance: TEST_PROVENANCE,
    ...fields,
  };
}

export function money(amount: string, currency: string): MarketOfferRecord['listPriceExVat'] {
  return { amount: Types.Decimal128.fromString(amount), currency };
}
