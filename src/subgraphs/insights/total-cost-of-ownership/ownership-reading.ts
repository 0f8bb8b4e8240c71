import type { ProvenanceReading } from '../answer/ledger.js';
import type { GuaranteeReading } from './guarantee-cover.js';

/** What the stored operations of this insight read. */

interface Amount {
  readonly amount: string;
}

interface Price extends Amount {
  readonly currency: string;
}

export interface FinancingReading {
  readonly annualPercentageRate: { readonly percent: string };
  readonly product: { readonly productId: string };
  readonly downPayment: Amount;
  readonly instalment: Amount;
  readonly lastPayment: Amount;
  readonly totalPayable: Amount;
}

export interface OfferReading {
  readonly offerId: string;
  readonly country: { readonly code: string };
  readonly listPriceInclVat: Price;
  readonly provenance: ProvenanceReading;
  readonly landedCost: { readonly landed: Price; readonly incentives: Price } | null;
  readonly financing: { readonly offers: readonly FinancingReading[] } | null;
}

export interface TariffReading {
  readonly countryCode: string;
  readonly partyId: string;
  readonly tariffId: string;
  readonly type: string | null;
  readonly currency: string;
  readonly startDateTime: string | null;
  /** Exclusive. */
  readonly endDateTime: string | null;
}

export interface MarketReading {
  readonly code: string;
  readonly currency: string | null;
  readonly timeZones: readonly string[];
  readonly chargingTariffs: { readonly nodes: readonly TariffReading[] } | null;
}

export interface VariantReading {
  readonly batteryNetKWh: number | null;
  readonly batteryGrossKWh: number | null;
  readonly ranges: readonly { readonly cycle: string; readonly km: number }[];
  readonly provenance: ProvenanceReading;
  readonly offers: { readonly nodes: readonly OfferReading[] } | null;
}

export interface OwnershipReading {
  readonly vehicleVariant: VariantReading | null;
  readonly countries: { readonly nodes: readonly MarketReading[] };
}

export interface CountryFactsReading {
  readonly guarantee: {
    readonly best: readonly GuaranteeReading[];
    readonly legalMinima: readonly GuaranteeReading[];
  } | null;
  readonly vehicleVariant: {
    readonly residualValues:
      | readonly {
          readonly share: string;
          readonly curve: { readonly provenance: ProvenanceReading };
        }[]
      | null;
  } | null;
}

export interface RateReading {
  readonly exchangeRate: {
    readonly rate: string;
    readonly date: string;
    readonly provenance: ProvenanceReading;
  } | null;
}

export interface SessionReading {
  readonly chargingPrice: {
    readonly currency: string;
    readonly energyKwh: string;
    readonly totalInclVat: Amount | null;
  } | null;
}
