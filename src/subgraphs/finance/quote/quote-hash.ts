import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { QuoteRecord } from './quote.model.js';

/**
 * The hash of a quote: SHA-256 of its fields as canonical JSON (RFC 8785), amounts and instants as texts, without the hash
 * itself. Whoever holds the quote can compute it again.
 */
export function quoteHash({ hash: _hash, ...quote }: Omit<QuoteRecord, 'hash'> & { hash?: string }): string {
  const plain = JSON.parse(JSON.stringify(quote, asText)) as unknown;
  return createHash('sha256').update(canonicalize(plain)).digest('hex');
}

/** Decimal128 shows itself as `{ $numberDecimal }` in JSON. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$numberDecimal' in value ? value.$numberDecimal : value;
}
