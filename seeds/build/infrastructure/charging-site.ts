import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { highestPower } from './connectors.js';

/** What every source of charging sites tells; the rest is null unless the source has it. */
export type ChargingSite = Pick<
  ChargingLocationRecord,
  | 'countryCode'
  | 'partyId'
  | 'locationId'
  | 'country'
  | 'address'
  | 'city'
  | 'timeZone'
  | 'location'
  | 'geoQuality'
  | 'lastUpdated'
  | 'provenance'
> &
  Partial<ChargingLocationRecord>;

/** Completes a site to the stored record, with its key and its highest power. */
export function chargingLocationOf(site: ChargingSite): ChargingLocationRecord {
  const evses = site.evses ?? [];
  return {
    _id: `${site.countryCode}*${site.partyId}*${site.locationId}`,
    publish: true,
    name: null,
    postalCode: null,
    state: null,
    parkingType: null,
    operator: null,
    facilities: [],
    openingHours: null,
    operationalSince: null,
    ...site,
    evses,
    maxElectricPower: highestPower(evses),
  };
}
