/** A certificate that is about to lapse, as the graph tells it. */
export interface CertificateReading {
  readonly certificateId: string;
  readonly kind: string;
  readonly maker: string;
  /** Empty for all of the maker's. */
  readonly variantIds: readonly string[];
  /** First day on which it no longer counts. */
  readonly validTo: string;
  readonly country: { readonly code: string };
  readonly provenance: { readonly confidence: string; readonly source: { readonly system: string } };
}

export interface OfferReading {
  readonly offerId: string;
  readonly variantId: string;
  readonly country: { readonly code: string };
  readonly variant: { readonly makerSlug: string } | null;
  /** Those that still cover the car on the last day that is looked at; null where nobody knows. */
  readonly certificates: readonly { readonly kind: string }[] | null;
}

export interface ApplicationReading {
  readonly applicationId: string;
  readonly partnerId: string;
  readonly offerId: string | null;
  readonly variantId: string | null;
  readonly country: { readonly code: string };
}

/** Whom the end of a certificate concerns. */
export interface Concerned {
  readonly certificate: CertificateReading;
  /** Covered offers that no other certificate of the kind covers on the last day. */
  readonly offers: readonly OfferReading[];
  /** Covered offers whose cars another certificate of the kind covers on the last day. */
  readonly renewedOffers: number;
  readonly applications: readonly ApplicationReading[];
  /** Keys of the banks of the applications, in order. */
  readonly partnerIds: readonly string[];
}

/**
 * Certificates that lapse, soonest first, with the offers on sale and the open applications that hang on them. A certificate
 * covers the maker's cars in its country, or those that it names. An application hangs on the offer that it names, or on its
 * car in its country.
 */
export function concernedBy(
  certificates: readonly CertificateReading[],
  offers: readonly OfferReading[],
  applications: readonly ApplicationReading[],
): Concerned[] {
  const ofMaker = groupedBy(offers, ({ country, variant }) => `${country.code} ${variant?.makerSlug}`);
  const ofCar = groupedBy(applications, ({ country, variantId }) => `${country.code} ${variantId}`);
  const ofOffer = groupedBy(applications, ({ offerId }) => String(offerId));
  return certificates
    .map((certificate): Concerned => {
      const { country, maker, variantIds, kind } = certificate;
      const covered = (ofMaker.get(`${country.code} ${maker}`) ?? []).filter(
        ({ variantId }) => variantIds.length === 0 || variantIds.includes(variantId),
      );
      const hit = covered.filter((offer) => !offer.certificates?.some((other) => other.kind === kind));
      const open = hit.flatMap(({ offerId, variantId }) => [
        ...(ofOffer.get(offerId) ?? []),
        ...(ofCar.get(`${country.code} ${variantId}`) ?? []).filter((one) => one.offerId === null),
      ]);
      const own = [...new Map(open.map((one) => [one.applicationId, one])).values()];
      return {
        certificate,
        offers: hit,
        renewedOffers: covered.length - hit.length,
        applications: own,
        partnerIds: [...new Set(own.map(({ partnerId }) => partnerId))].sort(),
      };
    })
    .sort(
      (one, other) =>
        compare(one.certificate.validTo, other.certificate.validTo) ||
        compare(one.certificate.certificateId, other.certificate.certificateId),
    );
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
