import { Decimal } from 'decimal.js';
import { firstDayAfter, firstDayOf } from '../plan/quarter.js';

/** An obligation to make `ratio` cars in the country for each imported one, in [validFrom, validTo). */
export interface LocalisationTerm {
  readonly policyId: string;
  readonly ratio: Decimal;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Cars of a quarter: made where that is known, else planned. */
export interface QuarterOutput {
  readonly quarter: string;
  readonly plannedUnits: number;
  readonly producedUnits: number | null;
}

/** How an obligation stands on a day. Units are cars. */
export interface LocalisationObligation {
  readonly policyId: string;
  readonly ratio: Decimal;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Imported cars that earlier terms have not settled. */
  readonly importedUnits: Decimal;
  /** To be made in the term: imported cars times ratio. */
  readonly dueUnits: Decimal;
  /** Made in the term up to the day. */
  readonly producedUnits: number;
  /** Planned in the term from the day on. */
  readonly plannedUnits: number;
  /** Due and not made yet. */
  readonly outstandingUnits: Decimal;
  /** Due and neither made nor planned. */
  readonly shortfallUnits: Decimal;
}

export interface LocalisationAccount {
  readonly obligations: readonly LocalisationObligation[];
  /** Imported cars that no term will settle by present plans. */
  readonly unsettledImports: Decimal;
  /** Share of all imported cars that stays unsettled: the part of a guarantee that is at risk. */
  readonly unsettledShare: Decimal;
}

const ZERO = new Decimal(0);

/**
 * The account of cars imported under an incentive against local production due. Terms follow each other: what is made in
 * a term settles imports at its ratio, the rest goes over to the next one, which asks for more or the same (Thailand's
 * EV3.5: two cars for one in 2026, three in 2027). A quarter counts for the term in which it ends.
 *
 * @param importedUnits cars imported under the incentive
 * @param asOf local date; quarters that are over by then count as made where that is known, all others as planned
 */
export function localisationAccount(
  importedUnits: number,
  terms: readonly LocalisationTerm[],
  quarters: readonly QuarterOutput[],
  asOf: string,
): LocalisationAccount {
  let open = new Decimal(importedUnits);
  const inOrder = [...terms].sort((left, right) => ((left.validFrom ?? '') < (right.validFrom ?? '') ? -1 : 1));
  const obligations = inOrder.map((term): LocalisationObligation => {
    const own = quarters.filter(({ quarter }) => isInTerm(quarter, term));
    const made = own.filter((output) => isMade(output, asOf));
    const producedUnits = sum(made.map((output) => output.producedUnits ?? 0));
    const plannedUnits = sum(own.filter((output) => !isMade(output, asOf)).map((output) => output.plannedUnits));
    const dueUnits = open.times(term.ratio);
    const outstandingUnits = Decimal.max(ZERO, dueUnits.minus(producedUnits));
    const shortfallUnits = Decimal.max(ZERO, outstandingUnits.minus(plannedUnits));
    const obligation = {
      ...term,
      importedUnits: open,
      dueUnits,
      producedUnits,
      plannedUnits,
      outstandingUnits,
      shortfallUnits,
    };
    // A ratio of zero asks for nothing: nothing is settled by it and nothing stays due.
    open = term.ratio.isZero() ? ZERO : shortfallUnits.dividedBy(term.ratio);
    return obligation;
  });
  const unsettledImports = obligations.length === 0 ? ZERO : open;
  return {
    obligations,
    unsettledImports,
    unsettledShare: importedUnits === 0 ? ZERO : unsettledImports.dividedBy(importedUnits),
  };
}

function isInTerm(quarter: string, { validFrom, validTo }: LocalisationTerm): boolean {
  const [first, after] = [firstDayOf(quarter), firstDayAfter(quarter)];
  return (validFrom === null || first >= validFrom) && (validTo === null || after <= validTo);
}

function isMade({ quarter, producedUnits }: QuarterOutput, asOf: string): boolean {
  return producedUnits !== null && firstDayAfter(quarter) <= asOf;
}

function sum(units: readonly number[]): number {
  return units.reduce((total, one) => total + one, 0);
}
