import { Decimal } from 'decimal.js';

/** A row as far as coverage asks: inclusive terms, half-open loan-to-value ratios, null for all. */
export interface CoveringRow {
  readonly termFrom: number;
  readonly termTo: number;
  readonly ltvFrom: Decimal;
  readonly ltvTo: Decimal;
  readonly scoreBand: string | null;
  readonly powertrain: string | null;
  readonly variantIds: readonly string[];
}

/** What the product offers, and so what the rows must cover. */
export interface OfferedRange {
  readonly termMonths: { readonly min: number; readonly max: number; readonly step: number };
  /** Least and greatest loan-to-value ratio, both included. */
  readonly ltv: { readonly min: Decimal; readonly max: Decimal };
}

/** A case that no row hits, or that several do. */
export interface CoverageProblem {
  readonly kind: 'GAP' | 'OVERLAP';
  /** Positions of the rows, from 1. */
  readonly rows: readonly number[];
  /** For people: "36 months, loan-to-value 0.6 to 0.8, score A". */
  readonly where: string;
}

const MAXIMUM_PROBLEMS = 20;
/** Beyond, a table is refused as too fine: no rate table of this world comes near. */
const MAXIMUM_CELLS = 500_000;

/**
 * Whether every case that a product offers hits exactly one row. Exact: the space is cut at every boundary of every row, so
 * that within a cell all cases hit the same rows. Where rows name bands of a score, powertrains or variants, the named ones
 * must be covered, and all others too as soon as one row is for all.
 */
export function coverageProblems(rows: readonly CoveringRow[], offered: OfferedRange): CoverageProblem[] {
  const terms: number[] = [];
  const { min, max, step } = offered.termMonths;
  for (let term = min; term <= max; term += step) terms.push(term);
  const ratios = cutRatios(rows, offered.ltv);
  const bands = named(rows.map(({ scoreBand }) => (scoreBand === null ? [] : [scoreBand])));
  const powertrains = named(rows.map(({ powertrain }) => (powertrain === null ? [] : [powertrain])));
  const variants = named(rows.map(({ variantIds }) => [...variantIds]));
  const cells = terms.length * ratios.length * bands.length * powertrains.length * variants.length;
  if (cells > MAXIMUM_CELLS) {
    return [{ kind: 'OVERLAP', rows: [], where: `the rows make ${cells} cases, more than ${MAXIMUM_CELLS}` }];
  }
  const problems: CoverageProblem[] = [];
  const known = new Set<string>();
  for (const term of terms) {
    for (const [from, to] of ratios) {
      for (const band of bands) {
        for (const powertrain of powertrains) {
          for (const variant of variants) {
            const hits = rows.flatMap((row, at) =>
              row.termFrom <= term &&
              term <= row.termTo &&
              row.ltvFrom.lte(from) &&
              row.ltvTo.gt(from) &&
              (row.scoreBand === null || row.scoreBand === band) &&
              (row.powertrain === null || row.powertrain === powertrain) &&
              (row.variantIds.length === 0 || (variant !== null && row.variantIds.includes(variant)))
                ? [at + 1]
                : [],
            );
            if (hits.length === 1) continue;
            const kind = hits.length === 0 ? 'GAP' : 'OVERLAP';
            // An overlap of the same rows is told once, a gap once for each ratio and word.
            const key = kind === 'OVERLAP' ? hits.join() : `${from}/${band}/${powertrain}/${variant}`;
            if (known.has(`${kind} ${key}`)) continue;
            known.add(`${kind} ${key}`);
            problems.push({ kind, rows: hits, where: describe(term, from, to, { band, powertrain, variant }) });
            if (problems.length >= MAXIMUM_PROBLEMS) return problems;
          }
        }
      }
    }
  }
  return problems;
}

/** Half-open pieces [from, to) of the ratios on offer, cut where any row begins or ends; the greatest one is a piece of its own. */
function cutRatios(rows: readonly CoveringRow[], { min, max }: OfferedRange['ltv']): [Decimal, Decimal][] {
  const cuts = [min, max, ...rows.flatMap(({ ltvFrom, ltvTo }) => [ltvFrom, ltvTo])]
    .filter((cut) => cut.gte(min) && cut.lte(max))
    .sort((one, other) => one.comparedTo(other))
    .filter((cut, at, all) => at === 0 || !cut.eq(all[at - 1] as Decimal));
  return cuts.map((cut, at) => [cut, cuts[at + 1] ?? cut]);
}

/** The words that rows name, and null for all others where a row is for all. */
function named(lists: readonly (readonly string[])[]): (string | null)[] {
  const words: (string | null)[] = [...new Set(lists.flat())].sort();
  return words.length === 0 || lists.some((list) => list.length === 0) ? [...words, null] : words;
}

function describe(
  term: number,
  from: Decimal,
  to: Decimal,
  { band, powertrain, variant }: { band: string | null; powertrain: string | null; variant: string | null },
): string {
  return [
    `${term} months`,
    from.eq(to) ? `loan-to-value ${from.toFixed()}` : `loan-to-value ${from.toFixed()} to ${to.toFixed()}`,
    band === null ? null : `score ${band}`,
    powertrain,
    variant,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
