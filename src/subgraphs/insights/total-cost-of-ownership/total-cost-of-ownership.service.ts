import { Decimal } from 'decimal.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import { inMinorUnits } from '../../../kernel/money/minor-units.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import type { Money } from '../../../kernel/money/money.type.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { InputLedger } from '../answer/ledger.js';
import { readGraph } from '../operation/read-graph.js';
import { ownershipMonths } from './ownership-months.js';
import type {
  MarketReading,
  OfferReading,
  OwnershipReading,
  RateReading,
  VariantReading,
} from './ownership-reading.js';
import { publicPrice } from './public-price.js';
import type { TotalCostOfOwnershipInput } from './total-cost-of-ownership.inputs.js';
import type { OwnershipCost } from './total-cost-of-ownership.type.js';

const OWNERSHIP_OPERATION = storedOperation('./total-cost-of-ownership.graphql', import.meta.url);
const EXCHANGE_RATE_OPERATION = storedOperation('./exchange-rate.graphql', import.meta.url);
const OFFERED_VARIANT_OPERATION = storedOperation('./offered-variant.graphql', import.meta.url);

const ZERO = new Decimal(0);

interface Question {
  readonly asOf: string;
  readonly input: TotalCostOfOwnershipInput;
  readonly variant: VariantReading;
}

/** What a car costs its owner in several countries. BAD_USER_INPUT for a car or a country that there is not. */
export async function totalCostOfOwnership(
  context: RequestContext,
  input: TotalCostOfOwnershipInput,
): Promise<OwnershipCost[]> {
  const asOf = dayOfAnswer(context, input.asOf, 'input.asOf');
  for (const field of ['homeChargingShare', 'yearlyDepreciation'] as const) {
    const share = new Decimal(input[field]);
    if (share.lt(0) || share.gt(1)) throw badUserInput(`input.${field}`, 'must be from 0 to 1');
  }
  if (input.homeTariff?.isNegative()) throw badUserInput('input.homeTariff', 'must not be negative');
  const variantId = await variantOf(context, input);
  const variables = { variantId, countries: input.countries, asOf, months: input.months };
  const { data } = await readGraph<OwnershipReading>(context, OWNERSHIP_OPERATION, variables);
  const variant = data?.vehicleVariant;
  if (!variant) throw badUserInput('input.variantId', 'is no variant of this graph');
  const markets = new Map(data?.countries.nodes.map((market) => [market.code, market]));
  const question = { asOf, input, variant };
  await checkCurrency(context, [...markets.values()], question);
  return Promise.all(
    input.countries.map((code) => {
      const market = markets.get(code);
      if (market === undefined) throw badUserInput('input.countries', `${code} is no country of this graph`);
      return costIn(context, market, question);
    }),
  );
}

/** Refuses a currency in which nothing can be told; where one market's currency has no rate, its answer says so. */
async function checkCurrency(
  context: RequestContext,
  markets: readonly MarketReading[],
  question: Question,
): Promise<void> {
  const currencies = [...new Set(markets.flatMap(({ currency }) => currency ?? []))];
  const rates = await Promise.all(currencies.map((currency) => rateTo(context, currency, question)));
  if (currencies.length > 0 && rates.every((rate) => rate === null)) {
    const { reportingCurrency } = question.input;
    throw new TripodError(
      'NO_EXCHANGE_RATE',
      `input.reportingCurrency: no exchange rate of ${reportingCurrency} is on file for ${question.asOf}`,
      { field: 'input.reportingCurrency', currency: reportingCurrency },
    );
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
  const { asOf, input, variant } = question;
  const { months, reportingCurrency } = input;
  const ledger = new InputLedger();
  const offer = variant.offers?.nodes.find(({ country }) => country.code === market.code) ?? null;
  const currency = offer?.listPriceInclVat.currency ?? market.currency;
  const [rate, localRate, session] = await Promise.all([
    rateTo(context, currency, question),
    rateTo(context, market.currency, question),
    publicPrice(context, market, asOf),
  ]);
  const kwh = kwhPerMonth(question, ledger);
  const home = new Decimal(input.homeChargingShare);
  const homeEnergy = kwh && input.homeTariff ? kwh.times(home).times(input.homeTariff) : null;
  if (input.homeTariff) ledger.used('price of a kWh at home, as told', input.homeTariff.toFixed());
  else ledger.missing('energy at home', 'No homeTariff is given: what is charged at home is left out.');
  const perKwh = session && localRate ? session.perKwh.times(localRate.rate) : null;
  const publicEnergy = kwh && perKwh && kwh.times(new Decimal(1).minus(home)).times(perKwh);
  if (perKwh) ledger.used('public tariffs', session?.tariffs ?? null);
  else ledger.missing('public energy', `No regular tariff of ${market.code} can be priced: it is left out.`);
  ledger.missing('service and repairs', 'No prices of service are on file: they are left out.');
  const car = carIn(offer, currency, rate, market.code, question, ledger);
  const sum = ownershipMonths({
    price: car.price,
    incentives: car.incentives ?? ZERO,
    credit: car.financing?.credit ?? null,
    homeEnergy,
    publicEnergy,
    months,
    yearlyDepreciation: new Decimal(input.yearlyDepreciation),
  });
  const money = (amount: Decimal): Money => ({
    amount: decimal128Of(inMinorUnits(amount, reportingCurrency)),
    currency: reportingCurrency,
  });
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
    publicPricePerKwh: perKwh && { amount: decimal128Of(perKwh.toDecimalPlaces(4)), currency: reportingCurrency },
    energy: money(sum.energy),
    residualValue: maybe(sum.residualValue),
    total: maybe(sum.total),
    months: sum.months.map(({ month, ...paid }) => ({
      month,
      car: money(paid.car),
      energy: money(paid.energy),
      cumulative: money(paid.cumulative),
    })),
  };
}

