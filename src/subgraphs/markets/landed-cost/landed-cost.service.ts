import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { isValidOn } from '../../../kernel/validity/validity.js';
import { findExchangeRate } from '../exchange-rate/exchange-rate.service.js';
import { policiesOfCountry, tradeRegionsOf } from '../policy/market-policy.service.js';
import { LevyDecimal } from '../policy/policy-expression.js';
import { changedPolicies } from './changed-policies.js';
import { type Conversion, Conversions } from './conversions.js';
import { disputedReadings } from './disputed-readings.js';
import { type ImportedCar, plainCondition, plainName } from './imported-car.js';
import { landedCost } from './landed-cost.calculation.js';
import type { LandedCostInput } from './landed-cost.inputs.js';
import type { LandedCost } from './landed-cost.type.js';
import { landedCostView } from './landed-cost.view.js';
import { ownCurrency } from './levy.js';
import { type LevyPolicy, levyPolicy, readingsOf } from './levy-policy.js';

/**
 * Rules without a first day are stated by sources of these years: none of them says anything of the time before. Dated
 * rules reach back as far as they say.
 */
const UNDATED_RULES_SINCE = '2015-01-01';

/**
 * Landed cost of a car. Many at once share their reads: one command for the countries, one for the policies, and, only
 * where a currency has to be converted, one for the exchange rates.
 *
 * @throws TripodError BAD_USER_INPUT for a day before all policies, NO_EXCHANGE_RATE, POLICY_NOT_COMPUTABLE
 */
export async function landedCostOf(context: DataContext, input: LandedCostInput): Promise<LandedCost> {
  const { country } = input;
  const asOf = input.asOf ?? context.today;
  const [records, originTradeRegions] = await Promise.all([
    policiesOfCountry(context, { code: country }, asOf),
    input.originCountry ? tradeRegionsOf(context, { code: input.originCountry }, asOf) : [],
  ]);
  const onFile = records.map(levyPolicy);
  checkDay(country, asOf, onFile);
  const { policies, unused } = changedPolicies(onFile, input.changes);
  const car = importedCar(input, originTradeRegions);
  const conversions = new Conversions(await neededRates(context, policies, car, asOf), asOf);
  const result = landedCost(policies, car, asOf, conversions);
  const used = conversions.used;
  return landedCostView(
    { country, currency: car.currency, asOf },
    result,
    // Every other reading is a calculation of its own: made only where it is asked for.
    () => disputedReadings(policies, car, asOf, conversions, result),
    { conditions: unusedConditions(onFile, car), changes: unused },
    used,
  );
}

function importedCar(input: LandedCostInput, originTradeRegions: readonly string[]): ImportedCar {
  const { cifPrice, retailPrice, batteryKwh } = input;
  return {
    country: input.country,
    cif: exact(cifPrice.amount),
    currency: cifPrice.currency,
    originCountry: input.originCountry ?? null,
    originTradeRegions,
    exporterGroup: input.exporterGroup ?? null,
    exporterName: plainName(input.exporterGroup ?? ''),
    powertrain: input.powertrain,
    assemblyForm: input.assemblyForm,
    batteryKwh: batteryKwh ? exact(batteryKwh) : null,
    retailPrice: retailPrice ? { amount: exact(retailPrice.amount), currency: retailPrice.currency } : null,
    conditions: input.conditions,
  };
}

function exact(value: Decimal): Decimal {
  return new LevyDecimal(value.toString());
}

function checkDay(country: string, asOf: string, policies: readonly LevyPolicy[]): void {
  const dated = policies.flatMap(({ validFrom }) => validFrom ?? []);
  const first = [UNDATED_RULES_SINCE, ...dated].sort()[0] ?? UNDATED_RULES_SINCE;
  if (asOf < first) {
    throw badUserInput('asOf', `lies before all policies on file for ${country}: the first day is ${first}`, {
      country,
      firstDay: first,
    });
  }
}

/** Rates between the currency of the answer and those that a policy in force, or its other reading, has amounts in. */
async function neededRates(
  context: DataContext,
  policies: readonly LevyPolicy[],
  { currency, retailPrice }: ImportedCar,
  asOf: string,
): Promise<Map<string, Conversion>> {
  const readings = policies.flatMap((policy) => readingsOf(policy).map((reading) => reading.policy));
  const inForce = [...policies, ...readings].filter((policy) => isValidOn(policy, asOf));
  const own = new Set([currency, ...inForce.flatMap((policy) => ownCurrency(policy) ?? [])]);
  const pairs = [...own].flatMap((to) => [
    { base: currency, quote: to, asOf },
    ...(retailPrice === null ? [] : [{ base: retailPrice.currency, quote: to, asOf }]),
  ]);
  const rates = await Promise.all(
    pairs.filter(({ base, quote }) => base !== quote).map((pair) => findExchangeRate(context, pair)),
  );
  return new Map(
    rates.flatMap((rate) =>
      rate === null
        ? []
        : [
            [
              `${rate.base}:${rate.quote}`,
              {
                base: rate.base,
                quote: rate.quote,
                rate: new LevyDecimal(rate.rate.toString()),
                date: rate.date,
                source: rate.provenance.source.system,
              },
            ] as const,
          ],
    ),
  );
}

/** What the caller stated and no rule of the country asks about: a slip of the pen, or meant for another country. */
function unusedConditions(policies: readonly LevyPolicy[], { conditions }: ImportedCar): string[] {
  const known = new Set(
    policies.flatMap((policy) =>
      policy.conditions.flatMap(({ code, aliases }) => [code, ...aliases].map(plainCondition)),
    ),
  );
  return conditions.filter((condition) => !known.has(plainCondition(condition)));
}
