import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAs, sourceWord } from '../../../kernel/ocpi/vocabulary.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { BatteryChemistry, memberOr, type Powertrain, RangeCycle } from './vehicle-variant.enums.js';
import type { VehicleVariantRecord } from './vehicle-variant.model.js';
import type { CycleConsumption, VehicleVariant } from './vehicle-variant.type.js';

/** Stored fields behind graph fields of other names; joins need none. */
export const VARIANT_FIELD_SOURCES: FieldSources = {
  id: [],
  variantId: [],
  makerSlug: ['maker'],
  portsText: ['ports'],
  offers: [],
  vehicleModel: ['maker', 'model'],
  consumption: ['ranges', 'batteryNetKWh'],
  dcChargingMinutes: ['dcCurve', 'batteryNetKWh'],
};

/** What callers see of a stored variant. Fields that were not read stay undefined. */
export function variantView(record: VehicleVariantRecord): VehicleVariant {
  const { maker, ...fields } = record;
  return {
    ...fields,
    id: globalId('VehicleVariant', record._id),
    variantId: record._id,
    makerSlug: maker,
    powertrain: record.powertrain as Powertrain,
    chemistry: chemistryOf(record.chemistry),
    ports: record.ports?.map((word) => shownAs(CONNECTOR_TYPES, word)),
    portsText: record.ports?.filter((word) => sourceWord(CONNECTOR_TYPES, word) !== null),
    ranges: record.ranges?.map(({ cycle, km }) => ({ cycle: memberOr(RangeCycle, cycle, RangeCycle.OTHER), km })),
    consumption: consumptionOf(record),
    dcCurve: record.dcCurve ?? [],
    dcCurveSource: record.dcCurveSource ?? null,
    v2lMaxKW: record.v2lMaxKW ?? null,
    batteryWarranty: record.batteryWarranty ?? null,
    dimensions: record.dimensions ?? null,
    markets: record.markets?.map((code) => ({ code })),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}

/** One decimal: ranges are whole kilometres. */
function consumptionOf({ ranges, batteryNetKWh }: VehicleVariantRecord): CycleConsumption[] {
  if (batteryNetKWh === null || batteryNetKWh === undefined) return [];
  return (ranges ?? [])
    .filter(({ km }) => km > 0)
    .map(({ cycle, km }) => ({
      cycle: memberOr(RangeCycle, cycle, RangeCycle.OTHER),
      kWhPer100Km: Math.round((batteryNetKWh / km) * 1000) / 10,
    }));
}

function chemistryOf(word: string | null | undefined): BatteryChemistry | null {
  return word === null || word === undefined ? null : memberOr(BatteryChemistry, word, BatteryChemistry.OTHER);
}
