import { Types } from 'mongoose';
import type {
  ChargingTariffRecord,
  PriceComponentRecord,
  TariffElementRecord,
  TariffRestrictionsRecord,
} from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { TEST_PROVENANCE } from '../../support/subgraph-harness.js';

export const decimal128 = (text: string): Types.Decimal128 => Types.Decimal128.fromString(text);

/** A component without VAT, billed as used. */
export function component(
  type: string,
  price: string,
  fields: { vat?: string; stepSize?: number } = {},
): PriceComponentRecord {
  return {
    type,
    price: decimal128(price),
    vat: fields.vat === undefined ? null : decimal128(fields.vat),
    stepSize: fields.stepSize ?? 1,
  };
}

export function element(
  priceComponents: PriceComponentRecord[],
  restrictions: Partial<TariffRestrictionsRecord> | null = null,
): TariffElementRecord {
  return {
    priceComponents,
    restrictions: restrictions && {
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
      ...restrictions,
    },
  };
}

/** A tariff in euros of the party ABC, whose prices exclude taxes, as in OCPI 2.2.1. */
export function tariff(
  country: string,
  tariffId: string,
  elements: TariffElementRecord[],
  fields: Partial<ChargingTariffRecord> = {},
): ChargingTariffRecord {
  const partyId = fields.partyId ?? 'ABC';
  return {
    _id: `${country}*${partyId}*${tariffId}`,
    countryCode: country,
    partyId,
    tariffId,
    country,
    currency: 'EUR',
    type: null,
    tariffAltText: [],
    tariffAltUrl: null,
    minPrice: null,
    maxPrice: null,
    elements,
    taxIncluded: null,
    startDateTime: null,
    endDateTime: null,
    energyMix: null,
    lastUpdated: new Date('2026-11-01T10:00:00.000Z'),
    provenance: TEST_PROVENANCE,
    ...fields,
  };
}
