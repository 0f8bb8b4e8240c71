import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import type { Money } from '../../../kernel/money/money.type.js';
import { isLocalDate } from '../../../kernel/scalars/local-date.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';
import { isValidOn } from '../../../kernel/validity/validity.js';
import type { AssemblyBaseRecord } from '../base/assembly-base.model.js';
import { allBases, localContentOn } from '../base/assembly-base.service.js';
import { assemblyBaseView } from '../base/assembly-base.view.js';
import { countryOfReference } from '../country/country.reference.js';
import type { CountryExtension } from '../country/country.type.js';
import { loadPlans } from '../plan/production-plan.service.js';
import { type IncentivisedImportRecord, incentivisedImportModel } from './incentivised-import.model.js';
import { localisationAccount } from './localisation-account.js';
import type { LocalContentObligation, LocalisationAccount, LocalisationBalance } from './localisation-balance.type.js';

const importsOfCountry: LoaderDefinition<DataContext, string, IncentivisedImportRecord[]> = {
  name: 'supply.incentivisedImportsOfCountry',
  keyText: (country) => country,
  load: (countries, _request, { database }) =>
    rowsPerCountry(database, incentivisedImportModel, countries, {}, { maker: 1, year: 1 }),
};

/** Decimal places of amounts of guarantees; they are estimates. */
const GUARANTEE_PLACES = 2;

/** Balances by reference: their key, and the rules of the country where the gateway sent them along. */
export function balancesByReference(references: readonly Representation[]): (LocalisationBalance | null)[] {
  return references.map(({ country: reference, maker, asOf }) => {
    const country = countryOfReference(reference);
    const complete = country !== null && typeof maker === 'string' && typeof asOf === 'string' && isLocalDate(asOf);
    return complete ? { country, maker, asOf } : null;
  });
}

/** Cars of the maker imported under an incentive, up to the end of the year of the day. */
export async function importedUnits(context: DataContext, balance: LocalisationBalance): Promise<number> {
  const imports = await importsOf(context, balance);
  return imports.reduce((sum, { units }) => sum + units, 0);
}

/** Balances of every maker that imported cars into the country under an incentive, in the order of their slugs. */
export async function balancesOfCountry(
  context: DataContext,
  country: CountryExtension,
  asOf: string,
): Promise<LocalisationBalance[]> {
  const imports = await importsUpTo(context, country.code, asOf);
  const makers = new Set(imports.map(({ maker }) => maker));
  return [...makers].sort().map((maker) => ({ country, maker, asOf }));
}

/** The account of the maker in the country on the day. */
export async function accountOf(context: DataContext, balance: LocalisationBalance): Promise<LocalisationAccount> {
  const { country, maker, asOf } = balance;
  const rules = country.localisationRules ?? [];
  const [imports, plans, bases] = await Promise.all([
    importsOf(context, balance),
    loadPlans(context, country.code),
    allBases(context, country.code),
  ]);
  const own = plans.filter((plan) => plan.maker === maker);
  const units = imports.reduce((sum, one) => sum + one.units, 0);
  const terms = rules.flatMap(({ policyId, ratioLocalPerImported, validFrom, validTo }) =>
    ratioLocalPerImported === null ? [] : [{ policyId, ratio: new Decimal(ratioLocalPerImported), validFrom, validTo }],
  );
  const account = localisationAccount(units, terms, own, asOf);
  return {
    obligations: [...account.obligations],
    localContent: localContentObligations(
      balance,
      bases.filter((base) => base.maker === maker),
    ),
    unsettledImports: account.unsettledImports,
    guaranteeAtRisk: guaranteeAtRisk(imports, account.unsettledShare),
    missing: [
      ...(terms.length === 0 ? [`No obligation to produce locally is on file for ${country.code}.`] : []),
      ...(imports.length === 0 ? [`No imports of ${maker} under an incentive are on file for ${country.code}.`] : []),
      ...(own.length === 0 ? [`No production plans of ${maker} are on file for ${country.code}.`] : []),
    ],
  };
}

async function importsOf(
  context: DataContext,
  { country, maker, asOf }: LocalisationBalance,
): Promise<IncentivisedImportRecord[]> {
  const imports = await importsUpTo(context, country.code, asOf);
  return imports.filter((one) => one.maker === maker);
}

/** Up to the end of the year of the day. */
async function importsUpTo(context: DataContext, country: string, asOf: string): Promise<IncentivisedImportRecord[]> {
  const request = { arguments: undefined, fields: new Set<string>() };
  const imports = await context.loaders.load(importsOfCountry, country, request, context);
  const year = Number(asOf.slice(0, 4));
  return imports.filter((one) => one.year <= year);
}

function localContentObligations(
  { country, asOf }: LocalisationBalance,
  bases: readonly AssemblyBaseRecord[],
): LocalContentObligation[] {
  return (country.localisationRules ?? []).flatMap((rule) => {
    const { policyId, localContentShare } = rule;
    if (localContentShare === null || !isValidOn(rule, asOf)) {
      return [];
    }
    return bases.map((record): LocalContentObligation => {
      const share = localContentOn(record.localContent, asOf)?.share ?? null;
      return {
        policyId,
        requiredShare: localContentShare,
        base: assemblyBaseView(record),
        share,
        met: share === null ? null : new Decimal(share.toString()).gte(localContentShare),
      };
    });
  });
}

function guaranteeAtRisk(imports: readonly IncentivisedImportRecord[], unsettledShare: Decimal): Money[] {
  const byCurrency = new Map<string, Decimal>();
  for (const { bankGuarantee } of imports) {
    if (bankGuarantee !== null) {
      const sum = byCurrency.get(bankGuarantee.currency) ?? new Decimal(0);
      byCurrency.set(bankGuarantee.currency, sum.plus(bankGuarantee.amount.toString()));
    }
  }
  return [...byCurrency].map(([currency, amount]) => ({
    amount: decimal128Of(amount.times(unsettledShare).toDecimalPlaces(GUARANTEE_PLACES)),
    currency,
  }));
}
