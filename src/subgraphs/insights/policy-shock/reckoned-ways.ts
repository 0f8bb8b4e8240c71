import { Decimal } from 'decimal.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import type { PolicyWayAround } from './policy-shock.type.js';
import type { BaseReading, OfferReading, Price } from './policy-shock-reading.js';
import { type Base, type WayAround, waysAround } from './ways-around.js';

const WAY_OPERATION = storedOperation('./way-around.graphql', import.meta.url);

export interface ShockQuestion {
  readonly policyId: string;
  readonly asOf: string;
  readonly changes: readonly object[];
}

interface WayReading {
  readonly landedCost: {
    readonly landed: Price;
    readonly lines: readonly {
      readonly policy: { readonly policyId: string };
      readonly amount: { readonly amount: string };
    }[];
  } | null;
}

/**
 * Ways around a policy for an offer, each with the landed cost on it: those that avoid the policy first, cheapest first. The
 * reads of all offers share their database commands.
 */
export async function reckonedWays(
  context: RequestContext,
  offer: OfferReading,
  country: string,
  bases: readonly BaseReading[],
  question: ShockQuestion,
): Promise<PolicyWayAround[]> {
  const { variant, originCountry, assemblyForm } = offer;
  const car = {
    maker: variant?.makerSlug ?? null,
    model: variant?.model ?? null,
    country,
    originCountry,
    assemblyForm,
  };
  const ways = waysAround(car, bases.map(baseOf), question.asOf);
  const reckoned = await Promise.all(ways.map((way) => reckonedWay(context, offer, country, way, question)));
  const localContent = new Map(bases.map((base) => [base.baseId, base.localContentOn]));
  return reckoned
    .sort((one, other) => rank(one) - rank(other) || costOf(one).comparedTo(costOf(other)))
    .map((way) => ({ ...way, localContent: localContent.get(way.base.baseId) ?? null }));
}

async function reckonedWay(
  context: RequestContext,
  offer: OfferReading,
  country: string,
  { baseId, imported, spareCapacity }: WayAround,
  { policyId, asOf, changes }: ShockQuestion,
): Promise<PolicyWayAround> {
  const way = { base: { baseId }, spareCapacity, localContent: null };
  if (imported === null) {
    const made = { madeInCountry: true, originCountry: null, assemblyForm: null };
    return { ...way, ...made, landedCost: null, avoids: true };
  }
  const { cifPrice, listPriceExVat, variant } = offer;
  const input = {
    country,
    asOf,
    cifPrice,
    ...imported,
    exporterGroup: variant?.makerSlug,
    powertrain: variant?.powertrain,
    batteryKwh: variant?.batteryNetKWh === null ? null : String(variant?.batteryNetKWh),
    retailPrice: listPriceExVat,
    changes,
  };
  const { data } =
    cifPrice === null || variant === null
      ? { data: null }
      : await readGraph<WayReading>(context, WAY_OPERATION, { input });
  const cost = data?.landedCost ?? null;
  const charged = cost?.lines.some(({ policy, amount }) => policy.policyId === policyId && Number(amount.amount) !== 0);
  return {
    ...way,
    ...imported,
    madeInCountry: false,
    landedCost: cost && moneyOf(new Decimal(cost.landed.amount), cost.landed.currency),
    avoids: charged === undefined ? null : !charged,
  };
}

function baseOf({ country, servesCountries, productionPlans, ...base }: BaseReading): Base {
  return {
    ...base,
    country: country.code,
    servesCountries: servesCountries.map(({ code }) => code),
    plannedUnits: productionPlans.reduce((sum, { plannedUnits }) => sum + plannedUnits, 0),
  };
}

function rank({ avoids }: PolicyWayAround): number {
  return avoids === true ? 0 : avoids === null ? 2 : 1;
}

function costOf({ landedCost }: PolicyWayAround): Decimal {
  return new Decimal(landedCost?.amount.toString() ?? 0);
}
