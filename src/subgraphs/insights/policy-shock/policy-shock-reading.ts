import type { ProvenanceReading } from '../answer/ledger.js';

/** What the stored operation of this insight reads. */

export interface Price {
  readonly amount: string;
  readonly currency: string;
}

export interface OfferReading {
  readonly offerId: string;
  readonly variantId: string;
  readonly originCountry: string;
  readonly assemblyForm: string;
  readonly provenance: ProvenanceReading;
  readonly variant: {
    readonly makerSlug: string;
    readonly model: string;
    readonly powertrain: string;
    readonly batteryNetKWh: number | null;
  } | null;
  readonly cifPrice: Price | null;
  readonly listPriceExVat: Price;
  readonly listPriceInclVat: Price;
  readonly now: { readonly landed: Price } | null;
  readonly changed: { readonly landed: Price } | null;
  readonly financing: { readonly offers: readonly { readonly instalment: Price }[] } | null;
}

export interface MarketReading {
  readonly code: string;
  readonly offers: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly nodes: readonly OfferReading[];
  } | null;
}

export interface BaseReading {
  readonly baseId: string;
  readonly maker: string;
  readonly form: string;
  readonly models: readonly string[];
  readonly startOfProduction: string | null;
  readonly annualCapacity: number | null;
  readonly localContentOn: string | null;
  readonly country: { readonly code: string };
  readonly servesCountries: readonly { readonly code: string }[];
  readonly productionPlans: readonly { readonly plannedUnits: number }[];
}

export interface ShockReading {
  readonly policy: {
    readonly policyId: string;
    readonly scope: string;
    readonly provenance: ProvenanceReading;
  } | null;
  readonly countries: { readonly nodes: readonly MarketReading[] };
  readonly assemblyBases: { readonly nodes: readonly BaseReading[] } | null;
}
