import type { CertificateRecord } from '../../../src/subgraphs/compliance/certificate/certificate.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { seedRows } from '../../support/seed-rows.js';

/** Offers on sale by certificate that lapses in [asOf, lastDay] and has no successor, by a pass over the seed files. */
export function expectedExpiring(asOf: string, lastDay: string): Map<string, string[]> {
  const certificates = seedRows<CertificateRecord>('certificates');
  const offers = seedRows<MarketOfferRecord>('market_offers').filter(
    ({ status, validFrom, validTo }) =>
      status === 'ON_SALE' && (validFrom === null || validFrom <= asOf) && (validTo === null || validTo > asOf),
  );
  const covers = ({ country, maker, variantIds }: CertificateRecord, offer: MarketOfferRecord) =>
    country === offer.country &&
    maker === offer.variantId.split('/')[0] &&
    (variantIds.length === 0 || variantIds.includes(offer.variantId));
  const expected = new Map<string, string[]>();
  for (const certificate of certificates) {
    if (certificate.validFrom > asOf || certificate.validTo <= asOf || certificate.validTo > lastDay) continue;
    const hit = offers.filter(
      (offer) =>
        covers(certificate, offer) &&
        !certificates.some(
          (other) =>
            other.kind === certificate.kind &&
            other.validFrom <= lastDay &&
            other.validTo > lastDay &&
            covers(other, offer),
        ),
    );
    expected.set(certificate.certificateId, hit.map(({ offerId }) => offerId).sort());
  }
  return expected;
}
