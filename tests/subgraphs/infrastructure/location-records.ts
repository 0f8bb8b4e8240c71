import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { ConnectorRecord, EvseRecord } from '../../../src/subgraphs/infrastructure/location/evse.model.js';
import { highestEvsePower } from '../../../src/subgraphs/infrastructure/location/power.js';
import { TEST_PROVENANCE } from '../../support/subgraph-harness.js';

const UPDATED = new Date('2026-11-01T10:00:00.000Z');

/** A DC connector of 150 kW. */
export function connector(fields: Partial<ConnectorRecord> = {}): ConnectorRecord {
  return {
    id: '1',
    standard: 'IEC_62196_T2_COMBO',
    format: 'CABLE',
    powerType: 'DC',
    maxVoltage: 920,
    maxAmperage: 400,
    maxElectricPower: 150_000,
    powerDerived: false,
    ...fields,
  };
}

/** An available EVSE with one DC connector. */
export function evse(uid: string, fields: Partial<EvseRecord> = {}): EvseRecord {
  return {
    uid,
    evseId: null,
    status: 'AVAILABLE',
    capabilities: [],
    physicalReference: null,
    connectors: [connector()],
    lastUpdated: UPDATED,
    ...fields,
  };
}

/** A published site of the party ABC of its own country, without EVSEs and without place. */
export function site(
  country: string,
  locationId: string,
  fields: Partial<ChargingLocationRecord> = {},
): ChargingLocationRecord {
  const countryCode = fields.countryCode ?? country;
  const partyId = fields.partyId ?? 'ABC';
  return {
    _id: `${countryCode}*${partyId}*${locationId}`,
    countryCode,
    partyId,
    locationId,
    country,
    publish: true,
    name: `Site ${locationId}`,
    address: 'Street 1',
    city: 'Town',
    postalCode: null,
    state: null,
    location: null,
    geoQuality: 'MISSING',
    parkingType: null,
    operator: null,
    facilities: [],
    openingHours: null,
    timeZone: 'Etc/UTC',
    evses: [],
    maxElectricPower: highestEvsePower(fields.evses ?? []),
    operationalSince: null,
    lastUpdated: UPDATED,
    provenance: TEST_PROVENANCE,
    ...fields,
  };
}

/** The same at a place. */
export function siteAt(
  country: string,
  locationId: string,
  latitude: number,
  longitude: number,
  fields: Partial<ChargingLocationRecord> = {},
): ChargingLocationRecord {
  return site(country, locationId, {
    location: { type: 'Point', coordinates: [longitude, latitude] },
    geoQuality: 'EXACT',
    ...fields,
  });
}
