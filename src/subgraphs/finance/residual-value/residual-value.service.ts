import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { validOn } from '../../../kernel/validity/validity.js';
import type { ResidualValue, ResidualValueCurve } from './residual-value.type.js';
import { type ResidualValueCurveRecord, residualValueCurveModel } from './residual-value-curve.model.js';
import { residualShare } from './residual-value-grid.js';

/** A variant in a country. */
interface CurvesKey {
  readonly country: string;
  readonly variantId: string;
}

/** How a car will have been used. */
export interface Usage {
  readonly months: number;
  readonly kmPerYear: number;
}

/** The newest curves in force of every partner for each of many variants: one query a cluster. */
const curvesInForce: LoaderDefinition<DataContext, CurvesKey, ResidualValueCurveRecord[], { readonly asOf: string }> = {
  name: 'finance.residualValueCurvesInForce',
  keyText: ({ country, variantId }) => `${country} ${variantId}`,
  load: async (keys, { arguments: { asOf } }, { database }) => {
    const countries = [...new Set(keys.map(({ country }) => country))];
    const variantIds = [...new Set(keys.map(({ variantId }) => variantId))];
    const filter = { variantId: { $in: variantIds }, ...validOn(asOf) };
    const order = { partnerId: 1, version: 1 } as const;
    const lists = await rowsPerCountry(database, residualValueCurveModel, countries, filter, order);
    const byCountry = new Map(countries.map((country, at) => [country, lists[at]]));
    return keys.map(({ country, variantId }) => {
      const ofCountry = byCountry.get(country) ?? [];
      if (ofCountry instanceof Error) return ofCountry;
      // Of two versions in force the newer one counts: it comes last.
      const newest = new Map(ofCountry.filter((row) => row.variantId === variantId).map((row) => [row.partnerId, row]));
      return [...newest.values()];
    });
  },
};

/** The curves in force on a day for a variant in a country, one a partner, in the order of the partners. */
export function residualValueCurves(
  context: DataContext,
  key: CurvesKey,
  asOf: string,
): Promise<ResidualValueCurveRecord[]> {
  return context.loaders.load(curvesInForce, key, { arguments: { asOf }, fields: new Set() }, context);
}

/** What every partner that has a curve for it takes the variant to be worth; without those whose curve does not reach so far. */
export async function residualValues(
  context: DataContext,
  key: CurvesKey,
  usage: Usage,
  asOf: string,
): Promise<ResidualValue[]> {
  const curves = await residualValueCurves(context, key, asOf);
  return curves.flatMap((curve) => residualValueBy(curve, usage) ?? []);
}

/** What the curve says; null where it does not reach so far. */
export function residualValueBy(curve: ResidualValueCurveRecord, usage: Usage): ResidualValue | null {
  const share = curveShare(curve, usage);
  return share === null ? null : { ...usage, share, curve: residualValueCurveView(curve) };
}

/** The same as a bare share. */
export function curveShare({ points }: ResidualValueCurveRecord, { months, kmPerYear }: Usage): Decimal | null {
  const grid = points.map((point) => ({ ...point, share: new Decimal(point.share.toString()) }));
  return residualShare(grid, months, kmPerYear);
}

export function residualValueCurveView({
  country,
  provenance,
  ...record
}: ResidualValueCurveRecord): ResidualValueCurve {
  return { ...record, country: { code: country }, provenance: provenanceView(provenance) };
}
