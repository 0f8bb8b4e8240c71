import type { Decimal } from 'decimal.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';
import { isValidOn } from '../../../kernel/validity/validity.js';
import { LevyDecimal } from '../policy/policy-expression.js';
import { type LevyStage, PolicyKind, Stacking } from '../policy/policy-kind.js';
import { type Applicability, applicability, compareRank } from './applicability.js';
import { type Conversions, rounded } from './conversions.js';
import type { ImportedCar } from './imported-car.js';
import { type CostSoFar, type Levy, LevyCalculation } from './levy.js';
import type { LevyPolicy } from './levy-policy.js';

/** A rule of which it is not known whether it applies, and what the caller would have to say. */
export interface UndecidedPolicy {
  readonly policy: LevyPolicy;
  readonly needs: readonly string[];
}

/** What a car costs at the door of the market, levy by levy. Totals are in the currency of the customs value. */
export interface LandedCostResult extends CostSoFar {
  readonly levies: readonly Levy[];
  readonly landedExVat: Decimal;
  readonly landed: Decimal;
  readonly incentives: Decimal;
  /** Rules in force without an amount of their own that concern the car. */
  readonly rules: readonly LevyPolicy[];
  readonly undecided: readonly UndecidedPolicy[];
  /** What nobody has put on file, in words. */
  readonly missing: readonly string[];
}

const ZERO = new LevyDecimal(0);

/**
 * Landed cost of a car by the policies in force on a day: customs value, then duties on it, their reduction, excises,
 * value added tax, and incentives apart. Of the rules of one kind that apply, one counts: that of the higher precedence,
 * then the more specific one (country before trade region, named exporter group before the residual rate, rules for the
 * few before rules for all). A rule that REPLACES stands in place of the kinds that it names. Each levy is rounded to
 * minor units, half up.
 *
 * @param policies of the country and its trade regions, of any date
 * @throws TripodError NO_EXCHANGE_RATE, POLICY_NOT_COMPUTABLE, or CONFLICT where two rules have equal rank
 */
export function landedCost(
  policies: readonly LevyPolicy[],
  car: ImportedCar,
  asOf: string,
  conversions: Conversions,
): LandedCostResult {
  return new LandedCostCalculation(
    policies.filter((policy) => isValidOn(policy, asOf)),
    car,
    asOf,
    conversions,
  ).result();
}

class LandedCostCalculation {
  readonly #levies: Levy[] = [];
  readonly #undecided: UndecidedPolicy[] = [];
  #excludedOrigin = false;
  #cost: CostSoFar;

  constructor(
    private readonly policies: readonly LevyPolicy[],
    private readonly car: ImportedCar,
    private readonly asOf: string,
    private readonly conversions: Conversions,
  ) {
    this.#cost = { cif: rounded(car.cif, car.currency), importDuty: ZERO, duties: ZERO, excises: ZERO, vat: ZERO };
  }

  result(): LandedCostResult {
    for (const stage of ['DUTY', 'DUTY_REDUCTION', 'EXCISE', 'VAT', 'INCENTIVE'] as const) {
      this.#levy(stage);
    }
    const cost = this.#cost;
    const landedExVat = cost.cif.plus(cost.duties).plus(cost.excises);
    const rules = this.#applying('RULE').sort((left, right) => (left.policyId < right.policyId ? -1 : 1));
    return {
      ...cost,
      levies: this.#levies,
      landedExVat,
      landed: landedExVat.plus(cost.vat),
      incentives: this.#incentives(),
      rules,
      undecided: this.#undecided,
      missing: this.#missing(),
    };
  }

  #levy(stage: LevyStage): void {
    const levies = inForceTogether(bestOfKinds(this.#applying(stage))).map((policy) =>
      this.#calculation(policy).levy(),
    );
    this.#levies.push(...levies);
    const sum = total(levies.map(({ amount }) => amount));
    const cost = this.#cost;
    if (stage === 'DUTY') {
      const importDuty = total(levies.filter(isImportDuty).map(({ amount }) => amount));
      this.#cost = { ...cost, importDuty, duties: sum };
    } else if (stage === 'DUTY_REDUCTION') {
      this.#cost = { ...cost, duties: cost.duties.plus(sum) };
    } else if (stage === 'EXCISE') {
      this.#cost = { ...cost, excises: sum };
    } else if (stage === 'VAT') {
      this.#cost = { ...cost, vat: sum };
    }
  }

