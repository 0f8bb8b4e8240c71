import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { Confidence } from '../../../kernel/provenance/provenance.type.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { dayOfAnswer } from '../answer/day-of-answer.js';
import { InputLedger } from '../answer/ledger.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import { readiness } from '../readiness/readiness.service.js';
import { totalCostOfOwnership } from '../total-cost-of-ownership/total-cost-of-ownership.service.js';
import type { OwnershipCost } from '../total-cost-of-ownership/total-cost-of-ownership.type.js';
import {
  type ChangedInput,
  changedExchangeRate,
  changedOffer,
  changedPolicies,
  changedRateTable,
  changedTariffs,
} from './changed-inputs.js';
import type { ExplainChangeInput } from './explain-change.inputs.js';
import type { ChangedPart, DisputedInput, ExplainedChange, ExplainingInput } from './explain-change.type.js';
import type { ChangeReading, PolicyReading, RatesReading, TermsReading } from './explain-change-reading.js';
import { OwnershipPartName, ownershipParts } from './ownership-parts.js';

const CHANGE_OPERATION = storedOperation('./explain-change.graphql', import.meta.url);
const TERMS_OPERATION = storedOperation('./financing-terms.graphql', import.meta.url);
const RATES_OPERATION = storedOperation('./exchange-rates.graphql', import.meta.url);

interface Days {
  readonly from: string;
  readonly to: string;
}

/** Total cost of ownership and readiness on two days, and what explains the difference. BAD_USER_INPUT for days in disorder. */
export async function explainChange(context: RequestContext, input: ExplainChangeInput): Promise<ExplainedChange> {
  const { variantId, country, reportingCurrency } = input;
  const from = dayOfAnswer(context, input.from, 'input.from');
  const to = dayOfAnswer(context, input.to, 'input.to');
  if (from >= to) throw badUserInput('input.from', 'must lie before `to`');
  const { from: _from, to: _to, country: _country, ...usage } = input;
  const costOn = async (asOf: string) => {
    const [cost] = await totalCostOfOwnership(context, { ...usage, countries: [country], asOf });
    return cost as OwnershipCost;
  };
  const [before, after, readinessBefore, readinessAfter, { data }] = await Promise.all([
    costOn(from),
    costOn(to),
    readiness(context, country, from),
    readiness(context, country, to),
    readGraph<ChangeReading>(context, CHANGE_OPERATION, { variantId, country, from, to }),
  ]);
  const ledger = new InputLedger();
  const changes = await changesOf(context, data, { before, after }, { from, to }, reportingCurrency, ledger);
  for (const { kind, key, after: is, before: was, provenance } of changes) {
    ledger.used(`${kind.toLowerCase()} ${key}`, is ?? was, provenance);
  }
  for (const [day, cost] of [
    [from, before],
    [to, after],
  ] as const) {
    for (const gap of cost.missing) ledger.missing(`${gap.input}, ${day}`, gap.reason);
  }
  const parts = partsOf(before, after, reportingCurrency);
  const total = ({ total: sum }: OwnershipCost) => new Decimal(sum?.amount.toString() ?? 0);
  return {
    ...ledger.close(to),
    country,
    from,
    to,
    before,
    after,
    difference: parts.length === 0 ? null : moneyOf(total(after).minus(total(before)), reportingCurrency),
    parts,
    readinessBefore,
    readinessAfter,
    changes: changes.map(view),
    disputed: disputedOf([...(data?.country?.before ?? []), ...(data?.country?.after ?? [])]),
  };
}

async function changesOf(
  context: RequestContext,
  data: ChangeReading | null,
  costs: { readonly before: OwnershipCost; readonly after: OwnershipCost },
  days: Days,
  reportingCurrency: string,
  ledger: InputLedger,
): Promise<ChangedInput[]> {
  const country = data?.country ?? null;
  const offers = {
    before: data?.vehicleVariant?.before?.nodes[0] ?? null,
    after: data?.vehicleVariant?.after?.nodes[0] ?? null,
  };
  const currency = offers.after?.listPriceInclVat.currency ?? country?.currency ?? null;
  const products = [costs.before.financing?.productId, costs.after.financing?.productId];
  const [productBefore, productAfter] = [products[0] ?? products[1], products[1] ?? products[0]];
  const [terms, rates] = await Promise.all([
    productBefore === undefined
      ? null
      : readGraph<TermsReading>(context, TERMS_OPERATION, { before: productBefore, after: productAfter, ...days }),
    currency === null || currency === reportingCurrency
      ? null
      : readGraph<RatesReading>(context, RATES_OPERATION, { base: currency, quote: reportingCurrency, ...days }),
  ]);
  if (!country?.before || !country.after) ledger.missing('policies', 'They are out of reach.');
  if (!country?.chargingTariffs) ledger.missing('charging tariffs', 'They are out of reach.');
  return [
    ...changedPolicies(country?.before ?? [], country?.after ?? [], offers),
    ...changedOffer(offers.before, offers.after),
    ...changedTariffs(country?.chargingTariffs?.nodes ?? [], days.from, days.to),
    ...(terms?.data ? changedRateTable(terms.data) : []),
    ...(rates?.data && currency !== null ? changedExchangeRate(currency, reportingCurrency, rates.data) : []),
  ];
}

function partsOf(before: OwnershipCost, after: OwnershipCost, currency: string): ChangedPart[] {
  const [was, is] = [ownershipParts(before), ownershipParts(after)];
  if (was === null || is === null) return [];
  return Object.values(OwnershipPartName).map((part) => ({
    part,
    before: moneyOf(was[part], currency),
    after: moneyOf(is[part], currency),
    difference: moneyOf(is[part].minus(was[part]), currency),
  }));
}

function view({ landedCostEffect, provenance, ...change }: ChangedInput): ExplainingInput {
  return {
    ...change,
    landedCostEffect: landedCostEffect && moneyOf(landedCostEffect.amount, landedCostEffect.currency),
    source: provenance?.source.system ?? null,
    confidence: (provenance?.confidence as Confidence | undefined) ?? null,
  };
}

/** Each policy once, though it may be in force on both days. */
function disputedOf(policies: readonly PolicyReading[]): DisputedInput[] {
  const byId = new Map(policies.map((policy) => [policy.policyId, policy]));
  return [...byId.values()].flatMap(({ policyId, provenance }) =>
    provenance.conflicts.map((conflict) => ({ policyId, ...conflict })),
  );
}
