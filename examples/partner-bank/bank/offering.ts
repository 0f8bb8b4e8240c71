import { createHash } from 'node:crypto';
import type { PublishRateTableInput, UpsertFinancingProductInput } from '../../../client/generated.js';
import { PublishRateTableDocument, UpsertFinancingProductDocument } from '../../../client/generated.js';
import type { TripodClient } from '../../../client/tripod-client.js';

/** What the bank offers: one product and its rates. */
export interface Offering {
  readonly product: Omit<UpsertFinancingProductInput, 'idempotencyKey'>;
  readonly rows: PublishRateTableInput['rows'];
}

/** Publishes product and rates. The keys come from the content: a bank that dies half way does the rest, and nothing twice. */
export async function publishOffering(client: TripodClient, { product, rows }: Offering): Promise<number> {
  const hash = offeringHash({ product, rows });
  await client.request(UpsertFinancingProductDocument, { input: { ...product, idempotencyKey: `product-${hash}` } });
  const { publishRateTable } = await client.request(PublishRateTableDocument, {
    input: { productId: product.productId, rows, idempotencyKey: `rates-${hash}` },
  });
  return publishRateTable.version;
}

export function offeringHash(offering: Offering): string {
  return createHash('sha256').update(JSON.stringify(offering)).digest('hex');
}
