import { mongo, type Types } from 'mongoose';
import type { Money } from '../../../kernel/money/money.type.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { AssemblyForm, CarPowertrain } from './car.enums.js';
import type { MarketPolicyRecord } from './market-policy.model.js';
import type { MarketPolicy } from './market-policy.type.js';
import { type LevyBase, POLICY_TYPE_OF_KIND, type PolicyKind, type Stacking } from './policy-kind.js';

/** What callers see of a stored policy, with the figures of its kind. */
export function policyView(record: MarketPolicyRecord): MarketPolicy {
  const kind = record.kind as PolicyKind;
  const { terms, currency } = record;
  const money = (amount: Types.Decimal128 | null): Money | null =>
    amount === null || currency === null ? null : { amount, currency };
  const named = (amount: string | undefined): Money | null =>
    amount === undefined ? null : money(mongo.Decimal128.fromString(amount));
  return {
    ...record,
    ...KIND_FIELDS,
    ...terms,
    units: record.quotaUnits,
    inQuotaRate: record.rate,
    quotaValue: named(terms.quotaValue),
    maxAmount: named(terms.maxAmount),
    __typename: POLICY_TYPE_OF_KIND[kind],
    kind,
    powertrains: record.powertrains as CarPowertrain[],
    assemblyForms: record.assemblyForms as AssemblyForm[],
    priceCap: money(record.priceCap),
    fixedAmount: money(record.fixedAmount),
    minAmount: money(record.minAmount),
    thresholdAmount: money(record.thresholdAmount),
    base: record.base as LevyBase | null,
    stacking: record.stacking as Stacking,
    replaces: record.replaces as PolicyKind[],
    provenance: provenanceView(record.provenance),
  } as MarketPolicy;
}

/** What a rule says that does not mention the field. */
const KIND_FIELDS = {
  regulations: [],
  nexusCountries: [],
  dataCategories: [],
  goods: [],
  minimumPriceConfidential: false,
};
