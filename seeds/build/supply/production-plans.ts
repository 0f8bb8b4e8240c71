import { Decimal128 } from 'bson';
import type { AssemblyBaseRecord } from '../../../src/subgraphs/supply/base/assembly-base.model.js';
import type { IncentivisedImportRecord } from '../../../src/subgraphs/supply/localisation/incentivised-import.model.js';
import type { ProductionPlanRecord } from '../../../src/subgraphs/supply/plan/production-plan.model.js';
import { firstDayAfter, firstDayOf } from '../../../src/subgraphs/supply/plan/quarter.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { SEED_DATE, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

const QUARTERS = [2025, 2026, 2027].flatMap((year) => [1, 2, 3, 4].map((number) => `${year}-Q${number}`));

/** Imports under an incentive: of the years in which the incentive brought cars in. */
const IMPORT_YEARS: Readonly<Record<string, readonly number[]>> = { TH: [2024, 2025], ID: [2024, 2025] };

/** Guarantee for one imported car, in the currency of the country. */
const GUARANTEES: Readonly<Record<string, { perCar: number; currency: string }>> = {
  ID: { perCar: 150_000_000, currency: 'IDR' },
};

/** Generated plans of the bases that work with kits, for the models that are on offer from kits. */
export function buildProductionPlans(
  bases: readonly AssemblyBaseRecord[],
  offers: readonly MarketOfferRecord[],
): ProductionPlanRecord[] {
  return bases
    .filter(({ form }) => form === 'CKD')
    .flatMap((base) =>
      modelsFromKits(base, offers).flatMap((model) => QUARTERS.flatMap((quarter) => planOf(base, model, quarter))),
    );
}

function modelsFromKits({ country, maker }: AssemblyBaseRecord, offers: readonly MarketOfferRecord[]): string[] {
  const models = offers
    .filter((offer) => offer.country === country && offer.assemblyForm === 'CKD')
    .map(({ variantId }) => variantId.split('/').slice(0, 2).join('/'))
    .filter((model) => model.startsWith(`${maker}/`));
  return [...new Set(models)].sort();
}

function planOf(base: AssemblyBaseRecord, model: string, quarter: string): ProductionPlanRecord[] {
  if (base.startOfProduction !== null && firstDayOf(quarter) < base.startOfProduction) return [];
  const _id = `${base.baseId}:${model}:${quarter}`;
  const random = createRandomStream(`plan:${_id}`);
  const plannedUnits = 50 * random.integer(10, 30);
  const isOver = firstDayAfter(quarter) <= SEED_DATE;
  return [
    {
      _id,
      country: base.country,
      baseId: base.baseId,
      maker: base.maker,
      model,
      quarter,
      plannedUnits,
      producedUnits: isOver ? Math.round(plannedUnits * (0.7 + 0.35 * random.next())) : null,
      provenance: synthetic(_id),
    },
  ];
}

/** Generated imports under an incentive of the makers that assemble from kits. */
export function buildIncentivisedImports(bases: readonly AssemblyBaseRecord[]): IncentivisedImportRecord[] {
  return bases
    .filter(({ form }) => form === 'CKD')
    .flatMap(({ country, maker }) =>
      (IMPORT_YEARS[country] ?? []).map((year) => {
        const _id = `${country}:${maker}:${year}`;
        const units = 100 * createRandomStream(`incentivised:${_id}`).integer(10, 80);
        const guarantee = GUARANTEES[country];
        return {
          _id,
          country,
          maker,
          year,
          units,
          bankGuarantee:
            guarantee === undefined
              ? null
              : { amount: Decimal128.fromString(String(units * guarantee.perCar)), currency: guarantee.currency },
          provenance: synthetic(_id),
        };
      }),
    );
}
