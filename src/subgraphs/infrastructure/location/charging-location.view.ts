import { coordinatesView, type GeoQuality } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { shownAs, sourceWord } from '../../../kernel/ocpi/vocabulary.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { FACILITIES, PARKING_TYPES } from '../ocpi/location-vocabularies.js';
import type { ChargingLocation } from './charging-location.type.js';
import type { EvseRecord } from './evse.model.js';
import { evseView } from './evse.view.js';
import { detailsView, named } from './location-details.view.js';
import { highestEvsePower, kilowatts, totalEvsePower } from './power.js';
import type { FoundRow } from './search/ask-sites.js';
import type { ChangedRow } from './search/changes-list.js';

/** Stored fields behind graph fields of other names. */
export const LOCATION_FIELD_SOURCES: FieldSources = {
  id: [],
  coordinates: ['location'],
  parkingTypeText: ['parkingType'],
  facilitiesText: ['facilities'],
  accessText: ['access'],
  paymentMethodsText: ['paymentMethods'],
  maxPowerKW: ['evses.connectors.maxElectricPower'],
  totalPowerKW: ['evses.quantity', 'evses.connectors.maxElectricPower'],
  'evses.maxPowerKW': ['evses.connectors.maxElectricPower'],
  'evses.capabilitiesText': ['evses.capabilities'],
  'evses.parkingRestrictionsText': ['evses.parkingRestrictions'],
  'evses.connectors.standardText': ['evses.connectors.standard'],
  'evses.connectors.formatText': ['evses.connectors.format'],
  'evses.connectors.powerTypeText': ['evses.connectors.powerType'],
  'evses.connectors.tariffs': ['evses.connectors.tariffIds'],
  tariffs: ['evses.connectors.tariffIds'],
  distanceKm: [],
  alongKm: [],
  deletedAt: [],
};

/** Of the EVSEs, the largest part of a location, only what is asked for is read. */
export const LOCATION_EMBEDDED: ReadonlySet<string> = new Set(['evses']);

/** Stored fields that every reader needs: the join to other subgraphs, and whether the row may be shown at all. */
export const LOCATION_ALWAYS: readonly string[] = ['country', 'publish'];

/** What callers see of a stored location. Fields that were not read stay undefined. */
export function locationView(record: FoundRow): ChargingLocation {
  const { publish: _publish, location, operator, facilities, parkingType, evses, maxElectricPower, ...fields } = record;
  return {
    ...fields,
    ...detailsView(record),
    id: globalId('ChargingLocation', record._id),
    country: { code: record.country },
    coordinates: location === undefined ? null : coordinatesView(location),
    geoQuality: record.geoQuality as GeoQuality,
    parkingType: shownAs(PARKING_TYPES, parkingType ?? null),
    parkingTypeText: sourceWord(PARKING_TYPES, parkingType ?? null),
    operator: named(operator),
    facilities: facilities?.map((word) => shownAs(FACILITIES, word)),
    facilitiesText: facilities?.filter((word) => sourceWord(FACILITIES, word) !== null),
    ...evsesView(evses, record._id),
    deletedAt: null,
    ...distancesView(record),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}

/** Powers are told where they were asked for: then the connectors were read too. */
function evsesView(
  evses: readonly Partial<EvseRecord>[] = [],
  locationRowId: string,
): Pick<ChargingLocation, 'evses' | 'maxPowerKW' | 'totalPowerKW'> {
  const rated = evses.map(({ connectors = [], quantity = null }) => ({ connectors, quantity }));
  return {
    evses: evses.map((evse) => evseView(evse, locationRowId)),
    maxPowerKW: kilowatts(highestEvsePower(rated)),
    totalPowerKW: kilowatts(totalEvsePower(rated)),
  };
}

function distancesView(record: FoundRow): Pick<ChargingLocation, 'distanceKm' | 'alongKm'> {
  if ('alongKm' in record) return { distanceKm: record.distanceKm, alongKm: record.alongKm };
  return { distanceKm: 'distanceMeters' in record ? record.distanceMeters / 1000 : null, alongKm: null };
}

/**
 * What callers see of a changed location: all of it, or of one that is gone its keys and when it went. What it was stays
 * hidden, since it may have gone for that.
 */
export function changedLocationView(record: ChangedRow): ChargingLocation {
  const { _id, countryCode, partyId, locationId, country, publish, lastUpdated, provenance } = record;
  if (publish) return locationView(record);
  const keys = { _id, countryCode, partyId, locationId, country, publish, lastUpdated };
  const source = provenance && { ...provenance.source, recordId: null };
  const blank = {
    name: null,
    address: '',
    city: '',
    postalCode: null,
    state: null,
    location: null,
    timeZone: 'Etc/UTC',
  };
  const gone = locationView({
    ...keys,
    ...blank,
    geoQuality: 'MISSING',
    parkingType: null,
    operator: null,
    facilities: [],
    openingHours: null,
    evses: [],
    maxElectricPower: null,
    operationalSince: null,
    provenance: provenance && { ...provenance, source, conflicts: [] },
  });
  return { ...gone, deletedAt: record.deletedAt ?? record.changedAt ?? lastUpdated };
}
