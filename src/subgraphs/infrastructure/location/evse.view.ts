import { coordinatesView } from '../../../kernel/geo/geo.types.js';
import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAs, sourceWord } from '../../../kernel/ocpi/vocabulary.js';
import { CONNECTOR_FORMATS, POWER_TYPES } from '../ocpi/connector-vocabularies.js';
import { EVSE_CAPABILITIES, EVSE_STATUSES, PARKING_RESTRICTIONS } from '../ocpi/evse-vocabularies.js';
import { tariffRowIdsOf } from '../tariff/charging-tariff-key.js';
import type { ConnectorRecord, EvseRecord } from './evse.model.js';
import type { Connector, Evse } from './evse.type.js';
import { evsePower, kilowatts } from './power.js';

/**
 * What callers see of a stored EVSE. Fields that were not read stay undefined or empty.
 *
 * @param locationRowId `_id` of its site, whose party the tariff ids of connectors refer to
 */
export function evseView(record: Partial<EvseRecord>, locationRowId: string): Evse {
  const { capabilities = [], connectors = [], parkingRestrictions = [], statusSchedule = [] } = record;
  return {
    uid: record.uid,
    evseId: record.evseId,
    status: shownAs(EVSE_STATUSES, record.status ?? null),
    capabilities: capabilities.map((word) => shownAs(EVSE_CAPABILITIES, word)),
    capabilitiesText: capabilities.filter((word) => sourceWord(EVSE_CAPABILITIES, word) !== null),
    physicalReference: record.physicalReference,
    quantity: record.quantity ?? null,
    floorLevel: record.floorLevel ?? null,
    parkingRestrictions: parkingRestrictions.map((word) => shownAs(PARKING_RESTRICTIONS, word)),
    parkingRestrictionsText: parkingRestrictions.filter((word) => sourceWord(PARKING_RESTRICTIONS, word) !== null),
    statusSchedule: statusSchedule.map((period) => ({ ...period, status: shownAs(EVSE_STATUSES, period.status) })),
    directions: record.directions ?? [],
    coordinates: coordinatesView(record.coordinates ?? null),
    connectors: connectors.map((connector) => connectorView(connector, locationRowId)),
    maxPowerKW: kilowatts(evsePower(connectors)),
    lastUpdated: record.lastUpdated,
  } as Evse;
}

function connectorView(record: Partial<ConnectorRecord>, locationRowId: string): Connector {
  return {
    id: record.id,
    standard: shownAs(CONNECTOR_TYPES, record.standard ?? null),
    standardText: sourceWord(CONNECTOR_TYPES, record.standard ?? null),
    format: shownAs(CONNECTOR_FORMATS, record.format ?? null),
    formatText: sourceWord(CONNECTOR_FORMATS, record.format ?? null),
    powerType: shownAs(POWER_TYPES, record.powerType ?? null),
    powerTypeText: sourceWord(POWER_TYPES, record.powerType ?? null),
    maxVoltage: record.maxVoltage,
    maxAmperage: record.maxAmperage,
    maxElectricPower: record.maxElectricPower,
    powerDerived: record.powerDerived,
    tariffRowIds: tariffRowIdsOf(locationRowId, record.tariffIds ?? []),
  } as Connector;
}
