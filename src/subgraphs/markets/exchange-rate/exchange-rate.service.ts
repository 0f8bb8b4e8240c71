import { Decimal } from 'decimal.js';
import type { PipelineStage } from 'mongoose';
import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { type FxRateRecord, fxRateModel } from './exchange-rate.model.js';
import type { FxRate } from './exchange-rate.type.js';

export interface CurrencyPair {
  readonly base: string;
  readonly quote: string;
  /** Day on which the rate is wanted: the latest one up to it counts. */
  readonly asOf: string;
}

/** Central banks publish rates of the euro: others follow from two of them. */
const PIVOT = 'EUR';

/** Significant digits of a rate that is reckoned from others. */
const DERIVED_DIGITS = 12;

/** The latest published rate of each pair up to its day: one aggregation, with one branch a pair. */
const publishedRate: LoaderDefinition<DataContext, CurrencyPair, FxRateRecord | null> = {
  name: 'markets.publishedRate',
  keyText: ({ base, quote, asOf }) => `${base}:${quote}:${asOf}`,
  load: async (pairs, _request, { database }) => {
    const branch = ({ base, quote, asOf }: CurrencyPair): PipelineStage.FacetPipelineStage[] => [
      { $match: { base, quote, date: { $lte: asOf } } },
      { $sort: { base: 1, quote: 1, date: -1 } },
      { $limit: 1 },
      { $set: { asOf } },
    ];
    const [first, ...others] = pairs;
    if (first === undefined) {
      return [];
    }
    const rows = await database
      .model(fxRateModel)
      .aggregate<FxRateRecord & { asOf: string }>([
        ...branch(first),
        ...others.map((pair) => ({ $unionWith: { coll: fxRateModel.collection, pipeline: branch(pair) as never } })),
      ]);
    const byPair = new Map(rows.map((row) => [publishedRate.keyText(row), row]));
    return pairs.map((pair) => byPair.get(publishedRate.keyText(pair)) ?? null);
  },
};

/**
 * Units of `quote` for one unit of `base`: the published rate, the inverse of the opposite one, or what follows from the
 * rates of both currencies to the euro; the latest ones up to the day. Null where nothing is on file.
 */
export async function findExchangeRate(context: DataContext, pair: CurrencyPair): Promise<FxRate | null> {
  const { base, quote, asOf } = pair;
  if (base === quote) {
    return null;
  }
  const published = (from: string, to: string) =>
    from === to
      ? null
      : context.loaders.load(
          publishedRate,
          { base: from, quote: to, asOf },
          { arguments: undefined, fields: new Set<string>() },
          context,
        );
  const [direct, opposite, toBase, toQuote] = await Promise.all([
    published(base, quote),
    published(quote, base),
    published(PIVOT, base),
    published(PIVOT, quote),
  ]);
  if (direct !== null) {
    return { ...direct, provenance: provenanceView(direct.provenance), derived: false };
  }
  if (opposite !== null) {
    return derivedRate(pair, new Decimal(1).dividedBy(opposite.rate.toString()), [opposite]);
  }
  if (toBase !== null && toQuote !== null) {
    return derivedRate(pair, new Decimal(toQuote.rate.toString()).dividedBy(toBase.rate.toString()), [toBase, toQuote]);
  }
  return null;
}

/** A rate that follows from others is as old as the oldest of them, and no surer. */
function derivedRate({ base, quote }: CurrencyPair, rate: Decimal, from: readonly FxRateRecord[]): FxRate {
  const [oldest] = [...from].sort((left, right) => (left.date < right.date ? -1 : 1)) as [FxRateRecord];
  return {
    base,
    quote,
    date: oldest.date,
    rate: rate.toSignificantDigits(DERIVED_DIGITS),
    provenance: provenanceView(oldest.provenance),
    derived: true,
  };
}
