import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import type { Money } from '../../../kernel/money/money.type.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { InputLedger } from '../answer/ledger.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import { carPrice } from './car-price.js';
import { type ChargingQuestion, chargingCost } from './charging-cost.js';
import { ratesTo } from './exchange-rate.js';
import { type ComponentCover, guaranteeCover, repairsCoveredMonths } from './guarantee-cover.js';
import { ownershipMonths } from './ownership-months.js';
import type { CountryFactsReading, MarketReading, OwnershipReading } from './ownership-reading.js';
import { publicPrice } from './public-price.js';
import { residualShare } from './residual-share.js';
import type { TotalCostOfOwnershipInput } from './total-cost-of-ownership.inputs.js';
import type { OwnershipCost } from './total-cost-of-ownership.type.js';

const OWNERSHIP_OPERATION = storedOperation('./total-cost-of-ownership.graphql', import.meta.url);
const COUNTRY_OPERATION = storedOperation('./ownership-in-country.graphql', import.meta.url);
const OFFERED_VARIANT_OPERATION = storedOperation('./offered-variant.graphql', import.meta.url);

const ZERO = new Decimal(0);

interface Question extends ChargingQuestion {
  readonly asOf: string;
  readonly variantId: string;
}

/** What a car costs its owner in several countries. BAD_USER_INPUT for a car or a country that there is not. */
export async function totalCostOfOwnership(
  context: RequestContext,
  input: TotalCostOfOwnershipInput,
): Promise<OwnershipCost[]> {
  const asOf = dayOfAnswer(context, input.asOf, 'input.asOf');
  checkAmounts(input);
  const variantId = await variantOf(context, input);
  const variables = { variantId, countries: input.countries, asOf, months: input.months };
  const { data } = await readGraph<OwnershipReading>(context, OWNERSHIP_OPERATION, variables);
  const variant = data?.vehicleVariant;
  if (!variant) throw badUserInput('input.variantId', 'is no variant of this graph');
  const markets = new Map(data?.countries.nodes.map((market) => [market.code, market]));
  const currencies = [
    ...[...markets.values()].flatMap(({ currency }) => currency ?? []),
    ...(variant.offers?.nodes ?? [])
      .filter(({ country }) => markets.has(country.code))
      .map(({ listPriceInclVat }) => listPriceInclVat.currency),
  ];
  const rates = await ratesTo(context, currencies, input.reportingCurrency, asOf);
  const question = { asOf, input, variantId, variant, rates };
  return Promise.all(
    input.countries.map((code) => {
      const market = markets.get(code);
      if (market === undefined) throw badUserInput('input.countries', `${code} is no country of this graph`);
      return costIn(context, market, question);
    }),
  );
}

function checkAmounts(input: TotalCostOfOwnershipInput): void {
  for (const field of ['homeChargingShare', 'yearlyDepreciation'] as const) {
    const share = new Decimal(input[field] ?? 0);
    if (share.lt(0) || share.gt(1)) throw badUserInput(`input.${field}`, 'must be from 0 to 1');
  }
  for (const field of ['homeTariff', 'servicePerYear', 'repairsPerYear'] as const) {
    if (input[field]?.isNegative()) throw badUserInput(`input.${field}`, 'must not be negative');
  }
}

async function variantOf(context: RequestContext, { variantId, offerId }: TotalCostOfOwnershipInput): Promise<string> {
  if ((variantId ?? null) !== null && (offerId ?? null) !== null) {
    throw badUserInput('input.offerId', 'must not be given beside variantId');
  }
  if (variantId) return variantId;
  if (!offerId) throw badUserInput('input.variantId', 'or offerId must be given');
  const { data } = await readGraph<{ offer: { variantId: string } | null }>(context, OFFERED_VARIANT_OPERATION, {
    offerId,
  });
  if (!data?.offer) throw badUserInput('input.offerId', 'is no offer of this graph');
  return data.offer.variantId;
}

async function costIn(context: RequestContext, market: MarketReading, question: Question): Promise<OwnershipCost> {
  const { asOf, input, variant, variantId, rates } = question;
  const { months, kmPerYear, reportingCurrency } = input;
  const [session, facts] = await Promise.all([
    publicPrice(context, market, asOf),
    readGraph<CountryFactsReading>(context, COUNTRY_OPERATION, {
      variantId,
      country: market.code,
      months,
      kmPerYear,
      asOf,
    }),
  ]);
  const ledger = new InputLedger();
  const offer = variant.offers?.nodes.find(({ country }) => country.code === market.code) ?? null;
  const energy = chargingCost(market, session, question, ledger);
  const cover = coverOf(facts.data, question, ledger);
  const rate = rates.get(offer?.listPriceInclVat.currency ?? '') ?? null;
  const car = carPrice(offer, rate, { country: market.code, asOf, months }, ledger);
  const sum = ownershipMonths({
    price: car.price,
    incentives: car.incentives ?? ZERO,
    credit: car.financing?.credit ?? null,
    ...energy,
    service: monthly(input.servicePerYear),
    repairs: monthly(input.repairsPerYear),
    repairsCoveredMonths: repairsCoveredMonths(cover),
    months,
    residualShare: residualShare(facts.data, input.yearlyDepreciation ?? null, months, ledger),
  });
  const money = (amount: Decimal): Money => moneyOf(amount, reportingCurrency);
  const maybe = (amount: Decimal | null): Money | null => amount && money(amount);
  return {
    ...ledger.close(asOf),
    country: market.code,
    offerId: offer?.offerId ?? null,
    listPrice: maybe(car.price),
    landedCost: maybe(car.landed),
    incentives: maybe(car.incentives),
    financing: car.financing && {
      productId: car.financing.productId,
      annualPercentageRate: car.financing.percent,
      instalment: money(car.financing.credit.instalment),
    },
    publicPricePerKwh: energy.perKwh && {
      amount: decimal128Of(energy.perKwh.toDecimalPlaces(4)),
      currency: reportingCurrency,
    },
    energy: money(sum.energy),
    service: money(sum.service),
    guarantees: cover.map(({ provenance: _provenance, ...one }) => one),
    repairsCoveredMonths: Math.min(months, repairsCoveredMonths(cover)),
    residualValue: maybe(sum.residualValue),
    total: maybe(sum.total),
    months: sum.months.map(({ month, ...paid }) => ({
      month,
      car: money(paid.car),
      energy: money(paid.energy),
      service: money(paid.service),
      cumulative: money(paid.cumulative),
    })),
  };
}

function coverOf(facts: CountryFactsReading | null, { input }: Question, ledger: InputLedger): ComponentCover[] {
  const { servicePerYear, repairsPerYear, kmPerYear } = input;
  const guarantees = facts?.guarantee;
  const cover = guarantees ? guaranteeCover([...guarantees.best, ...guarantees.legalMinima], kmPerYear) : [];
  for (const { component, months, programmeId, provenance } of cover) {
    ledger.used(`guarantee ${programmeId} on ${component}`, `${months} months`, provenance);
  }
  if (!guarantees) ledger.missing('guarantees', 'They are out of reach: repairs count from the first month.');
  if (servicePerYear) ledger.used('maintenance a year, as told', servicePerYear.toFixed());
  else ledger.missing('maintenance', 'No prices of service are on file and none is given: it is left out.');
  if (repairsPerYear) ledger.used('repairs a year, as told', repairsPerYear.toFixed());
  else ledger.missing('repairs', 'No prices of repairs are on file and none is given: they are left out.');
  return cover;
}

function monthly(yearly: Decimal | null | undefined): Decimal | null {
  return yearly ? yearly.div(12) : null;
}
