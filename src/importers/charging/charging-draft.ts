import type { ConfidenceLevel, ConflictRecord } from '../../kernel/provenance/provenance.record.js';

/**
 * What a source of charging data says of a connector, in the names of OCPI. Null is "the source does not say", and
 * never "none": the charging target validates, derives and completes.
 */
export interface ConnectorDraft {
  /** Unique within the EVSE; by position where the source has none. */
  readonly id?: string | null;
  /** OCPI ConnectorType, or the source's own word. */
  readonly standard: string;
  readonly format?: string | null;
  readonly powerType?: string | null;
  /** V; line to neutral for three-phase AC. */
  readonly maxVoltage?: number | null;
  /** A. */
  readonly maxAmperage?: number | null;
  /** W. */
  readonly maxElectricPower?: number | null;
  readonly tariffIds?: readonly string[];
  /** RFC 3339; left out where the source dates EVSEs only. */
  readonly lastUpdated?: string;
}

/** A charge point, or `quantity` charge points that the source does not tell apart. */
export interface EvseDraft {
  /** Unique within the location; by position where the source has none. */
  readonly uid?: string | null;
  /** eMI3 identifier. */
  readonly evseId?: string | null;
  /** OCPI Status, or the source's own word; null becomes UNKNOWN. */
  readonly status?: string | null;
  /** Identical units that this entry stands for; null where the source does not say. */
  readonly quantity?: number | null;
  readonly capabilities?: readonly string[];
  readonly physicalReference?: string | null;
  readonly floorLevel?: string | null;
  readonly parkingRestrictions?: readonly string[];
  readonly statusSchedule?: readonly object[];
  readonly directions?: readonly { readonly language: string; readonly text: string }[];
  readonly coordinates?: { readonly longitude: number; readonly latitude: number } | null;
  readonly connectors: readonly ConnectorDraft[];
  readonly lastUpdated?: Date | string | null;
}

/** Where the draft was read. */
export interface DraftSource {
  /** Register, publisher or data set. */
  readonly system: string;
  readonly recordId: string | null;
  /** SPDX identifier where one exists. */
  readonly licence: string;
  /** YYYY-MM-DD. */
  readonly fetchedAt: string;
  readonly confidence?: ConfidenceLevel;
}

/** A charging site as one source has it: the common end of every import of charging data. */
export interface ChargingDraft {
  /** ISO 3166-1 alpha-2 of the party's country; that of the site where null. */
  readonly countryCode?: string | null;
  /** OCPI party_id, three characters. */
  readonly partyId: string;
  /** At most 36 characters, unique within the party. */
  readonly locationId: string;
  /** ISO 3166-1 alpha-2 of the country in which the site stands, as the source says. */
  readonly country?: string | null;
  /** False for sites that must never be shown. */
  readonly publish?: boolean;
  readonly name?: string | null;
  readonly address?: string | null;
  readonly city?: string | null;
  readonly postalCode?: string | null;
  readonly state?: string | null;
  /** WGS 84, as the source says or as calculated from its own system; not checked. */
  readonly coordinates?: { readonly longitude: number; readonly latitude: number } | null;
  /** Coordinates as the source wrote them, where their system is another. */
  readonly sourceCoordinates?: { readonly x: number; readonly y: number; readonly crs: string } | null;
  /** How good the source says its coordinates are; EXACT unless it says. */
  readonly geoQuality?: 'EXACT' | 'GEOCODED' | 'SUSPECT' | null;
  readonly parkingType?: string | null;
  readonly operator?: string | null;
  readonly suboperator?: string | null;
  readonly owner?: string | null;
  readonly facilities?: readonly string[];
  /** OpenStreetMap opening_hours. */
  readonly openingHours?: string | null;
  /** OCPI Hours, in camel case. */
  readonly openingTimes?: object | null;
  readonly chargingWhenClosed?: boolean | null;
  readonly energyMix?: object | null;
  readonly helpPhone?: string | null;
  readonly access?: string | null;
  readonly paymentMethods?: readonly string[];
  readonly membershipRequired?: boolean | null;
  /** Price as published, free text. */
  readonly priceText?: string | null;
  /**
   * ISO 4217 and OCPI tariff elements, where the price text could be read: becomes a tariff of the party, and that of all
   * connectors that have none. `taxIncluded` as in OCPI 2.3.0 (YES, NO); by the law of the country where null.
   */
  readonly tariff?: {
    readonly currency: string;
    readonly elements: readonly object[];
    readonly taxIncluded?: 'YES' | 'NO' | null;
  } | null;
  readonly relatedLocations?: readonly object[];
  readonly directions?: readonly { readonly language: string; readonly text: string }[];
  readonly publishAllowedTo?: readonly object[];
  readonly images?: readonly object[];
  /** IANA; from the coordinates where null. */
  readonly timeZone?: string | null;
  readonly evses: readonly EvseDraft[];
  /** YYYY-MM-DD. */
  readonly operationalSince?: string | null;
  readonly lastUpdated?: Date | string | null;
  /** True where the source says that the site is gone: leaves a tombstone. */
  readonly removed?: boolean;
  readonly source: DraftSource;
  /** What the source contradicts itself in. */
  readonly conflicts?: readonly ConflictRecord[];
}
