import { vocabulary, type WordOf } from '../../../kernel/ocpi/vocabulary.js';

/** Status of OCPI 2.3.0, module Locations. */
export const EVSE_STATUSES = vocabulary({
  name: 'EvseStatus',
  description: 'Status of a charge point (OCPI Status).',
  meanings: {
    AVAILABLE: 'A session can start.',
    BLOCKED: 'A physical obstacle, such as a parked car, keeps drivers away.',
    CHARGING: 'In use.',
    INOPERATIVE: 'Not yet or not at present in service, but not defective.',
    OUTOFORDER: 'Out of order.',
    PLANNED: 'Will be in service.',
    REMOVED: 'Taken away for good.',
    RESERVED: 'Reserved for one driver.',
    UNKNOWN: 'No status is known, or the source has a word that OCPI does not know.',
  },
  fallback: 'UNKNOWN',
});
export type EvseStatus = WordOf<typeof EVSE_STATUSES>;

/** Capability of OCPI 2.3.0, module Locations. */
export const EVSE_CAPABILITIES = vocabulary({
  name: 'EvseCapability',
  description: 'What a charge point can do (OCPI Capability).',
  meanings: {
    CHARGING_PROFILE_CAPABLE: 'Takes charging profiles.',
    CHARGING_PREFERENCES_CAPABLE: 'Takes charging preferences.',
    CHIP_CARD_SUPPORT: 'Payment terminal with chip card reader.',
    CONTACTLESS_CARD_SUPPORT: 'Payment terminal for contactless cards.',
    CREDIT_CARD_PAYABLE: 'Payment by credit card.',
    DEBIT_CARD_PAYABLE: 'Payment by debit card.',
    PED_TERMINAL: 'Payment terminal with PIN entry.',
    REMOTE_START_STOP_CAPABLE: 'Sessions can be started and stopped remotely.',
    RESERVABLE: 'Can be reserved.',
    RFID_READER: 'Reads RFID tokens.',
    START_SESSION_CONNECTOR_REQUIRED: 'A remote start must name the connector.',
    TOKEN_GROUP_CAPABLE: 'A session started with one token of a group can be stopped with another.',
    UNLOCK_CAPABLE: 'The lock of a connector can be opened remotely.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type EvseCapability = WordOf<typeof EVSE_CAPABILITIES>;

/** ParkingRestriction of OCPI 2.3.0, module Locations. */
export const PARKING_RESTRICTIONS = vocabulary({
  name: 'ParkingRestriction',
  description: 'Who may park at a charge point (OCPI ParkingRestriction).',
  meanings: {
    EV_ONLY: 'Electric vehicles.',
    PLUGGED: 'Vehicles that are plugged in.',
    DISABLED: 'Disabled people with a valid identification.',
    CUSTOMERS: 'Customers or guests.',
    MOTORCYCLES: 'Motorcycles or scooters.',
    TAXIS: 'Taxis.',
    TENANTS: 'Tenants.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type ParkingRestriction = WordOf<typeof PARKING_RESTRICTIONS>;
