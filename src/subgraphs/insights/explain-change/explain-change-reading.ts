import type { ProvenanceReading } from '../answer/ledger.js';

/** What the stored operations of this insight read. */

export interface PolicyReading {
  readonly policyId: string;
  readonly kind: string;
  readonly scope: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly provenance: ProvenanceReading & {
    readonly conflicts: readonly { readonly field: string; readonly source: string; readonly statement: string }[];
  };
}

export interface TariffReading {
  readonly countryCode: string;
  readonly partyId: string;
  readonly tariffId: string;
  readonly type: string | null;
  readonly startDateTime: string | null;
  /** Exclusive. */
  readonly endDateTime: string | null;
  readonly provenance: ProvenanceReading;
}

export interface OfferReading {
  readonly offerId: string;
  readonly listPriceInclVat: { readonly amount: string; readonly currency: string };
  readonly provenance: ProvenanceReading;
  readonly landedCost: {
    readonly lines: readonly {
      readonly policy: { readonly policyId: string };
      readonly amount: { readonly amount: string; readonly currency: string };
    }[];
  } | null;
}

interface OfferPage {
  readonly nodes: readonly OfferReading[];
}

export interface ChangeReading {
  readonly country: {
    readonly currency: string | null;
    readonly before: readonly PolicyReading[] | null;
    readonly after: readonly PolicyReading[] | null;
    readonly chargingTariffs: { readonly nodes: readonly TariffReading[] } | null;
  } | null;
  readonly vehicleVariant: { readonly before: OfferPage | null; readonly after: OfferPage | null } | null;
}

interface ProductReading {
  readonly productId: string;
  readonly rateTable: {
    readonly version: number;
    readonly validFrom: string | null;
    readonly provenance: ProvenanceReading;
  } | null;
}

export interface TermsReading {
  readonly before: ProductReading | null;
  readonly after: ProductReading | null;
}

interface RateReading {
  readonly rate: string;
  readonly date: string;
  readonly provenance: ProvenanceReading;
}

export interface RatesReading {
  readonly before: RateReading | null;
  readonly after: RateReading | null;
}
