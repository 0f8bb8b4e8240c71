import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger, type ProvenanceReading } from '../answer/ledger.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import { type BalanceReading, foldBalances, guaranteesTogether, type MakerDebt } from './fold-balances.js';
import type { LocalisationDebt, MakerLocalisationDebt } from './localisation-debt.type.js';

const LOCALISATION_DEBT_OPERATION = storedOperation('./localisation-debt.graphql', import.meta.url);

interface CountryReading {
  readonly code: string;
  readonly policies:
    | readonly { readonly policyId: string; readonly scope: string; readonly provenance: ProvenanceReading }[]
    | null;
  readonly localisationBalances: readonly BalanceReading[] | null;
}

interface DebtReading {
  readonly countries: { readonly nodes: readonly CountryReading[] };
}

/** What makers owe in local production, in each of several countries. BAD_USER_INPUT for a country that there is not. */
export async function localisationDebt(
  context: RequestContext,
  countries: readonly string[],
  asOf: string,
): Promise<LocalisationDebt[]> {
  const { data } = await readGraph<DebtReading>(context, LOCALISATION_DEBT_OPERATION, { countries, asOf });
  const readings = new Map(data?.countries.nodes.map((reading) => [reading.code, reading]));
  return countries.map((country) => {
    const reading = readings.get(country);
    if (reading === undefined) throw badUserInput('countries', `${country} is no country of this graph`);
    return debtOf(reading, asOf);
  });
}

function debtOf({ code, policies, localisationBalances }: CountryReading, asOf: string): LocalisationDebt {
  const ledger = new InputLedger();
  if (policies === null) ledger.missing('rules', `The policies of ${code} are out of reach.`);
  for (const { policyId, scope, provenance } of policies ?? []) ledger.used(`rule ${policyId}`, scope, provenance);
  if (localisationBalances === null) ledger.missing('imports and production', `The data of ${code} is out of reach.`);
  else if (localisationBalances.length === 0) {
    ledger.missing('imports under an incentive', `None are on file for ${code} up to ${asOf}.`);
  }
  for (const { maker, importedUnits, account } of localisationBalances ?? []) {
    ledger.used(`cars that ${maker} imported under an incentive`, importedUnits);
    for (const gap of account.missing) ledger.missing(`account of ${maker}`, gap);
  }
  const debts = foldBalances(localisationBalances ?? [], asOf);
  const sum = (units: readonly Decimal[]) => units.reduce((total, one) => total.plus(one), new Decimal(0));
  return {
    ...ledger.close(asOf),
    country: code,
    makers: debts.map((debt) => view(debt, code, asOf)),
    debtUnits: sum(debts.map(({ debtUnits }) => debtUnits)),
    shortfallUnits: sum(debts.map(({ shortfallUnits }) => shortfallUnits)),
    guaranteeAtRisk: [...guaranteesTogether(debts)].map(([currency, amount]) => moneyOf(amount, currency)),
  };
}

function view({ guaranteeAtRisk, ...debt }: MakerDebt, country: string, asOf: string): MakerLocalisationDebt {
  return {
    ...debt,
    balance: { country: { code: country }, maker: debt.maker, asOf },
    guaranteeAtRisk: guaranteeAtRisk.map(({ amount, currency }) => moneyOf(amount, currency)),
  };
}
