import type { MarketPolicyRecord } from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import type { IncentivisedImportRecord } from '../../../src/subgraphs/supply/localisation/incentivised-import.model.js';
import type { ProductionPlanRecord } from '../../../src/subgraphs/supply/plan/production-plan.model.js';
import { seedRows } from '../../support/seed-rows.js';

export interface ExpectedDebt {
  readonly imported: number;
  readonly due: number;
  readonly made: number;
  readonly planned: number;
  /** Share of the guarantees that no term releases by present plans, times the guarantees. */
  readonly guaranteeAtRisk: number;
}

/** First days of the quarters, so that a quarter lies in a term where its first day does: terms begin with the year. */
const FIRST_DAY: Readonly<Record<string, string>> = { Q1: '01-01', Q2: '04-01', Q3: '07-01', Q4: '10-01' };

/** What a maker owes a country, by plain arithmetic over the seed files. */
export function expectedDebt(country: string, maker: string, asOf: string): ExpectedDebt {
  const imports = seedRows<IncentivisedImportRecord>('incentivised_imports').filter(
    (row) => row.country === country && row.maker === maker && row.year <= Number(asOf.slice(0, 4)),
  );
  const imported = imports.reduce((sum, { units }) => sum + units, 0);
  const guarantee = imports.reduce((sum, { bankGuarantee }) => sum + Number(bankGuarantee?.amount ?? 0), 0);
  const terms = seedRows<MarketPolicyRecord>('market_policies')
    .filter((row) => row.kind === 'LOCALISATION' && row.country === country)
    .map(({ validFrom, validTo, terms }) => ({
      from: String(validFrom),
      to: String(validTo),
      ratio: Number(terms.ratioLocalPerImported),
    }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  const plans = seedRows<ProductionPlanRecord>('production_plans').filter(
    (row) => row.country === country && row.maker === maker,
  );
  let open = imported;
  let current: Omit<ExpectedDebt, 'guaranteeAtRisk' | 'imported'> | null = null;
  for (const { from, to, ratio } of terms) {
    let made = 0;
    let planned = 0;
    for (const { quarter, plannedUnits, producedUnits } of plans) {
      const [year, name = ''] = quarter.split('-');
      const first = `${year}-${FIRST_DAY[name]}`;
      if (first < from || first >= to) continue;
      if (producedUnits === null) planned += plannedUnits;
      else made += producedUnits;
    }
    const due = open * ratio;
    if (current === null && asOf < to) current = { due, made, planned };
    open = Math.max(0, due - made - planned) / ratio;
  }
  if (current === null) throw new Error(`no term of ${country} on ${asOf}`);
  return { imported, ...current, guaranteeAtRisk: (guarantee * open) / imported };
}
