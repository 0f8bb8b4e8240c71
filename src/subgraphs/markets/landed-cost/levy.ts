import type { Decimal } from 'decimal.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';
import { ExpressionError, type ExpressionFacts, LevyDecimal, policyExpression } from '../policy/policy-expression.js';
import { LevyBase, type LevyStage } from '../policy/policy-kind.js';
import { factsOf } from './applicability.js';
import { type Conversions, rounded } from './conversions.js';
import type { ImportedCar } from './imported-car.js';
import type { LevyPolicy } from './levy-policy.js';

/** What a car has cost up to a levy, in the currency of its customs value. */
export interface CostSoFar {
  readonly cif: Decimal;
  /** Import duty alone, which a reduction is reckoned from. */
  readonly importDuty: Decimal;
  /** All duties, import duty included. */
  readonly duties: Decimal;
  readonly excises: Decimal;
  readonly vat: Decimal;
}

/** One levy or incentive on a car. */
export interface Levy {
  readonly policy: LevyPolicy;
  /** What it was reckoned from, in `baseCurrency`; null where it is a fixed amount. */
  readonly base: Decimal | null;
  readonly baseCurrency: string;
  /** As a fraction; null where there is none. */
  readonly rate: Decimal | null;
  /** In whole minor units of `currency`. */
  readonly amount: Decimal;
  readonly currency: string;
  readonly explanation: string;
}

const USUAL_BASES: Readonly<Record<LevyStage, LevyBase>> = {
  DUTY: LevyBase.CIF,
  DUTY_REDUCTION: LevyBase.IMPORT_DUTY,
  EXCISE: LevyBase.CIF_PLUS_DUTY,
  VAT: LevyBase.LANDED_EX_VAT,
  INCENTIVE: LevyBase.RETAIL_EX_VAT,
  RULE: LevyBase.CIF,
};

const BASE_WORDS: Readonly<Record<LevyBase, string>> = {
  CIF: 'the customs value (CIF)',
  CIF_PLUS_DUTY: 'the customs value with duties',
  IMPORT_DUTY: 'the import duty',
  LANDED_EX_VAT: 'the landed cost before value added tax',
  RETAIL_EX_VAT: 'the retail price before value added tax',
  RETAIL: 'the retail price with value added tax',
};

/** The levy base of a policy: its own, or the usual one of its kind. */
function baseOf({ base, stage }: LevyPolicy): LevyBase {
  return base === null ? USUAL_BASES[stage] : (base as LevyBase);
}

/** The amounts of one policy on one car, in the currency of the policy where it has amounts of its own. */
export class LevyCalculation {
  readonly #currency: string;
  readonly #facts: ExpressionFacts;

  constructor(
    private readonly policy: LevyPolicy,
    private readonly car: ImportedCar,
    private readonly cost: CostSoFar,
    private readonly conversions: Conversions,
  ) {
    this.#currency = ownCurrency(policy) ?? car.currency;
    this.#facts = this.#expressionFacts();
  }

  /** What the criteria on amounts are held against, in the currency of the policy. */
  get facts(): ExpressionFacts {
    return this.#facts;
  }

  /** @throws TripodError with POLICY_NOT_COMPUTABLE where a formula divides by zero */
  levy(): Levy {
    const { policy } = this;
    const base = this.#base();
    const rate = this.#rate();
    const levied = this.#amount(base, rate);
    // An incentive is granted in its own currency; duties and taxes are part of one sum.
    const currency = policy.stage === 'INCENTIVE' ? this.#currency : this.car.currency;
    const amount = this.conversions.convert(levied.amount, this.#currency, currency, policy.policyId);
    if (amount.abs().greaterThan(LARGEST_AMOUNT)) {
      throw notComputable(policy.policyId, policy.formula ?? policy.rateFormula ?? '', 'gives more than money can be');
    }
    return {
      policy,
      base: levied.usesBase ? base : null,
      baseCurrency: this.#currency,
      rate,
      amount: rounded(policy.stage === 'DUTY_REDUCTION' ? amount.negated() : amount, currency),
      currency,
      explanation: levied.words,
    };
  }

  #amount(base: Decimal, rate: Decimal | null): { amount: Decimal; usesBase: boolean; words: string } {
    const { policy } = this;
    if (policy.formula !== null) {
      return { amount: this.#number(policy.formula), usesBase: false, words: `By the formula ${policy.formula}` };
    }
    const threshold = policy.thresholdAmount ?? ZERO;
    const taxed = LevyDecimal.max(ZERO, base.minus(threshold));
    const share = rate === null ? ZERO : taxed.times(rate);
    const amount = share.plus(policy.fixedAmount ?? ZERO);
    const floor = policy.minAmount;
    const words = this.#words(base, rate);
    if (floor !== null && amount.lessThan(floor)) {
      return {
        amount: floor,
        usesBase: true,
        words: `${words} is ${this.#money(amount)}: less than the minimum of ${this.#money(floor)}, which is due`,
      };
    }
    return { amount, usesBase: rate !== null, words };
  }

  #words(base: Decimal, rate: Decimal | null): string {
    const { policy } = this;
    const parts: string[] = [];
    if (rate !== null) {
      const part = policy.thresholdAmount === null ? '' : `the part above ${this.#money(policy.thresholdAmount)} of `;
      parts.push(`${rate.times(100).toFixed()} % of ${part}${this.#baseWords()}, ${this.#money(base)}`);
    }
    if (policy.fixedAmount !== null) {
      parts.push(`a fixed amount of ${this.#money(policy.fixedAmount)}`);
    }
    return parts.join(' and ');
  }

