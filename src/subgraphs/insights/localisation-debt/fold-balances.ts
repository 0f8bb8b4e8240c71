import { Decimal } from 'decimal.js';

/** How one obligation of a maker stands on a day, as the graph tells it; units are cars. */
export interface ObligationReading {
  readonly policyId: string;
  readonly ratio: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly dueUnits: string;
  readonly producedUnits: number;
  readonly plannedUnits: number;
  readonly outstandingUnits: string;
  readonly shortfallUnits: string;
}

export interface BalanceReading {
  readonly maker: string;
  readonly importedUnits: number;
  readonly account: {
    readonly obligations: readonly ObligationReading[];
    readonly unsettledImports: string;
    readonly guaranteeAtRisk: readonly { readonly amount: string; readonly currency: string }[];
    readonly missing: readonly string[];
  };
}

/** What a maker owes a country in local production. Units are cars. */
export interface MakerDebt {
  readonly maker: string;
  readonly importedUnits: number;
  /** The term that the figures are of; null where no obligation is on file. */
  readonly term: Pick<ObligationReading, 'policyId' | 'ratio' | 'validFrom' | 'validTo'> | null;
  readonly dueUnits: Decimal;
  readonly producedUnits: number;
  readonly plannedUnits: number;
  /** Due in the term and not made yet: the debt of the day. */
  readonly debtUnits: Decimal;
  /** Forecast of what will still be due at the end of the term. */
  readonly shortfallUnits: Decimal;
  /** Imported cars that no term settles by present plans. */
  readonly unsettledImports: Decimal;
  readonly guaranteeAtRisk: readonly { readonly amount: Decimal; readonly currency: string }[];
}

const ZERO = new Decimal(0);

/**
 * Debts of all makers of a country, greatest first. The debt of a day is that of the term in force; before the first term it
 * is that of the first, after the last one that of the last. What a term leaves open goes over to the next one, so that debts
 * of several terms must not be added up.
 */
export function foldBalances(balances: readonly BalanceReading[], asOf: string): MakerDebt[] {
  return balances
    .map(({ maker, importedUnits, account }): MakerDebt => {
      const term = termOn(account.obligations, asOf);
      return {
        maker,
        importedUnits,
        term,
        dueUnits: new Decimal(term?.dueUnits ?? 0),
        producedUnits: term?.producedUnits ?? 0,
        plannedUnits: term?.plannedUnits ?? 0,
        debtUnits: new Decimal(term?.outstandingUnits ?? 0),
        shortfallUnits: new Decimal(term?.shortfallUnits ?? 0),
        unsettledImports: new Decimal(account.unsettledImports),
        guaranteeAtRisk: account.guaranteeAtRisk.map(({ amount, currency }) => ({
          amount: new Decimal(amount),
          currency,
        })),
      };
    })
    .sort((one, other) => other.debtUnits.comparedTo(one.debtUnits) || (one.maker < other.maker ? -1 : 1));
}

/** Sums of amounts by currency, in the order of their first appearance. */
export function guaranteesTogether(debts: readonly MakerDebt[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { amount, currency } of debts.flatMap(({ guaranteeAtRisk }) => guaranteeAtRisk)) {
    sums.set(currency, amount.plus(sums.get(currency) ?? ZERO));
  }
  return sums;
}

function termOn(obligations: readonly ObligationReading[], asOf: string): ObligationReading | null {
  const running = obligations.find(({ validTo }) => validTo === null || asOf < validTo);
  return running ?? obligations.at(-1) ?? null;
}
