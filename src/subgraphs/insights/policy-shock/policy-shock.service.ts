import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { InputLedger } from '../answer/ledger.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import type { HitOffer } from './hit-offer.js';
import type { PolicyShockInput } from './policy-shock.inputs.js';
import type { PolicyShock, ShockedOffer } from './policy-shock.type.js';
import type { BaseReading, MarketReading, OfferReading, ShockReading } from './policy-shock-reading.js';
import { reckonedWays, type ShockQuestion } from './reckoned-ways.js';
import { priceFactor } from './shocked-offer.js';
import { fourQuartersFrom } from './ways-around.js';

const POLICY_SHOCK_OPERATION = storedOperation('./policy-shock.graphql', import.meta.url);

/** What a change of a policy does to the offers of some markets. BAD_USER_INPUT for a policy or country that there is not. */
export async function policyShock(context: RequestContext, input: PolicyShockInput): Promise<PolicyShock> {
  const { policyId, rate, withdrawn, countries, months } = input;
  if (rate?.isNegative()) throw badUserInput('input.rate', 'must not be negative');
  if (withdrawn === ((rate ?? null) !== null)) {
    throw badUserInput('input.rate', 'must be given, or withdrawn be true, and not both');
  }
  const asOf = dayOfAnswer(context, input.asOf, 'input.asOf');
  const changes = [withdrawn ? { policyId, withdrawn } : { policyId, rate: rate?.toFixed() }];
  const variables = { policyId, countries, asOf, months, changes, ...fourQuartersFrom(asOf) };
  const { data } = await readGraph<ShockReading>(context, POLICY_SHOCK_OPERATION, variables);
  if (!data?.policy) throw badUserInput('input.policyId', 'is no policy of this graph');
  const known = new Set(data.countries.nodes.map(({ code }) => code));
  const unknown = countries.find((code) => !known.has(code));
  if (unknown !== undefined) throw badUserInput('input.countries', `${unknown} is no country of this graph`);
  const ledger = new InputLedger();
  ledger.used(`policy ${policyId}`, data.policy.scope, data.policy.provenance);
  const bases = data.assemblyBases?.nodes ?? null;
  if (bases) ledger.used('assembly bases', bases.length);
  else ledger.missing('assembly bases', 'They are out of reach: no way around is told.');
  const question = { policyId, asOf, changes };
  const shocks = (
    await Promise.all(data.countries.nodes.map((market) => shockOf(context, market, bases ?? [], question, ledger)))
  ).flat();
  shocks.sort((one, other) => other.share.abs().comparedTo(one.share.abs()));
  return {
    ...ledger.close(asOf),
    offersReckoned: data.countries.nodes.flatMap(({ offers }) => offers?.nodes.filter(isReckoned) ?? []).length,
    offers: shocks.map(({ shocked }) => shocked),
    hit: shocks.map(({ hit }) => hit),
  };
}

interface Shock {
  readonly shocked: ShockedOffer;
  readonly hit: HitOffer;
  /** The difference over the old cost, to put offers in order. */
  readonly share: Decimal;
}

async function shockOf(
  context: RequestContext,
  market: MarketReading,
  bases: readonly BaseReading[],
  question: ShockQuestion,
  ledger: InputLedger,
): Promise<Shock[]> {
  const offers = market.offers?.nodes ?? [];
  const reckoned = offers.filter(isReckoned);
  if (market.offers === null) ledger.missing(`offers of ${market.code}`, 'They are out of reach.');
  else ledger.used(`offers of ${market.code}`, offers.length, offers[0]?.provenance);
  if (reckoned.length < offers.length) {
    ledger.missing(`landed cost in ${market.code}`, `${offers.length - reckoned.length} offers have none.`);
  }
  if (market.offers?.pageInfo.hasNextPage) {
    ledger.missing(`further offers of ${market.code}`, 'Only the first 200 are taken into account.');
  }
  const moved = reckoned.filter(({ now, changed }) => now?.landed.amount !== changed?.landed.amount);
  return Promise.all(moved.map((offer) => shockedOffer(context, offer, market.code, bases, question)));
}

function isReckoned({ now, changed }: OfferReading): boolean {
  return now !== null && changed !== null;
}

async function shockedOffer(
  context: RequestContext,
  reading: OfferReading,
  country: string,
  bases: readonly BaseReading[],
  question: ShockQuestion,
): Promise<Shock> {
  const { now, changed, listPriceInclVat, financing, offerId } = reading;
  const currency = now?.landed.currency ?? listPriceInclVat.currency;
  const before = new Decimal(now?.landed.amount ?? 0);
  const after = new Decimal(changed?.landed.amount ?? 0);
  // A difference can only be passed on to a list price of its own currency.
  const factor =
    listPriceInclVat.currency === currency
      ? priceFactor({ before, after, listPrice: new Decimal(listPriceInclVat.amount) })
      : null;
  const best = financing?.offers[0]?.instalment ?? null;
  const instalment = best && factor && new Decimal(best.amount);
  const difference = after.minus(before);
  return {
    shocked: {
      offer: { offerId },
      country,
      landedCost: moneyOf(before, currency),
      newLandedCost: moneyOf(after, currency),
      difference: moneyOf(difference, currency),
      instalment: instalment && moneyOf(instalment, currency),
      newInstalment: instalment && factor && moneyOf(instalment.times(factor), currency),
      waysAround: await reckonedWays(context, reading, country, bases, question),
    },
    hit: { offerId, country, variantId: reading.variantId, factor },
    share: before.isZero() ? difference : difference.div(before),
  };
}
