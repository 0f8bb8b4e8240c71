import { TripodError } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import type { ProvenanceReading } from '../answer/ledger.js';
import { readGraph } from '../operation/read-graph.js';
import type { RateReading } from './ownership-reading.js';

const EXCHANGE_RATE_OPERATION = storedOperation('./exchange-rate.graphql', import.meta.url);

export interface KnownRate {
  readonly rate: string;
  /** Null for a currency in itself. */
  readonly date: string | null;
  readonly provenance: ProvenanceReading | null;
}

/**
 * Rates of currencies in the reporting currency, as of a day; without those that are not on file.
 *
 * @throws TripodError NO_EXCHANGE_RATE where none at all is on file, so that nothing could be told
 */
export async function ratesTo(
  context: RequestContext,
  currencies: readonly string[],
  reportingCurrency: string,
  asOf: string,
): Promise<ReadonlyMap<string, KnownRate>> {
  const wanted = [...new Set(currencies)];
  const rates = await Promise.all(wanted.map((base) => rateTo(context, base, reportingCurrency, asOf)));
  const known = new Map(
    wanted.flatMap((base, at) => {
      const rate = rates[at];
      return rate ? [[base, rate] as const] : [];
    }),
  );
  if (wanted.length > 0 && known.size === 0) {
    throw new TripodError(
      'NO_EXCHANGE_RATE',
      `input.reportingCurrency: no exchange rate of ${reportingCurrency} is on file for ${asOf}`,
      { field: 'input.reportingCurrency', currency: reportingCurrency },
    );
  }
  return known;
}

async function rateTo(context: RequestContext, base: string, quote: string, asOf: string): Promise<KnownRate | null> {
  if (base === quote) return { rate: '1', date: null, provenance: null };
  const { data } = await readGraph<RateReading>(context, EXCHANGE_RATE_OPERATION, { base, quote, asOf });
  return data?.exchangeRate ?? null;
}
