import type { DataSource } from '../provenance.js';
import { readSourceLines } from '../source-files.js';

/** The data set of electric cars. */
export const OPEN_EV_DATA: DataSource = {
  system: 'open-ev-data',
  licence: 'CDLA-Permissive-2.0',
  fetchedAt: '2025-12-30',
};

interface NamedSlug {
  slug: string;
  name: string;
}

/** The parts of a variant of open-ev-data that are taken over; units as in the names. */
export interface OpenVehicle {
  make: NamedSlug;
  model: NamedSlug;
  year: number;
  trim: NamedSlug;
  variant?: { slug: string; name?: string };
  body?: { style?: string; seats?: number };
  markets?: string[];
  powertrain: { system_power_kw: number };
  battery: {
    chemistry: string;
    cathode_material?: string;
    pack_capacity_kwh_gross?: number;
    pack_capacity_kwh_net: number;
    warranty?: { years: number; distance_km?: number; capacity_retention_percent?: number };
  };
  charge_ports: { kind: string; connector: string }[];
  charging: {
    ac: { max_power_kw: number; phases?: number };
    dc?: { max_power_kw: number; architecture_voltage_class?: string };
  };
  range: { rated: { cycle: string; range_km: number }[] };
  weights?: { curb_weight_kg?: number };
  dimensions?: { length_mm?: number; width_mm?: number; height_mm?: number; wheelbase_mm?: number };
  v2x?: { v2l?: { max_power_kw?: number } };
  _path: string;
}

/** Checks what every record must have; the schemas of the stored records check the values. */
function isOpenVehicle(value: unknown): value is OpenVehicle {
  if (typeof value !== 'object' || value === null) return false;
  const parts = new Map<string, unknown>(Object.entries(value));
  const objects = ['make', 'model', 'trim', 'powertrain', 'battery', 'charging', 'range'];
  return (
    objects.every((name) => typeof parts.get(name) === 'object' && parts.get(name) !== null) &&
    Array.isArray(parts.get('charge_ports')) &&
    typeof parts.get('year') === 'number' &&
    typeof parts.get('_path') === 'string'
  );
}

/** All variants of the data set. */
export function readOpenVehicles(dataDirectory: string): OpenVehicle[] {
  return readSourceLines(dataDirectory, 'vehicles/ev_models_merged.ndjson').map((value, at) => {
    if (!isOpenVehicle(value)) throw new Error(`open-ev-data: line ${at + 1} is not a vehicle`);
    return value;
  });
}
