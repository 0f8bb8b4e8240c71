import { BATTERY_PASSPORT_TARGET } from './battery-passport/battery-passport-target.js';
import { CHARGING_TARGET } from './charging/charging-target.js';
import { CHARGING_TARIFF_TARGET } from './charging-tariff/charging-tariff-target.js';
import { EVSE_STATUS_TARGET } from './evse-status/evse-status-target.js';
import { EXCHANGE_RATE_TARGET } from './exchange-rate/exchange-rate-target.js';
import { CONTRACT_TARGET } from './finance/contract-target.js';
import { FINANCE_PARTNER_TARGET } from './finance/finance-partner-target.js';
import { FINANCING_PRODUCT_TARGET } from './finance/financing-product-target.js';
import { RATE_TABLE_TARGET } from './finance/rate-table-target.js';
import { RESIDUAL_VALUE_CURVE_TARGET } from './finance/residual-value-curve-target.js';
import { MONTHLY_REGISTRATION_TARGET } from './monthly-registration/monthly-registration-target.js';
import type { ImportTarget } from './pipeline/import-target.js';
import { POLICY_TARGET } from './policy/policy-target.js';
import { PRODUCT_CARBON_FOOTPRINT_TARGET } from './product-carbon-footprint/product-carbon-footprint-target.js';
import { REGISTRATION_TARGET } from './registration/registration-target.js';
import { SWAP_STATION_TARGET } from './swap-station/swap-station-target.js';
import { TOWN_TARGET } from './town/town-target.js';
import { WORKSHOP_TARGET } from './workshop/workshop-target.js';

/** All kinds of records that imports write. */
export const IMPORT_TARGETS: readonly ImportTarget[] = [
  CHARGING_TARGET,
  CHARGING_TARIFF_TARGET,
  EVSE_STATUS_TARGET,
  SWAP_STATION_TARGET,
  WORKSHOP_TARGET,
  TOWN_TARGET,
  REGISTRATION_TARGET,
  MONTHLY_REGISTRATION_TARGET,
  EXCHANGE_RATE_TARGET,
  POLICY_TARGET,
  BATTERY_PASSPORT_TARGET,
  PRODUCT_CARBON_FOOTPRINT_TARGET,
  FINANCE_PARTNER_TARGET,
  FINANCING_PRODUCT_TARGET,
  RATE_TABLE_TARGET,
  RESIDUAL_VALUE_CURVE_TARGET,
  CONTRACT_TARGET,
];
