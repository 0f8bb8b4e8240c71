import countries from 'i18n-iso-countries';
import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';

const UPDATED = '2024-02-09T14:23:00Z';

/** SYNTHETIC: a site of the seeds as a Location of OCPI 2.2.1, with an id of its own. */
export function ocpiLocation(site: ChargingLocationRecord, id: number): object {
  const [longitude = 0, latitude = 0] = site.location?.coordinates ?? [];
  return {
    country_code: site.country,
    party_id: 'SYN',
    id: String(id),
    publish: true,
    name: site.name ?? site.address,
    address: site.address,
    city: site.city,
    postal_code: site.postalCode?.slice(0, 10),
    country: countries.alpha2ToAlpha3(site.country),
    coordinates: { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) },
    evses: site.evses.map(({ connectors }, at) => ({
      uid: `${id}-${at + 1}`,
      status: 'AVAILABLE',
      connectors: connectors.map(({ id: connectorId, powerType, maxElectricPower }) => ({
        id: connectorId,
        standard: 'IEC_62196_T2',
        format: 'SOCKET',
        power_type: powerType === 'AC_1_PHASE' ? 'AC_1_PHASE' : 'AC_3_PHASE',
        max_voltage: 230,
        max_amperage: 32,
        max_electric_power: Math.min(maxElectricPower ?? 22_000, 43_000),
        last_updated: UPDATED,
      })),
      last_updated: UPDATED,
    })),
    operator: { name: site.operator ?? 'SYNTHETIC' },
    time_zone: site.timeZone,
    opening_times: { twentyfourseven: true },
    last_updated: UPDATED,
  };
}
