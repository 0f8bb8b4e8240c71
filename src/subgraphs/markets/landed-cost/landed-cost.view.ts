import type { Decimal } from 'decimal.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import type { Money } from '../../../kernel/money/money.type.js';
import { policyView } from '../policy/market-policy.view.js';
import { type Conversion, rounded } from './conversions.js';
import type { DisputedReading } from './disputed-readings.js';
import type { LandedCostResult } from './landed-cost.calculation.js';
import type { LandedCost } from './landed-cost.type.js';

/** What callers see of a calculation. */
export function landedCostView(
  { country, currency, asOf }: { country: string; currency: string; asOf: string },
  result: LandedCostResult,
  disputed: () => readonly DisputedReading[],
  unused: { readonly conditions: string[]; readonly changes: string[] },
  conversions: readonly Conversion[],
): LandedCost {
  const total = (amount: Decimal): Money => money(amount, currency);
  const orNull = (amount: Decimal | null): Money | null => (amount === null ? null : total(amount));
  return {
    country,
    asOf,
    lines: result.levies.map((levy) => ({
      kind: levy.policy.kind,
      policy: policyView(levy.policy.record),
      base: levy.base === null ? null : money(levy.base, levy.baseCurrency),
      rate: levy.rate,
      amount: money(levy.amount, levy.currency),
      explanation: levy.explanation,
    })),
    cif: total(result.cif),
    duties: total(result.duties),
    excises: total(result.excises),
    landedExVat: total(result.landedExVat),
    vat: total(result.vat),
    landed: total(result.landed),
    incentives: total(result.incentives),
    get disputed() {
      return disputed().map(({ policy, conflict, landed, incentives, difference }) => ({
        policy: policyView(policy.record),
        conflict,
        landed: orNull(landed),
        incentives: orNull(incentives),
        difference: orNull(difference),
      }));
    },
    get undecided() {
      return result.undecided.map(({ policy, needs }) => ({ policy: policyView(policy.record), needs: [...needs] }));
    },
    get rules() {
      return result.rules.map(({ record }) => policyView(record));
    },
    missing: [...result.missing],
    unusedConditions: unused.conditions,
    unusedChanges: unused.changes,
    conversions: [...conversions],
  };
}

function money(amount: Decimal, currency: string): Money {
  return { amount: decimal128Of(rounded(amount, currency)), currency };
}
