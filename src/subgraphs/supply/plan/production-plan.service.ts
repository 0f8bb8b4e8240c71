import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { type ProductionPlanRecord, productionPlanModel } from './production-plan.model.js';
import type { ProductionPlan } from './production-plan.type.js';

const plansOfCountry: LoaderDefinition<DataContext, string, ProductionPlanRecord[]> = {
  name: 'supply.plansOfCountry',
  keyText: (country) => country,
  load: (countries, _request, { database }) =>
    rowsPerCountry(database, productionPlanModel, countries, {}, { quarter: 1, _id: 1 }),
};

/** All plans of the bases of a country, in the order of the quarters. */
export function loadPlans(context: DataContext, country: string): Promise<ProductionPlanRecord[]> {
  return context.loaders.load(plansOfCountry, country, { arguments: undefined, fields: new Set<string>() }, context);
}

/** Plans of one base, in the order of the quarters; those of many bases are read at once. */
export async function plansOfBase(
  context: DataContext,
  country: string,
  baseId: string,
  { fromQuarter, toQuarter }: { fromQuarter: string | null; toQuarter: string | null },
): Promise<ProductionPlan[]> {
  const plans = await loadPlans(context, country);
  return plans
    .filter(
      (plan) =>
        plan.baseId === baseId &&
        (fromQuarter === null || plan.quarter >= fromQuarter) &&
        (toQuarter === null || plan.quarter <= toQuarter),
    )
    .map((plan) => ({ ...plan, provenance: provenanceView(plan.provenance) }));
}
