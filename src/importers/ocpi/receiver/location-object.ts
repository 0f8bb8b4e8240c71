import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ChargingLocationRecord } from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import type { ConnectorRecord, EvseRecord } from '../../../subgraphs/infrastructure/location/evse.model.js';
import type { EnergyMixRecord } from '../../../subgraphs/infrastructure/location/location-details.model.js';
import type { OpeningTimesRecord } from '../../../subgraphs/infrastructure/location/opening-times.model.js';
import type { JsonObject } from '../../json/json-records.js';
import { alpha3CodeOf } from '../../mapping/transforms/country-words.js';

/** A stored location as an OCPI Location: what of the sender's object is kept. Power that was derived is left out. */
export function locationObject(row: ChargingLocationRecord): JsonObject {
  // A tombstone is never shown, whatever its sender said of it.
  const publish = row.deletedAt ? row.everPublished === true : row.publish;
  return present({
    country_code: row.countryCode,
    party_id: row.partyId,
    id: row.locationId,
    publish,
    publish_allowed_to: row.publishAllowedTo,
    name: row.name,
    address: row.address,
    city: row.city,
    postal_code: row.postalCode,
    state: row.state,
    country: alpha3CodeOf(row.country),
    coordinates: geoLocation(row.location),
    related_locations: row.relatedLocations?.map(({ latitude, longitude, name }) =>
      present({ latitude: degrees(latitude), longitude: degrees(longitude), name }),
    ),
    parking_type: row.parkingType,
    evses: row.evses.map(evseObject),
    directions: row.directions,
    operator: organisation(row.operator),
    suboperator: organisation(row.suboperator),
    owner: organisation(row.owner),
    facilities: row.facilities,
    time_zone: row.timeZone,
    opening_times: hours(row.openingTimes ?? null),
    charging_when_closed: row.chargingWhenClosed,
    images: row.images?.map((image) => present({ ...image })),
    energy_mix: energyMixObject(row.energyMix ?? null),
    help_phone: row.helpPhone,
    last_updated: row.lastUpdated.toISOString(),
  });
}

function evseObject(row: EvseRecord): JsonObject {
  return present({
    uid: row.uid,
    evse_id: row.evseId,
    status: row.status,
    status_schedule: row.statusSchedule?.map(({ periodBegin, periodEnd, status }) =>
      present({ period_begin: periodBegin.toISOString(), period_end: periodEnd?.toISOString(), status }),
    ),
    capabilities: row.capabilities,
    connectors: row.connectors.map((connector) => connectorObject(connector, row.lastUpdated)),
    floor_level: row.floorLevel,
    coordinates: geoLocation(row.coordinates ?? null),
    physical_reference: row.physicalReference,
    directions: row.directions,
    parking_restrictions: row.parkingRestrictions,
    last_updated: row.lastUpdated.toISOString(),
  });
}

/** @param evseUpdated when the EVSE was changed last: the time of a connector that has none of its own */
function connectorObject(row: ConnectorRecord, evseUpdated: Date): JsonObject {
  return present({
    id: row.id,
    standard: row.standard,
    format: row.format,
    power_type: row.powerType,
    max_voltage: row.maxVoltage,
    max_amperage: row.maxAmperage,
    max_electric_power: row.powerDerived ? null : row.maxElectricPower,
    tariff_ids: row.tariffIds,
    last_updated: (row.lastUpdated ?? evseUpdated).toISOString(),
  });
}

function hours(row: OpeningTimesRecord | null): JsonObject | null {
  if (row === null) return null;
  const period = ({ periodBegin, periodEnd }: { periodBegin: Date; periodEnd: Date }) => ({
    period_begin: periodBegin.toISOString(),
    period_end: periodEnd.toISOString(),
  });
  return present({
    twentyfourseven: row.twentyfourseven,
    regular_hours: row.regularHours.map(({ weekday, periodBegin, periodEnd }) => ({
      weekday,
      period_begin: periodBegin,
      period_end: periodEnd,
    })),
    exceptional_openings: row.exceptionalOpenings.map(period),
    exceptional_closings: row.exceptionalClosings.map(period),
  });
}

/** A stored energy mix as an OCPI EnergyMix. */
export function energyMixObject(row: EnergyMixRecord | null): JsonObject | null {
  return row === null
    ? null
    : present({
        is_green_energy: row.isGreenEnergy,
        energy_sources: row.energySources,
        environ_impact: row.environImpact,
        supplier_name: row.supplierName,
        energy_product_name: row.energyProductName,
      });
}

function organisation(name: string | null | undefined): JsonObject | null {
  return name ? { name } : null;
}

function geoLocation(point: GeoPointRecord | null): JsonObject | null {
  if (point === null) return null;
  const [longitude, latitude] = point.coordinates;
  return { latitude: degrees(latitude), longitude: degrees(longitude) };
}

/** OCPI writes degrees as texts, without exponents. */
function degrees(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12) : text;
}

/** The members that have a value: OCPI leaves the others out. */
export function present(members: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
