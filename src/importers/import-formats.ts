import { BATTERY_PASSPORT_FORMAT } from './battery-passport/battery-passport-format.js';
import { CONTRACT_TARGET } from './finance/contract-target.js';
import { FINANCE_PARTNER_TARGET } from './finance/finance-partner-target.js';
import { FINANCING_PRODUCT_TARGET } from './finance/financing-product-target.js';
import { partnerRecordsFormat } from './finance/partner-records-format.js';
import { RATE_TABLE_TARGET } from './finance/rate-table-target.js';
import { RESIDUAL_VALUE_CURVE_TARGET } from './finance/residual-value-curve-target.js';
import { geojsonFormat } from './geojson/geojson-format.js';
import { IMPORT_TARGETS } from './import-targets.js';
import { OCPI_FORMAT } from './ocpi/ocpi-format.js';
import { OPEN_CHARGE_MAP_FORMAT } from './open-charge-map/open-charge-map-format.js';
import type { ImportFormat } from './pipeline/import-format.js';
import { POLICY_FORMAT } from './policy/policy-format.js';
import { PRODUCT_CARBON_FOOTPRINT_FORMAT } from './product-carbon-footprint/product-carbon-footprint-format.js';
import { tableFormat } from './table/table-format.js';

/** All formats of `tripod import`, and of imports through the graph. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  tableFormat(IMPORT_TARGETS),
  geojsonFormat(IMPORT_TARGETS),
  OCPI_FORMAT,
  OPEN_CHARGE_MAP_FORMAT,
  POLICY_FORMAT,
  BATTERY_PASSPORT_FORMAT,
  PRODUCT_CARBON_FOOTPRINT_FORMAT,
  partnerRecordsFormat(FINANCE_PARTNER_TARGET, 'partnerId'),
  partnerRecordsFormat(FINANCING_PRODUCT_TARGET, 'productId'),
  partnerRecordsFormat(RATE_TABLE_TARGET, 'productId'),
  partnerRecordsFormat(RESIDUAL_VALUE_CURVE_TARGET, 'variantId'),
  partnerRecordsFormat(CONTRACT_TARGET, 'contractNumber'),
];
