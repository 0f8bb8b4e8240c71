import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { isValidOn, validOn } from '../../../kernel/validity/validity.js';
import { type CountryRecord, countryModel } from '../country/country.model.js';
import { type MarketPolicyRecord, marketPolicyModel } from './market-policy.model.js';
import type { MarketPolicy } from './market-policy.type.js';
import { POLICY_TYPE_OF_KIND, type PolicyKind } from './policy-kind.js';

export interface PolicyListArguments {
  readonly kinds: readonly PolicyKind[] | null;
  readonly asOf: string;
}

const policiesOfCountry: LoaderDefinition<DataContext, string, MarketPolicy[], PolicyListArguments> = {
  name: 'markets.policiesOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: request }, { database }) => {
    const regions = await tradeRegionsOf(database, countries, request.asOf);
    const rows = await database
      .model(marketPolicyModel)
      .find(
        allOf([
          {
            $or: [
              { country: { $in: [...countries] } },
              { tradeRegion: { $in: [...new Set([...regions.values()].flat())] } },
            ],
          },
          request.kinds === null ? {} : { kind: { $in: [...request.kinds] } },
          validOn(request.asOf),
        ]) as never,
      )
      .sort({ kind: 1, validFrom: 1, _id: 1 })
      .lean<MarketPolicyRecord[]>();
    return countries.map((country) =>
      rows.filter((row) => appliesTo(row, country, regions.get(country) ?? [])).map(policyView),
    );
  },
};

/** Rules in force in a country on a date: its own, and those of the trade regions it is a member of on that date. */
export function listPolicies(
  context: DataContext,
  country: string,
  request: PolicyListArguments,
): Promise<MarketPolicy[]> {
  return context.loaders.load(policiesOfCountry, country, { arguments: request, fields: new Set() }, context);
}

async function tradeRegionsOf(
  database: DataContext['database'],
  countries: readonly string[],
  asOf: string,
): Promise<Map<string, string[]>> {
  const rows = await database
    .model(countryModel)
    .find({ _id: { $in: [...countries] } }, { tradeRegions: 1 })
    .lean<Pick<CountryRecord, '_id' | 'tradeRegions'>[]>();
  return new Map(
    rows.map((row) => [
      row._id,
      row.tradeRegions.filter((membership) => isValidOn(membership, asOf)).map(({ code }) => code),
    ]),
  );
}

function appliesTo(row: MarketPolicyRecord, country: string, tradeRegions: readonly string[]): boolean {
  return row.country === country || (row.tradeRegion !== null && tradeRegions.includes(row.tradeRegion));
}

function policyView(record: MarketPolicyRecord): MarketPolicy {
  const kind = record.kind as PolicyKind;
  return { ...record, __typename: POLICY_TYPE_OF_KIND[kind], kind, provenance: provenanceView(record.provenance) };
}
