import { type ExpressionFacts, type FactName, policyExpression } from '../policy/policy-expression.js';
import { type ImportedCar, isUnderHeading, plainCondition } from './imported-car.js';
import type { LevyPolicy } from './levy-policy.js';

/** Whether a rule applies to a car; UNDECIDED where that hangs on something that the caller did not say. */
export type Applicability =
  | { readonly outcome: 'APPLIES' }
  | { readonly outcome: 'EXCLUDED_ORIGIN' }
  | { readonly outcome: 'OTHER_CAR' }
  | { readonly outcome: 'UNDECIDED'; readonly needs: readonly string[] };

const APPLIES: Applicability = { outcome: 'APPLIES' };
const EXCLUDED_ORIGIN: Applicability = { outcome: 'EXCLUDED_ORIGIN' };
const OTHER_CAR: Applicability = { outcome: 'OTHER_CAR' };

/**
 * Whether a policy applies to a car. All its criteria must be met: origin, powertrain and heading, assembly form,
 * exporter group, battery, price cap, the place where the car is made, the conditions that a caller states, and its own
 * expression. A car that is made in the country pays no duty there.
 */
export function applicability(
  policy: LevyPolicy,
  car: ImportedCar,
  factsInItsCurrency: () => ExpressionFacts,
): Applicability {
  if (isMadeInCountry(policy, car) || isExcludedOrigin(policy, car)) {
    return EXCLUDED_ORIGIN;
  }
  if (!isForCar(policy, car)) {
    return OTHER_CAR;
  }
  const needs = missing(policy, car);
  if (isMeasured(policy) && needs.every((need) => need.startsWith('conditions'))) {
    const facts = factsInItsCurrency();
    if (policy.priceCap !== null && facts.retailPrice.greaterThan(policy.priceCap)) {
      return OTHER_CAR;
    }
    if (policy.condition !== null && !policyExpression(policy.condition, 'condition').holds(facts)) {
      return OTHER_CAR;
    }
  }
  return needs.length > 0 ? { outcome: 'UNDECIDED', needs } : APPLIES;
}

function isMeasured({ priceCap, condition }: LevyPolicy): boolean {
  return priceCap !== null || condition !== null;
}

function isMadeInCountry({ stage }: LevyPolicy, { originCountry, country }: ImportedCar): boolean {
  return originCountry === country && (stage === 'DUTY' || stage === 'DUTY_REDUCTION');
}

function isExcludedOrigin(policy: LevyPolicy, { originCountry, originTradeRegions }: ImportedCar): boolean {
  return (
    originCountry !== null &&
    (policy.excludedOriginCountries.includes(originCountry) ||
      policy.excludedOriginTradeRegions.some((region) => originTradeRegions.includes(region)))
  );
}

/** Every criterion that is known to fail makes it a rule for other cars, whatever else is unknown. */
function isForCar(policy: LevyPolicy, car: ImportedCar): boolean {
  return (
    admits(policy.powertrains, car.powertrain) &&
    (policy.hsCodes.length === 0 || isUnderHeading(car.powertrain, policy.hsCodes)) &&
    admits(policy.assemblyForms, car.assemblyForm) &&
    isOfOrigin(policy, car) &&
    isOfExporter(policy, car) &&
    isMadeWhereAsked(policy, car) &&
    (policy.batteryMinKWh === null || car.batteryKwh === null || car.batteryKwh.gte(policy.batteryMinKWh))
  );
}

function admits(named: readonly string[], value: string): boolean {
  return named.length === 0 || named.includes(value);
}

function isOfOrigin({ originCountries, originTradeRegions }: LevyPolicy, car: ImportedCar): boolean {
  return (
    car.originCountry === null ||
    (originCountries.length === 0 && originTradeRegions.length === 0) ||
    originCountries.includes(car.originCountry) ||
    originTradeRegions.some((region) => car.originTradeRegions.includes(region))
  );
}

/** Rules for named groups are for nobody else; a car of an unknown exporter falls under the rules for all others. */
function isOfExporter({ exporterNames }: LevyPolicy, { exporterName }: ImportedCar): boolean {
  return exporterNames.size === 0 || (exporterName !== '' && exporterNames.has(exporterName));
}

/** A car that is put together from a completely knocked down kit in the country is made there. */
function isMadeWhereAsked({ madeIn }: LevyPolicy, { originCountry, country, assemblyForm }: ImportedCar): boolean {
  if (madeIn.length === 0 || (madeIn.includes(country) && assemblyForm === 'CKD')) {
    return true;
  }
  return originCountry === null || madeIn.includes(originCountry);
}

function missing(policy: LevyPolicy, car: ImportedCar): string[] {
  const needs: string[] = [];
  const namesOrigin = policy.originCountries.length > 0 || policy.originTradeRegions.length > 0;
  const assembledHere = policy.madeIn.includes(car.country) && car.assemblyForm === 'CKD';
  if (car.originCountry === null && (namesOrigin || (policy.madeIn.length > 0 && !assembledHere))) {
    needs.push('originCountry');
  }
  if (car.batteryKwh === null && (policy.batteryMinKWh !== null || factsOf(policy).has('batteryKwh'))) {
    needs.push('batteryKwh');
  }
  for (const { code, aliases } of policy.conditions) {
    const names = [code, ...aliases].map(plainCondition);
    if (!car.conditions.some((stated) => names.includes(plainCondition(stated)))) {
      needs.push(`conditions: ${code}`);
    }
  }
  return needs;
}

const knownFacts = new WeakMap<LevyPolicy, ReadonlySet<FactName>>();

/** Facts that the expressions of a policy name. */
export function factsOf(policy: LevyPolicy): ReadonlySet<FactName> {
  let facts = knownFacts.get(policy);
  if (facts === undefined) {
    facts = expressionFacts(policy);
    knownFacts.set(policy, facts);
  }
  return facts;
}

function expressionFacts({ condition, formula, rateFormula, baseFormula }: LevyPolicy): ReadonlySet<FactName> {
  return new Set([
    ...(condition === null ? [] : policyExpression(condition, 'condition').facts),
    ...[formula, rateFormula, baseFormula].flatMap((text) =>
      text === null ? [] : [...policyExpression(text, 'number').facts],
    ),
  ]);
}

/** Criteria in the order in which they make a rule the more specific one. */
const SPECIFICITY: readonly ((policy: LevyPolicy) => boolean)[] = [
  ({ country }) => country !== null,
  ({ exporterGroups }) => exporterGroups.length > 0,
  ({ conditions }) => conditions.length > 0,
  ({ originCountries, originTradeRegions }) => originCountries.length + originTradeRegions.length > 0,
  ({ powertrains }) => powertrains.length > 0,
  ({ assemblyForms }) => assemblyForms.length > 0,
  ({ hsCodes }) => hsCodes.length > 0,
  ({ condition, priceCap, batteryMinKWh, madeIn }) =>
    condition !== null || priceCap !== null || batteryMinKWh !== null || madeIn.length > 0,
];

/** Orders rules of a kind: higher precedence first, then the more specific one. 0 for rules that nothing tells apart. */
export function compareRank(left: LevyPolicy, right: LevyPolicy): number {
  if (left.precedence !== right.precedence) {
    return right.precedence - left.precedence;
  }
  for (const criterion of SPECIFICITY) {
    const order = Number(criterion(right)) - Number(criterion(left));
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}
