import { allOf } from '../../../database/filters.js';
import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAsAny } from '../../../kernel/ocpi/vocabulary.js';
import { POWER_TYPES } from '../ocpi/connector-vocabularies.js';
import { EVSE_STATUSES } from '../ocpi/evse-vocabularies.js';
import {
  ACCESS,
  FACILITIES,
  type Facility,
  PAYMENT_METHODS,
  type PaymentMethod,
} from '../ocpi/location-vocabularies.js';
import type { ChargingLocationFilter } from './charging-location.inputs.js';
import { usableConnector, type VehicleFacts } from './search/usable-connectors.js';

type Filter = Record<string, unknown>;

/** Operators forbid a location to be shown with `publish: false`: no path leads to it (OCPI Location.publish). */
export const PUBLISHED: Filter = { publish: true };

/**
 * MongoDB filter of every list of locations: published ones that meet the caller's conditions, all but `openAt`, which
 * needs the database.
 *
 * @param vehicle the facts of the car that `filter.variantId` names
 */
export function locationCondition(
  filter: ChargingLocationFilter | null | undefined,
  vehicle: VehicleFacts | null = null,
): Filter {
  const given = filter ?? {};
  return allOf([
    PUBLISHED,
    evseCondition(given, vehicle),
    given.operators ? { operator: { $in: given.operators } } : {},
    given.excludedOperators ? { operator: { $nin: given.excludedOperators } } : {},
    given.access ? { access: shownAsAny(ACCESS, given.access) } : {},
    given.paymentMethods ? paymentCondition(given.paymentMethods) : {},
    typeof given.membershipRequired === 'boolean' ? { membershipRequired: given.membershipRequired } : {},
    ...(given.facilities ?? []).map(facilityCondition),
  ]);
}

/** One EVSE must have the status and the connector; one connector must have standard, power and kind of current. */
function evseCondition(
  { connectorStandards, minPowerKW, powerTypes, evseStatuses }: ChargingLocationFilter,
  vehicle: VehicleFacts | null,
): Filter {
  const leastPower =
    typeof minPowerKW === 'number' ? { maxElectricPower: { $gte: Math.round(minPowerKW * 1000) } } : {};
  // The site has the power of its best connector, which tells most sites apart without a look at their EVSEs.
  const isPowerAlone = !connectorStandards && !powerTypes && !evseStatuses && !vehicle;
  if (isPowerAlone) return leastPower;
  const connector = allOf([
    connectorStandards ? { standard: shownAsAny(CONNECTOR_TYPES, connectorStandards) } : {},
    leastPower,
    powerTypes ? { powerType: shownAsAny(POWER_TYPES, powerTypes) } : {},
    vehicle ? usableConnector(vehicle) : {},
  ]);
  const evse = allOf([
    evseStatuses ? { status: shownAsAny(EVSE_STATUSES, evseStatuses) } : {},
    Object.keys(connector).length > 0 ? { connectors: { $elemMatch: connector } } : {},
  ]);
  return Object.keys(evse).length > 0 ? { ...leastPower, evses: { $elemMatch: evse } } : {};
}

function facilityCondition(facility: Facility): Filter {
  return { facilities: { $elemMatch: shownAsAny(FACILITIES, [facility]) } };
}

/** OCPI tells the means of payment of an EVSE by its capabilities. */
const CAPABILITIES_OF: Readonly<Partial<Record<PaymentMethod, readonly string[]>>> = {
  CREDIT_CARD: ['CREDIT_CARD_PAYABLE'],
  DEBIT_CARD: ['DEBIT_CARD_PAYABLE'],
  CONTACTLESS: ['CONTACTLESS_CARD_SUPPORT'],
  RFID: ['RFID_READER'],
};

function paymentCondition(methods: readonly PaymentMethod[]): Filter {
  const capabilities = methods.flatMap((method) => CAPABILITIES_OF[method] ?? []);
  const atSite = { paymentMethods: { $elemMatch: shownAsAny(PAYMENT_METHODS, methods) } };
  return capabilities.length === 0 ? atSite : { $or: [atSite, { 'evses.capabilities': { $in: capabilities } }] };
}