/** Price, incentives and financing of an offer in the reporting currency. */
function carIn(
  offer: OfferReading | null,
  currency: string | null,
  rate: KnownRate | null,
  country: string,
  { asOf, input }: Question,
  ledger: InputLedger,
) {
  if (offer === null || rate === null) {
    const why =
      offer === null ? `The car is not on offer in ${country} on ${asOf}.` : `No rate of ${currency} is on file.`;
    ledger.missing('price', `${why} There is no total.`);
    return { price: null, landed: null, incentives: null, financing: null };
  }
  const { landedCost, financing, listPriceInclVat, provenance } = offer;
  const inReport = ({ amount }: { readonly amount: string }) => new Decimal(amount).times(rate.rate);
  ledger.used('list price with value added tax', `${listPriceInclVat.amount} ${currency}`, provenance);
  ledger.used('yearly depreciation, an assumption', new Decimal(input.yearlyDepreciation).toFixed());
  if (rate.date !== null) ledger.used(`exchange rate of ${currency}, ${rate.date}`, rate.rate, rate.provenance);
  const known = landedCost !== null && landedCost.incentives.currency === currency;
  if (known) ledger.used('incentives', `${landedCost.incentives.amount} ${currency}`);
  else ledger.missing('landed cost and incentives', 'They cannot be told: none is taken off.');
  const best = financing?.offers[0];
  if (best) ledger.used(`financing ${best.product.productId}`, `${best.annualPercentageRate.percent} %`);
  else ledger.missing('financing', `No product is to be had over ${input.months} months: the car is paid at once.`);
  return {
    price: inReport(listPriceInclVat),
    landed: known ? inReport(landedCost.landed) : null,
    incentives: known ? inReport(landedCost.incentives) : null,
    financing: best
      ? {
          productId: best.product.productId,
          percent: best.annualPercentageRate.percent,
          credit: {
            downPayment: inReport(best.downPayment),
            instalment: inReport(best.instalment),
            lastPayment: inReport(best.lastPayment),
            totalPayable: inReport(best.totalPayable),
          },
        }
      : null,
  };
}

interface KnownRate {
  readonly rate: string;
  readonly date: string | null;
  readonly provenance: { readonly confidence: string; readonly source: { readonly system: string } } | null;
}

async function rateTo(
  context: RequestContext,
  base: string | null,
  { asOf, input }: Question,
): Promise<KnownRate | null> {
  if (base === null) return null;
  if (base === input.reportingCurrency) return { rate: '1', date: null, provenance: null };
  const variables = { base, quote: input.reportingCurrency, asOf };
  const { data } = await readGraph<RateReading>(context, EXCHANGE_RATE_OPERATION, variables);
  return data?.exchangeRate ?? null;
}

/** Battery over rated range: WLTP before any other cycle, which is told; losses of charging are not in it. */
function kwhPerMonth({ input, variant }: Question, ledger: InputLedger): Decimal | null {
  const battery = variant.batteryNetKWh ?? variant.batteryGrossKWh;
  const range = variant.ranges.find(({ cycle }) => cycle === 'WLTP') ?? variant.ranges[0];
  if (battery === null || range === undefined || range.km <= 0) {
    ledger.missing('consumption', 'Battery or rated range is not known: energy is left out.');
    return null;
  }
  const perKm = new Decimal(battery).div(range.km);
  ledger.used(`consumption, kWh per 100 km, ${range.cycle}`, perKm.times(100).toFixed(2), variant.provenance);
  return perKm.times(input.kmPerYear).div(12);
}
