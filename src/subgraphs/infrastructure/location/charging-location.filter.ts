import { allOf } from '../../../database/filters.js';
import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAsAny } from '../../../kernel/ocpi/vocabulary.js';
import { POWER_TYPES } from '../ocpi/connector-vocabularies.js';
import { EVSE_STATUSES } from '../ocpi/evse-vocabularies.js';
import { FACILITIES, type Facility } from '../ocpi/location-vocabularies.js';
import type { ChargingLocationFilter } from './charging-location.inputs.js';

type Filter = Record<string, unknown>;

/** Operators forbid a location to be shown with `publish: false`: no path leads to it (OCPI Location.publish). */
export const PUBLISHED: Filter = { publish: true };

/** MongoDB filter of every list of locations: published ones that meet the caller's conditions. */
export function locationCondition(filter: ChargingLocationFilter | null | undefined): Filter {
  return filter === null || filter === undefined
    ? PUBLISHED
    : allOf([
        PUBLISHED,
        evseCondition(filter),
        filter.operators ? { operator: { $in: filter.operators } } : {},
        ...(filter.facilities ?? []).map(facilityCondition),
      ]);
}

/** One EVSE must have the status and the connector; one connector must have standard, power and kind of current. */
function evseCondition({ connectorStandards, minPowerKW, powerTypes, evseStatuses }: ChargingLocationFilter): Filter {
  const connector = allOf([
    connectorStandards ? { standard: shownAsAny(CONNECTOR_TYPES, connectorStandards) } : {},
    typeof minPowerKW === 'number' ? { maxElectricPower: { $gte: Math.round(minPowerKW * 1000) } } : {},
    powerTypes ? { powerType: shownAsAny(POWER_TYPES, powerTypes) } : {},
  ]);
  const evse = allOf([
    evseStatuses ? { status: shownAsAny(EVSE_STATUSES, evseStatuses) } : {},
    Object.keys(connector).length > 0 ? { connectors: { $elemMatch: connector } } : {},
  ]);
  return Object.keys(evse).length > 0 ? { evses: { $elemMatch: evse } } : {};
}

function facilityCondition(facility: Facility): Filter {
  return { facilities: { $elemMatch: shownAsAny(FACILITIES, [facility]) } };
}
