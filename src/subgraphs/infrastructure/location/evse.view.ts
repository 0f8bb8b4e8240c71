import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAs, sourceWord } from '../../../kernel/ocpi/vocabulary.js';
import { CONNECTOR_FORMATS, POWER_TYPES } from '../ocpi/connector-vocabularies.js';
import { EVSE_CAPABILITIES, EVSE_STATUSES } from '../ocpi/evse-vocabularies.js';
import type { ConnectorRecord, EvseRecord } from './charging-location.model.js';
import type { Connector, Evse } from './evse.type.js';
import { evsePower, kilowatts } from './power.js';

/** What callers see of a stored EVSE. */
export function evseView(record: EvseRecord): Evse {
  return {
    uid: record.uid,
    evseId: record.evseId,
    status: shownAs(EVSE_STATUSES, record.status),
    capabilities: record.capabilities.map((word) => shownAs(EVSE_CAPABILITIES, word)),
    capabilitiesText: record.capabilities.filter((word) => sourceWord(EVSE_CAPABILITIES, word) !== null),
    physicalReference: record.physicalReference,
    connectors: record.connectors.map(connectorView),
    maxPowerKW: kilowatts(evsePower(record.connectors)),
    lastUpdated: record.lastUpdated,
  };
}

function connectorView(record: ConnectorRecord): Connector {
  return {
    id: record.id,
    standard: shownAs(CONNECTOR_TYPES, record.standard),
    standardText: sourceWord(CONNECTOR_TYPES, record.standard),
    format: shownAs(CONNECTOR_FORMATS, record.format),
    formatText: sourceWord(CONNECTOR_FORMATS, record.format),
    powerType: shownAs(POWER_TYPES, record.powerType),
    powerTypeText: sourceWord(POWER_TYPES, record.powerType),
    maxVoltage: record.maxVoltage,
    maxAmperage: record.maxAmperage,
    maxElectricPower: record.maxElectricPower,
    powerDerived: record.powerDerived,
  };
}
