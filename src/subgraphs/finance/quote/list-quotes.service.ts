import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { partnerRowsOf, requireFinanceCaller } from '../caller-rights.js';
import { quoteModel } from './quote.model.js';
import type { Quote } from './quote.type.js';
import { quoteView } from './quote.view.js';
import type { QuotesArguments } from './quotes.inputs.js';

/** Quotes are read whole. A stage of an aggregation must name what it keeps. */
const WHOLE = Object.fromEntries(Object.keys(quoteModel.schema.paths).map((path) => [path, 1 as const]));

/**
 * Quotes in the order of their ids. Unlike one quote, which whoever knows its id may see, a list is for its bank and for internal
 * callers.
 */
export async function listQuotes(
  { database, caller }: DataContext,
  { first, after, filter }: QuotesArguments,
  wantsCount: boolean,
): Promise<Page<Quote>> {
  requireFinanceCaller(caller);
  const country = filter?.country ?? null;
  const conditions = allOf([
    partnerRowsOf(caller),
    filter?.offerIds ? { offerId: { $in: filter.offerIds } } : {},
    filter?.live ? { expiresAt: { $gt: new Date() } } : {},
  ]);
  const request = { filter: conditions, order: BY_ID, first, after: after ?? null, projection: WHOLE };
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, quoteModel, country, request),
    wantsCount ? countOverall(database, quoteModel, country, conditions) : null,
  ]);
  return pageOf({
    rows,
    first,
    after: after ?? null,
    totalCount,
    view: (row) => quoteView(row),
    positionOf: (row) => [row._id],
  });
}