  #baseWords(): string {
    const base = baseOf(this.policy);
    if (this.policy.baseFormula !== null) {
      return this.policy.baseFormula;
    }
    const assumed = this.car.retailPrice === null && (base === LevyBase.RETAIL_EX_VAT || base === LevyBase.RETAIL);
    return assumed ? `${BASE_WORDS[base]} (none given: the cost so far stands for it)` : BASE_WORDS[base];
  }

  #base(): Decimal {
    if (this.policy.baseFormula !== null) {
      return this.#number(this.policy.baseFormula);
    }
    switch (baseOf(this.policy)) {
      case LevyBase.CIF:
        return this.#facts.cif;
      case LevyBase.CIF_PLUS_DUTY:
        return this.#facts.cif.plus(this.#facts.duties);
      case LevyBase.IMPORT_DUTY:
        return this.#own(this.cost.importDuty);
      case LevyBase.LANDED_EX_VAT:
        return this.#facts.landedExVat;
      case LevyBase.RETAIL_EX_VAT:
        return this.#facts.retailPrice;
      case LevyBase.RETAIL:
        return this.car.retailPrice === null
          ? this.#facts.retailPrice
          : this.#facts.retailPrice.plus(this.#own(this.cost.vat));
    }
  }

  #rate(): Decimal | null {
    return this.policy.rateFormula === null ? this.policy.rate : this.#number(this.policy.rateFormula);
  }

  #number(text: string): Decimal {
    try {
      return policyExpression(text, 'number').number(this.#facts);
    } catch (error) {
      throw error instanceof ExpressionError ? notComputable(this.policy.policyId, text, error.message) : error;
    }
  }

  /** An amount of the car in the currency of the policy. */
  #own(amount: Decimal): Decimal {
    return this.conversions.convert(amount, this.car.currency, this.#currency, this.policy.policyId);
  }

  #retailPrice(): Decimal {
    const { retailPrice } = this.car;
    return retailPrice === null
      ? this.#own(this.#landedExVat().plus(this.cost.vat))
      : this.conversions.convert(retailPrice.amount, retailPrice.currency, this.#currency, this.policy.policyId);
  }

  #landedExVat(): Decimal {
    return this.cost.cif.plus(this.cost.duties).plus(this.cost.excises);
  }

  /** Amounts are converted when they are asked for: most policies need no conversion. */
  #expressionFacts(): ExpressionFacts {
    const { car, cost } = this;
    const own = (amount: Decimal) => this.#own(amount);
    const retailPrice = () => this.#retailPrice();
    const landedExVat = () => own(this.#landedExVat());
    return {
      get cif() {
        return own(cost.cif);
      },
      get duties() {
        return own(cost.duties);
      },
      get landedExVat() {
        return landedExVat();
      },
      get retailPrice() {
        return retailPrice();
      },
      batteryKwh: car.batteryKwh,
      powertrain: car.powertrain,
      assemblyForm: car.assemblyForm,
      originCountry: car.originCountry,
      exporterGroup: car.exporterGroup,
      conditions: car.conditions,
    };
  }

  #money(amount: Decimal): string {
    return `${rounded(amount, this.#currency).toFixed()} ${this.#currency}`;
  }
}

const ZERO = new LevyDecimal(0);

/** What Decimal128 still keeps to the cent. */
const LARGEST_AMOUNT = new LevyDecimal('1e27');
const MONEY_FACTS = ['cif', 'duties', 'landedExVat', 'retailPrice'] as const;

/** The currency in which a policy has amounts: its own, where it has any; null where it is a share of whatever comes. */
export function ownCurrency(policy: LevyPolicy): string | null {
  const facts = factsOf(policy);
  const hasAmounts =
    [policy.fixedAmount, policy.minAmount, policy.thresholdAmount, policy.priceCap].some((amount) => amount !== null) ||
    policy.formula !== null ||
    MONEY_FACTS.some((fact) => facts.has(fact));
  return hasAmounts ? policy.currency : null;
}

/** A stored policy whose formula fails for this car: says which. */
function notComputable(policyId: string, formula: string, reason: string): TripodError {
  return new TripodError(
    'POLICY_NOT_COMPUTABLE',
    `The policy ${policyId} cannot be reckoned: "${formula}" ${reason}.`,
    {
      policyId,
      formula,
      reason,
    },
  );
}
