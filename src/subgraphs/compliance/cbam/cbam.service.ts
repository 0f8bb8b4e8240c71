import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { CbamCalculationInput } from './cbam.inputs.js';
import type { CbamCalculation } from './cbam.type.js';
import { CBAM_THRESHOLD_TONNES, cbamFactor, cbamObligation } from './cbam-obligation.js';
import { cbamScope } from './cbam-scope.js';

const NOT_NEGATIVE = ['massTonnes', 'specificEmissions', 'defaultMarkup', 'benchmark', 'carbonPricePaid'] as const;

/** Obligation for the goods of a year. BAD_USER_INPUT, with the place, for a quantity or price below zero. */
export function calculateCbam({ year, certificatePrice, goods }: CbamCalculationInput): CbamCalculation {
  if (certificatePrice.lt(0)) {
    throw badUserInput('input.certificatePrice', 'must not be below zero');
  }
  let massInScope = new Decimal(0);
  let cost = new Decimal(0);
  const answers = goods.map((good, at) => {
    const wrong = NOT_NEGATIVE.find((field) => new Decimal(good[field]).lt(0));
    if (wrong !== undefined) {
      throw badUserInput(`input.goods.${at}.${wrong}`, 'must not be below zero');
    }
    const { sector, reason } = cbamScope(good.cnCode);
    if (sector === null) {
      return { cnCode: good.cnCode, inScope: false, reason, embeddedEmissions: null, freeAllocation: null, cost: null };
    }
    const { defaultMarkup, ...facts } = good;
    const obligation = cbamObligation(
      {
        ...facts,
        carbonPricePaid: new Decimal(facts.carbonPricePaid),
        markup: new Decimal(defaultMarkup),
        certificatePrice,
      },
      year,
    );
    massInScope = massInScope.plus(good.massTonnes);
    cost = cost.plus(obligation.cost);
    return { cnCode: good.cnCode, inScope: true, reason, ...obligation };
  });
  const exemptByMass = massInScope.lte(CBAM_THRESHOLD_TONNES);
  return {
    year,
    cbamFactor: cbamFactor(year),
    massInScope,
    exemptByMass,
    cost: exemptByMass ? new Decimal(0) : cost,
    goods: answers,
  };
}
