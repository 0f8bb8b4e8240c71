import { type CountryExtension, FleetPowertrain, type FleetStatisticReference } from './country.type.js';

/**
 * The country that a reference names, with its fleet where the gateway sent it along: undefined where it did not, null
 * where nobody knows it. Null where the reference names no country; rows of another shape than the graph's are left out.
 */
export function countryOfReference({ code, fleet }: Readonly<Record<string, unknown>>): CountryExtension | null {
  if (typeof code !== 'string') {
    return null;
  }
  return fleet === undefined ? { code } : { code, fleet: Array.isArray(fleet) ? fleet.flatMap(statisticOf) : null };
}

function statisticOf(value: unknown): FleetStatisticReference[] {
  if (!isObject(value)) {
    return [];
  }
  const { year, stock, provenance } = value;
  const powertrain = Object.values(FleetPowertrain).find((known) => known === value.powertrain);
  const source = isObject(provenance) && isObject(provenance.source) ? provenance.source.system : null;
  return typeof year === 'number' && powertrain !== undefined
    ? [
        {
          year,
          powertrain,
          stock: typeof stock === 'number' ? stock : null,
          provenance: { source: { system: typeof source === 'string' ? source : '' } },
        },
      ]
    : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
