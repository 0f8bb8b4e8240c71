import type { FxRateRecord } from '../../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { seedRows } from '../../support/seed-rows.js';

/** Euros for one unit of a currency by the latest reference rate of the seed files up to a day. */
export function eurosFor(currency: string, asOf: string): number {
  if (currency === 'EUR') return 1;
  const [latest] = seedRows<FxRateRecord>('fx_rates')
    .filter(({ base, quote, date }) => base === 'EUR' && quote === currency && date <= asOf)
    .sort((one, other) => (one.date < other.date ? 1 : -1));
  if (latest === undefined) throw new Error(`no rate of ${currency}`);
  return 1 / Number(latest.rate);
}
