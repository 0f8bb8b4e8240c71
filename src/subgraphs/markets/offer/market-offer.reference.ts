import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import type { MoneyInput } from '../../../kernel/money/money.input.js';
import { malformedReference } from '../../../kernel/subgraph/entity-references.js';
import type { EntityDefinition, Representation } from '../../../kernel/subgraph/subgraph-definition.js';
import type { LandedCostInput } from '../landed-cost/landed-cost.inputs.js';
import type { PolicyChangeInput } from '../landed-cost/policy-change.inputs.js';
import { AssemblyForm, CarPowertrain } from '../policy/car.enums.js';

/** An offer as its reference came: whatever the gateway sent along. */
export type OfferReference = Representation & { readonly offerId: string };

/** Offers are kept elsewhere: what is known of one here is what its reference brings along. */
export const offerReferences: EntityDefinition<DataContext> = {
  typeName: 'MarketOffer',
  resolveReferences: (references) =>
    references.map((reference) =>
      typeof reference.offerId === 'string' ? { ...reference } : malformedReference('MarketOffer'),
    ),
};

/**
 * The car of an offer on its way into its country. Null where the offer has no customs value (it is made in the country)
 * or its variant is not on file.
 */
export function carOfOffer(
  reference: OfferReference,
  asOf: string,
  changes: PolicyChangeInput[],
): LandedCostInput | null {
  const { country, originCountry, assemblyForm, cifPrice, listPriceExVat, variant } = reference;
  const customsValue = moneyOf(cifPrice);
  const code = textOf(country, 'code');
  const powertrain = memberOf(CarPowertrain, textOf(variant, 'powertrain'));
  if (customsValue === null || code === null || powertrain === null) {
    return null;
  }
  const battery = isObject(variant) ? variant.batteryNetKWh : null;
  return {
    country: code,
    asOf,
    cifPrice: customsValue,
    originCountry: typeof originCountry === 'string' ? originCountry : null,
    exporterGroup: textOf(variant, 'makerSlug'),
    powertrain,
    assemblyForm: memberOf(AssemblyForm, assemblyForm) ?? AssemblyForm.CBU,
    batteryKwh: typeof battery === 'number' ? new Decimal(String(battery)) : null,
    retailPrice: moneyOf(listPriceExVat),
    conditions: [],
    changes,
  };
}

function moneyOf(value: unknown): MoneyInput | null {
  if (!isObject(value) || typeof value.currency !== 'string') {
    return null;
  }
  const amount = String(value.amount);
  return /^\d+(\.\d+)?$/.test(amount) ? { amount: new Decimal(amount), currency: value.currency } : null;
}

function textOf(value: unknown, field: string): string | null {
  const text = isObject(value) ? value[field] : null;
  return typeof text === 'string' ? text : null;
}

function memberOf<Member extends string>(members: Readonly<Record<string, Member>>, word: unknown): Member | null {
  return Object.values(members).find((member) => member === word) ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
