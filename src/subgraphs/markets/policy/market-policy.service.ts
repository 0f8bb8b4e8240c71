import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { isValidOn } from '../../../kernel/validity/validity.js';
import { type CountryRecord, countryModel, type TradeRegionMembership } from '../country/country.model.js';
import type { Country } from '../country/country.type.js';
import type { LocalisationRule } from './localisation-rule.type.js';
import { type MarketPolicyRecord, marketPolicyModel } from './market-policy.model.js';
import type { MarketPolicy } from './market-policy.type.js';
import { policyView } from './market-policy.view.js';
import { POLICY_TYPE_OF_KIND, type PolicyKind } from './policy-kind.js';

export interface PolicyListArguments {
  readonly kinds: readonly PolicyKind[] | null;
  readonly asOf: string;
}

const NOTHING = { arguments: undefined, fields: new Set<string>() };

const membershipsOfCountry: LoaderDefinition<DataContext, string, TradeRegionMembership[]> = {
  name: 'markets.membershipsOfCountry',
  keyText: (country) => country,
  load: async (countries, _request, { database }) => {
    const rows = await database
      .model(countryModel)
      .find({ _id: { $in: [...countries] } }, { tradeRegions: 1 })
      .lean<Pick<CountryRecord, '_id' | 'tradeRegions'>[]>();
    const byCountry = new Map(rows.map((row) => [row._id, row.tradeRegions]));
    return countries.map((country) => byCountry.get(country) ?? []);
  },
};

interface Place {
  readonly field: 'country' | 'tradeRegion';
  readonly code: string;
}

/** The rules of a place of all times: there are few, and one request often asks for several days. */
const policiesOfPlace: LoaderDefinition<DataContext, Place, MarketPolicyRecord[]> = {
  name: 'markets.policiesOfPlace',
  keyText: ({ field, code }) => `${field} ${code}`,
  load: async (places, _request, { database }) => {
    const codes = (field: Place['field']) => places.filter((place) => place.field === field).map(({ code }) => code);
    const rows = await database
      .model(marketPolicyModel)
      .find({ $or: [{ country: { $in: codes('country') } }, { tradeRegion: { $in: codes('tradeRegion') } }] } as never)
      .sort({ kind: 1, validFrom: 1, _id: 1 })
      .lean<MarketPolicyRecord[]>();
    return places.map(({ field, code }) => rows.filter((row) => row[field] === code));
  },
};

const policyById: LoaderDefinition<DataContext, string, MarketPolicyRecord | null> = {
  name: 'markets.policyById',
  keyText: (id) => id,
  load: async (ids, _request, { database }) => {
    const rows = await database
      .model(marketPolicyModel)
      .find({ _id: { $in: [...ids] } })
      .lean<MarketPolicyRecord[]>();
    const byId = new Map(rows.map((row) => [row._id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  },
};

/** The rule of that key, of any day; null where there is none. */
export async function findPolicy(context: DataContext, policyId: string): Promise<MarketPolicy | null> {
  const row = await context.loaders.load(policyById, policyId, NOTHING, context);
  return row && policyView(row);
}

/** A country whose rules are wanted; its memberships are read where they are not known yet. */
export type CountryOfPolicies = Pick<Country, 'code'> & Partial<Pick<Country, 'tradeRegions'>>;

/** Trade regions that a country is a member of on a day. */
export async function tradeRegionsOf(
  context: DataContext,
  { code: country, tradeRegions }: CountryOfPolicies,
  asOf: string,
): Promise<string[]> {
  const memberships = tradeRegions ?? (await context.loaders.load(membershipsOfCountry, country, NOTHING, context));
  return memberships.filter((membership) => isValidOn(membership, asOf)).map(({ code }) => code);
}

/** Rules of a country, of any date, and of the trade regions that it is a member of on the day. */
export async function policiesOfCountry(
  context: DataContext,
  country: CountryOfPolicies,
  asOf: string,
): Promise<MarketPolicyRecord[]> {
  const regions = await tradeRegionsOf(context, country, asOf);
  const places: Place[] = [
    { field: 'country', code: country.code },
    ...regions.map((code): Place => ({ field: 'tradeRegion', code })),
  ];
  const rows = await Promise.all(places.map((place) => context.loaders.load(policiesOfPlace, place, NOTHING, context)));
  return rows.flat();
}

/** Rules in force in a country on a date: its own, and those of the trade regions it is a member of on that date. */
export async function listPolicies(
  context: DataContext,
  country: CountryOfPolicies,
  { kinds, asOf }: PolicyListArguments,
): Promise<MarketPolicy[]> {
  const rows = await policiesOfCountry(context, country, asOf);
  return rows
    .filter((row) => isValidOn(row, asOf) && (kinds === null || kinds.includes(row.kind as PolicyKind)))
    .sort(byKindAndDate)
    .map(policyView);
}

/** Localisation rules of a country and of the trade regions that it is a member of today, of all times. */
export async function listLocalisationRules(
  context: DataContext,
  country: CountryOfPolicies,
): Promise<LocalisationRule[]> {
  const rows = await policiesOfCountry(context, country, context.today);
  return rows
    .filter(({ kind }) => POLICY_TYPE_OF_KIND[kind as PolicyKind] === 'Localisation')
    .sort(byKindAndDate)
    .map(({ policyId, terms, validFrom, validTo }) => ({
      policyId,
      ratioLocalPerImported: terms.ratioLocalPerImported ?? null,
      localContentShare: terms.localContentShare ?? null,
      validFrom,
      validTo,
    }));
}

function byKindAndDate(left: MarketPolicyRecord, right: MarketPolicyRecord): number {
  return (
    compare(left.kind, right.kind) ||
    compare(left.validFrom ?? '', right.validFrom ?? '') ||
    compare(left._id, right._id)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
