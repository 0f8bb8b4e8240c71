import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { type CbamCalculationInput, EmissionsBasis } from './cbam.inputs.js';
import type { CbamCalculation } from './cbam.type.js';
import { CBAM_THRESHOLD_TONNES, cbamFactor, cbamObligation, statutoryMarkup } from './cbam-obligation.js';
import { cbamScope } from './cbam-scope.js';

const NOT_NEGATIVE = [
  'massTonnes',
  'specificEmissions',
  'defaultMarkup',
  'benchmark',
  'crossSectoralCorrectionFactor',
  'carbonPricePaid',
] as const;

const NO_FIGURES = { markup: null, embeddedEmissions: null, freeAllocation: null, certificates: null, cost: null };

/** Obligation for the goods of a year. BAD_USER_INPUT, with the place, for a quantity or price below zero. */
export function calculateCbam({ year, certificatePrice, goods }: CbamCalculationInput): CbamCalculation {
  if (certificatePrice.lt(0)) {
    throw badUserInput('input.certificatePrice', 'must not be below zero');
  }
  let massInScope = new Decimal(0);
  let cost = new Decimal(0);
  let certificates = new Decimal(0);
  const answers = goods.map((good, at) => {
    const wrong = NOT_NEGATIVE.find((field) => new Decimal(good[field] ?? 0).lt(0));
    if (wrong !== undefined) {
      throw badUserInput(`input.goods.${at}.${wrong}`, 'must not be below zero');
    }
    if (new Decimal(good.crossSectoralCorrectionFactor).gt(1)) {
      throw badUserInput(`input.goods.${at}.crossSectoralCorrectionFactor`, 'must not be above 1');
    }
    const { sector, reason } = cbamScope(good.cnCode);
    if (sector === null) {
      return { cnCode: good.cnCode, inScope: false, reason, ...NO_FIGURES };
    }
    const { defaultMarkup, actualOrDefault, ...facts } = good;
    const markup =
      defaultMarkup ?? (actualOrDefault === EmissionsBasis.DEFAULT ? statutoryMarkup(year) : new Decimal(0));
    const obligation = cbamObligation(
      {
        ...facts,
        carbonPricePaid: new Decimal(facts.carbonPricePaid),
        crossSectoralCorrectionFactor: new Decimal(facts.crossSectoralCorrectionFactor),
        markup,
        certificatePrice,
      },
      year,
    );
    massInScope = massInScope.plus(good.massTonnes);
    cost = cost.plus(obligation.cost);
    certificates = certificates.plus(obligation.certificates);
    return { cnCode: good.cnCode, inScope: true, reason, markup, ...obligation };
  });
  const exemptByMass = massInScope.lte(CBAM_THRESHOLD_TONNES);
  return {
    year,
    cbamFactor: cbamFactor(year),
    massInScope,
    exemptByMass,
    certificates: exemptByMass ? new Decimal(0) : certificates,
    cost: exemptByMass ? new Decimal(0) : cost,
    goods: answers,
  };
}