  #applying(stage: LevyStage): LevyPolicy[] {
    return this.policies.filter((policy) => {
      if (policy.stage !== stage) {
        return false;
      }
      const answer = applicability(policy, this.car, () => this.#calculation(policy).facts);
      this.#note(policy, answer);
      return answer.outcome === 'APPLIES';
    });
  }

  #note(policy: LevyPolicy, answer: Applicability): void {
    if (answer.outcome === 'UNDECIDED') {
      this.#undecided.push({ policy, needs: answer.needs });
    }
    if (answer.outcome === 'EXCLUDED_ORIGIN' && policy.kind === PolicyKind.IMPORT_DUTY) {
      this.#excludedOrigin = true;
    }
  }

  #calculation(policy: LevyPolicy): LevyCalculation {
    return new LevyCalculation(policy, this.car, this.#cost, this.conversions);
  }

  #incentives(): Decimal {
    const { currency } = this.car;
    const amounts = this.#levies
      .filter(({ policy }) => policy.stage === 'INCENTIVE')
      .map((levy) => this.conversions.convert(levy.amount, levy.currency, currency, levy.policy.policyId));
    return rounded(total(amounts), currency);
  }

  #missing(): string[] {
    const { country, originCountry } = this.car;
    const place = `for this car in ${country} on ${this.asOf}`;
    const has = (kinds: readonly PolicyKind[]) => this.#levies.some(({ policy }) => kinds.includes(policy.kind));
    const missing: string[] = [];
    const domestic = originCountry === country;
    if (!has([PolicyKind.IMPORT_DUTY, PolicyKind.TARIFF_QUOTA]) && !this.#excludedOrigin && !domestic) {
      missing.push(`No import duty is on file ${place}.`);
    }
    if (this.#exporterIsUnknown()) {
      missing.push(`No rule names the exporter group "${this.car.exporterGroup}": the rates for all others apply.`);
    }
    if (!has([PolicyKind.VAT])) {
      missing.push(`No value added tax is on file ${place}.`);
    }
    return missing;
  }

  /** True where rules in force name groups, and the caller's is none of them. */
  #exporterIsUnknown(): boolean {
    const { exporterGroup, exporterName } = this.car;
    const naming = this.policies.filter(({ exporterNames }) => exporterNames.size > 0);
    return (
      exporterGroup !== null &&
      naming.length > 0 &&
      !naming.some(({ exporterNames }) => exporterNames.has(exporterName))
    );
  }
}

function isImportDuty({ policy }: Levy): boolean {
  return policy.kind === PolicyKind.IMPORT_DUTY || policy.kind === PolicyKind.TARIFF_QUOTA;
}

/** Of each kind the rule of the highest rank, in the order in which the kinds come. */
function bestOfKinds(applying: readonly LevyPolicy[]): LevyPolicy[] {
  const byKind = new Map<PolicyKind, LevyPolicy[]>();
  for (const policy of applying) {
    byKind.set(policy.kind, [...(byKind.get(policy.kind) ?? []), policy]);
  }
  return KIND_ORDER.flatMap((kind) => {
    const [best, next] = (byKind.get(kind) ?? []).sort(compareRank);
    if (best !== undefined && next !== undefined && compareRank(best, next) === 0) {
      throw new TripodError('CONFLICT', `The policies ${best.policyId} and ${next.policyId} both apply to the car.`, {
        policyIds: [best.policyId, next.policyId],
      });
    }
    return best ?? [];
  });
}

const KIND_ORDER = Object.values(PolicyKind);

/** Rules without those in whose place another one stands. */
function inForceTogether(policies: readonly LevyPolicy[]): LevyPolicy[] {
  const replaced = new Set(
    policies.filter(({ stacking }) => stacking === Stacking.REPLACES).flatMap(({ replaces }) => replaces),
  );
  return policies.filter(({ kind }) => !replaced.has(kind));
}

function total(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}
