import type { MakerRecord } from '../../../src/subgraphs/vehicles/maker/maker.model.js';
import type { VehicleModelRecord } from '../../../src/subgraphs/vehicles/model/vehicle-model.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { sourcedFrom } from '../provenance.js';
import { portConnectorTypes } from './connector-types.js';
import { dcCurveOf } from './dc-curves.js';
import { makerFacts } from './maker-facts.js';
import { OPEN_EV_DATA, type OpenVehicle } from './open-ev-data.js';
import { powertrainOf } from './powertrains.js';

const CHEMISTRIES: Readonly<Record<string, string>> = { lfp: 'LFP', nmc: 'NMC', 'li-ion': 'LI_ION_UNSPECIFIED' };
const VOLTAGE_CLASSES: Readonly<Record<string, number>> = { '400v': 400, '800v': 800 };

function known<Value>(table: Readonly<Record<string, Value>>, word: string, field: string): Value {
  const value = table[word];
  if (value === undefined) throw new Error(`open-ev-data: ${field} "${word}" is not known`);
  return value;
}

/** The cathode says more than "li-ion" does. */
function chemistryOf({ battery }: OpenVehicle): string {
  const word =
    battery.chemistry === 'li-ion' && battery.cathode_material ? battery.cathode_material : battery.chemistry;
  return known(CHEMISTRIES, word, 'chemistry');
}

/** "Audi A6 e-tron Sportback 2024": words that the model's name or the trim repeats are left out. */
function nameOf({ make, model, trim, variant, year }: OpenVehicle): string {
  const words = [make.name, model.name];
  for (const word of [trim.slug === 'base' ? null : trim.name, variant?.name ?? null]) {
    if (word !== null && !words.join(' ').toLowerCase().includes(word.toLowerCase())) words.push(word);
  }
  return [...words, String(year)].join(' ');
}

function warrantyOf({
  battery: { warranty },
}: OpenVehicle): NonNullable<VehicleVariantRecord['batteryWarranty']> | null {
  if (warranty === undefined) return null;
  const { years, distance_km, capacity_retention_percent } = warranty;
  return { years, km: distance_km ?? null, retentionPercent: capacity_retention_percent ?? null };
}

function dimensionsOf({ dimensions }: OpenVehicle): NonNullable<VehicleVariantRecord['dimensions']> | null {
  if (dimensions === undefined) return null;
  return {
    lengthMm: dimensions.length_mm ?? null,
    widthMm: dimensions.width_mm ?? null,
    heightMm: dimensions.height_mm ?? null,
    wheelbaseMm: dimensions.wheelbase_mm ?? null,
  };
}

function recordOf(vehicle: OpenVehicle): VehicleVariantRecord {
  const { make, model, year, trim, variant, battery, charging } = vehicle;
  const variantId = [make.slug, model.slug, year, trim.slug, variant?.slug].filter(Boolean).join('/');
  const voltageClass = charging.dc?.architecture_voltage_class;
  return {
    _id: variantId,
    variantId,
    maker: make.slug,
    makerName: make.name,
    model: model.slug,
    modelName: model.name,
    modelYear: year,
    trim: trim.name,
    variant: variant?.name ?? variant?.slug ?? null,
    name: nameOf(vehicle),
    powertrain: powertrainOf(`${make.slug}/${model.slug}`),
    bodyType: vehicle.body?.style ?? null,
    seats: vehicle.body?.seats ?? null,
    batteryGrossKWh: battery.pack_capacity_kwh_gross ?? null,
    batteryNetKWh: battery.pack_capacity_kwh_net,
    chemistry: chemistryOf(vehicle),
    architectureVoltage: voltageClass === undefined ? null : known(VOLTAGE_CLASSES, voltageClass, 'voltage class'),
    acMaxKW: charging.ac.max_power_kw,
    acPhases: charging.ac.phases ?? null,
    dcMaxKW: charging.dc?.max_power_kw ?? null,
    ...dcCurveOf(charging.dc?.max_power_kw ?? null, voltageClass === '800v', chemistryOf(vehicle)),
    v2lMaxKW: vehicle.v2x?.v2l?.max_power_kw ?? null,
    batteryWarranty: warrantyOf(vehicle),
    dimensions: dimensionsOf(vehicle),
    ports: [...new Set(vehicle.charge_ports.flatMap((port) => portConnectorTypes(port.kind, port.connector)))],
    ranges: vehicle.range.rated.map((rated) => ({ cycle: rated.cycle.toUpperCase(), km: rated.range_km })),
    systemPowerKW: vehicle.powertrain.system_power_kw,
    kerbWeightKg: vehicle.weights?.curb_weight_kg ?? null,
    markets: vehicle.markets ?? [],
    provenance: sourcedFrom(OPEN_EV_DATA, vehicle._path, 'MEDIUM'),
  };
}

/** All variants, keyed make/model/year/trim and, where there is one, /variant. */
export function buildVehicleVariants(vehicles: readonly OpenVehicle[]): VehicleVariantRecord[] {
  return vehicles.map(recordOf);
}

/** The models of all variants. All of the source are passenger cars, category M1. */
export function buildVehicleModels(variants: readonly VehicleVariantRecord[]): VehicleModelRecord[] {
  const byModel = new Map<string, VehicleVariantRecord[]>();
  for (const variant of variants) {
    const modelId = `${variant.maker}/${variant.model}`;
    byModel.set(modelId, [...(byModel.get(modelId) ?? []), variant]);
  }
  return [...byModel].map(([modelId, own]) => {
    const years = own.map(({ modelYear }) => modelYear);
    const [first] = own;
    if (first === undefined) throw new Error(`No variants of "${modelId}"`);
    return {
      _id: modelId,
      modelId,
      maker: first.maker,
      model: first.model,
      name: `${first.makerName} ${first.modelName}`,
      bodyType: mostFrequent(own.map(({ bodyType }) => bodyType)),
      category: 'M1',
      firstModelYear: Math.min(...years),
      lastModelYear: Math.max(...years),
      provenance: sourcedFrom(OPEN_EV_DATA, modelId, 'MEDIUM'),
    };
  });
}

/** The word that is met most; of equally frequent ones the first in the alphabet. */
function mostFrequent(words: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const word of words) if (word !== null) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [most] = [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  return most?.[0] ?? null;
}

/** The makes of all variants. */
export function buildMakers(vehicles: readonly OpenVehicle[]): MakerRecord[] {
  const names = new Map(vehicles.map(({ make }) => [make.slug, make.name]));
  return [...names].map(([slug, name]) => ({
    _id: slug,
    slug,
    name,
    ...makerFacts(slug),
    provenance: sourcedFrom(OPEN_EV_DATA, slug),
  }));
}
