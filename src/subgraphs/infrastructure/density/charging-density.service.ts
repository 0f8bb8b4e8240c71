import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import type { CountryExtension } from '../country/country.type.js';
import { afirRequiredKW, fleetOn } from './afir-requirement.js';
import { type ChargingDensity, DensityGap } from './charging-density.type.js';
import { type PublicPoints, publicPoints } from './public-points.js';

const PLACES = 6;

const pointsOfCountry: LoaderDefinition<DataContext, string, PublicPoints, string> = {
  name: 'infrastructure.publicPointsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: asOf }, { database }) => publicPoints(database, countries, asOf),
};

/** Charge points of a country held against its fleet; those of many countries are counted together. */
export async function chargingDensity(
  context: DataContext,
  country: CountryExtension,
  asOf: string,
): Promise<ChargingDensity> {
  const request = { arguments: asOf, fields: new Set<string>() };
  const counted = await context.loaders.load(pointsOfCountry, country.code, request, context);
  const { watts, duplicateSites, bySource, ...points } = counted;
  const fleet = fleetOn(asOf, country.fleet ?? []);
  const required = fleet && afirRequiredKW(fleet);
  const publicKW = watts / 1000;
  const hasSites = bySource.length > 0;
  return {
    ...points,
    duplicateSites,
    asOf,
    publicKW,
    pointSources: [...bySource],
    fleetYear: fleet?.year ?? null,
    bev: fleet?.bev ?? null,
    phev: fleet?.phev ?? null,
    fleetSources: [...(fleet?.sources ?? [])],
    evPerPoint: fleet === null || fleet.phev === null ? null : ratio(fleet.bev + fleet.phev, points.points),
    kwPerBev: fleet === null || !hasSites ? null : ratio(publicKW, fleet.bev),
    afirRequiredKW: required,
    attainment: required === null || !hasSites ? null : ratio(publicKW, required),
    gaps: [
      ...(hasSites ? [] : [DensityGap.NO_SITES]),
      ...(fleet === null ? [DensityGap.FLEET_UNKNOWN] : []),
      ...(fleet?.phev === null ? [DensityGap.PLUG_IN_HYBRIDS_UNKNOWN] : []),
    ],
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Number((part / whole).toFixed(PLACES));
}
