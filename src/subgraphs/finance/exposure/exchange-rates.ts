import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';
import type { UsedExchangeRate } from './exposure.type.js';

/** Reference rates are quoted against it. */
const REFERENCE = 'EUR';

interface Reading {
  readonly [alias: string]: { readonly rate: string; readonly date: string } | null;
}

/**
 * Rates from currencies to one, as the graph knows them on a day, crossed over the euro. Exchange rates are facts of another
 * subgraph; a root field has no reference that they could come along with, so they are read through the graph
 * (docs/decisions/facts-of-other-subgraphs.md). A currency without a rate is missing in the answer.
 */
export async function exchangeRates(
  context: DataContext,
  currencies: readonly string[],
  to: string,
  asOf: string,
): Promise<Map<string, UsedExchangeRate>> {
  const rates = new Map<string, UsedExchangeRate>();
  const foreign = currencies.filter((currency) => currency !== to);
  if (foreign.length === 0) return rates;
  if (context.graph === undefined) {
    throw new TripodError(
      'SUBGRAPH_UNAVAILABLE',
      'Exchange rates are out of reach: this server does not know where the graph is (GRAPH_URL).',
    );
  }
  const asked = [...new Set([...foreign, to])].filter((currency) => currency !== REFERENCE).sort();
  const fields = asked.map(
    (currency) => `${currency}: exchangeRate(base: "${REFERENCE}", quote: "${currency}", asOf: $asOf) { rate date }`,
  );
  const { data } = await context.graph.read<Reading>(
    { name: 'exchange-rates', source: `query ExchangeRates($asOf: Date!) { ${fields.join(' ')} }` },
    { asOf },
    context,
  );
  const reference = (currency: string) =>
    currency === REFERENCE ? { rate: '1', date: asOf } : (data?.[currency] ?? null);
  const target = reference(to);
  for (const from of foreign) {
    const source = reference(from);
    if (source === null || target === null) continue;
    rates.set(from, {
      from,
      to,
      rate: new Decimal(target.rate).div(source.rate).toSignificantDigits(12),
      date: [source.date, target.date].sort()[0] ?? asOf,
    });
  }
  return rates;
}
