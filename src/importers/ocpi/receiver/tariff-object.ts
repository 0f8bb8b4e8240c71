import type { Types } from 'mongoose';
import type {
  ChargingTariffRecord,
  PriceLimitRecord,
  TariffElementRecord,
  TariffRestrictionsRecord,
} from '../../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import type { JsonObject } from '../../json/json-records.js';
import { energyMixObject, present } from './location-object.js';

/** Versions of OCPI that are spoken. */
export const OCPI_VERSIONS = ['2.2.1', '2.3.0'] as const;
export type OcpiVersion = (typeof OCPI_VERSIONS)[number];

/** A stored tariff as an OCPI Tariff: 2.3.0 has other names for prices with and without taxes, and `tax_included`. */
export function tariffObject(row: ChargingTariffRecord, version: OcpiVersion): JsonObject {
  return present({
    country_code: row.countryCode,
    party_id: row.partyId,
    id: row.tariffId,
    currency: row.currency,
    type: row.type,
    tariff_alt_text: row.tariffAltText,
    tariff_alt_url: row.tariffAltUrl,
    min_price: priceLimit(row.minPrice, version),
    max_price: priceLimit(row.maxPrice, version),
    elements: row.elements.map(element),
    tax_included: version === '2.2.1' ? null : row.taxIncluded === 'NOT_APPLICABLE' ? 'N/A' : row.taxIncluded,
    start_date_time: row.startDateTime?.toISOString(),
    end_date_time: row.endDateTime?.toISOString(),
    energy_mix: energyMixObject(row.energyMix),
    last_updated: row.lastUpdated.toISOString(),
  });
}

function element({ priceComponents, restrictions }: TariffElementRecord): JsonObject {
  return present({
    price_components: priceComponents.map(({ type, price, vat, stepSize }) =>
      present({ type, price: number(price), vat: number(vat), step_size: stepSize }),
    ),
    restrictions: restrictions === null ? null : restrictionsObject(restrictions),
  });
}

function restrictionsObject(row: TariffRestrictionsRecord): JsonObject {
  return present({
    start_time: row.startTime,
    end_time: row.endTime,
    start_date: row.startDate,
    end_date: row.endDate,
    min_kwh: row.minKwh,
    max_kwh: row.maxKwh,
    min_current: row.minCurrent,
    max_current: row.maxCurrent,
    min_power: row.minPower,
    max_power: row.maxPower,
    min_duration: row.minDuration,
    max_duration: row.maxDuration,
    day_of_week: row.dayOfWeek,
    reservation: row.reservation,
  });
}

function priceLimit(row: PriceLimitRecord | null, version: OcpiVersion): JsonObject | null {
  if (row === null) return null;
  const [without, included] = version === '2.2.1' ? ['excl_vat', 'incl_vat'] : ['before_taxes', 'after_taxes'];
  return present({ [without as string]: number(row.exclVat), [included as string]: number(row.inclVat) });
}

/** OCPI writes prices as JSON numbers, which are decimal on the wire. */
function number(value: Types.Decimal128 | null): number | null {
  return value === null ? null : Number(value.toString());
}
