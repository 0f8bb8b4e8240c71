import { CHARGING_TARGET } from './charging/charging-target.js';
import { EVSE_STATUS_TARGET } from './evse-status/evse-status-target.js';
import type { ImportTarget } from './pipeline/import-target.js';
import { REGISTRATION_TARGET } from './registration/registration-target.js';
import { TOWN_TARGET } from './town/town-target.js';
import { WORKSHOP_TARGET } from './workshop/workshop-target.js';

/** All kinds of records that imports write. */
export const IMPORT_TARGETS: readonly ImportTarget[] = [
  CHARGING_TARGET,
  EVSE_STATUS_TARGET,
  WORKSHOP_TARGET,
  TOWN_TARGET,
  REGISTRATION_TARGET,
];
