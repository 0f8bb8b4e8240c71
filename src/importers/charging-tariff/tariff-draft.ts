import type { SourcedDraft } from '../pipeline/draft-schema.js';
import { COUNTRY_CODE, LOCAL_DATE, nullable, SOURCE_SCHEMA } from '../pipeline/draft-schema.js';

/** A text keeps every digit; a number is taken as it is written shortest. */
export type DraftNumber = string | number;

export interface PriceLimitDraft {
  /** OCPI 2.3.0 before_taxes, 2.2.1 excl_vat. */
  readonly exclVat?: DraftNumber | null;
  /** OCPI 2.3.0 after_taxes, 2.2.1 incl_vat. */
  readonly inclVat?: DraftNumber | null;
}

export interface TariffRestrictionsDraft {
  readonly startTime?: string | null;
  readonly endTime?: string | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly minKwh?: number | null;
  readonly maxKwh?: number | null;
  readonly minCurrent?: number | null;
  readonly maxCurrent?: number | null;
  readonly minPower?: number | null;
  readonly maxPower?: number | null;
  readonly minDuration?: number | null;
  readonly maxDuration?: number | null;
  readonly dayOfWeek?: readonly string[] | null;
  readonly reservation?: string | null;
}

export interface TariffElementDraft {
  readonly priceComponents: readonly {
    readonly type: string;
    readonly price: DraftNumber;
    readonly vat?: DraftNumber | null;
    readonly stepSize?: number | null;
  }[];
  readonly restrictions?: TariffRestrictionsDraft | null;
}

/** A charging tariff as a format hands it over: the names of OCPI in camel case. */
export interface TariffDraft extends SourcedDraft {
  readonly countryCode: string;
  readonly partyId: string;
  readonly tariffId: string;
  readonly currency: string;
  readonly type?: string | null;
  readonly tariffAltText?: readonly { readonly language: string; readonly text: string }[] | null;
  readonly tariffAltUrl?: string | null;
  readonly minPrice?: PriceLimitDraft | null;
  readonly maxPrice?: PriceLimitDraft | null;
  readonly elements: readonly TariffElementDraft[];
  /** YES, NO, NOT_APPLICABLE; null for OCPI 2.2.1. */
  readonly taxIncluded?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
  readonly energyMix?: {
    readonly isGreenEnergy: boolean;
    readonly energySources?: readonly { readonly source: string; readonly percentage: number }[] | null;
    readonly environImpact?: readonly { readonly category: string; readonly amount: number }[] | null;
    readonly supplierName?: string | null;
    readonly energyProductName?: string | null;
  } | null;
  /** RFC 3339; null where the source has none, so that the day on which it was read counts. */
  readonly lastUpdated?: string | null;
}

const WORD = { type: 'string', minLength: 1, maxLength: 255 };
/** Decimal128 holds 34 digits exactly; no price, rate or limit has more. */
const NUMBER = { type: ['string', 'number'], pattern: '^\\d{1,12}(\\.\\d{1,12})?$', minimum: 0, maximum: 1e12 };
const BOUND = nullable({ type: 'number', minimum: 0, maximum: 1e9 });
const SECONDS = nullable({ type: 'integer', minimum: 0, maximum: 2_147_483_647 });
const CLOCK = nullable({ type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const INSTANT = nullable({
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$',
});

function closed(required: readonly string[], properties: Readonly<Record<string, object>>): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function listOf(items: object, maxItems: number, minItems = 0): object {
  return { type: 'array', items, minItems, maxItems };
}

const PRICE_LIMIT = nullable(closed([], { exclVat: nullable(NUMBER), inclVat: nullable(NUMBER) }));

const ELEMENT = closed(['priceComponents'], {
  priceComponents: listOf(
    closed(['type', 'price'], { type: WORD, price: NUMBER, vat: nullable(NUMBER), stepSize: SECONDS }),
    20,
    1,
  ),
  restrictions: nullable(
    closed([], {
      startTime: CLOCK,
      endTime: CLOCK,
      startDate: nullable(LOCAL_DATE),
      endDate: nullable(LOCAL_DATE),
      minKwh: BOUND,
      maxKwh: BOUND,
      minCurrent: BOUND,
      maxCurrent: BOUND,
      minPower: BOUND,
      maxPower: BOUND,
      minDuration: SECONDS,
      maxDuration: SECONDS,
      dayOfWeek: nullable(listOf(WORD, 7)),
      reservation: nullable(WORD),
    }),
  ),
});

/** JSON Schema of {@link TariffDraft}: fields, shapes and units. */
export const TARIFF_DRAFT_SCHEMA = closed(['countryCode', 'partyId', 'tariffId', 'currency', 'elements', 'source'], {
  countryCode: COUNTRY_CODE,
  partyId: { type: 'string', pattern: '^[A-Za-z0-9]{3}$' },
  tariffId: { type: 'string', pattern: '^[^*]{1,36}$' },
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  type: nullable(WORD),
  tariffAltText: nullable(
    listOf(
      closed(['language', 'text'], {
        language: { type: 'string', minLength: 2, maxLength: 2 },
        text: { type: 'string', maxLength: 10_000 },
      }),
      100,
    ),
  ),
  tariffAltUrl: nullable({ type: 'string', minLength: 1, maxLength: 2_000 }),
  minPrice: PRICE_LIMIT,
  maxPrice: PRICE_LIMIT,
  elements: listOf(ELEMENT, 500, 1),
  taxIncluded: nullable(WORD),
  startDateTime: INSTANT,
  endDateTime: INSTANT,
  energyMix: nullable(
    closed(['isGreenEnergy'], {
      isGreenEnergy: { type: 'boolean' },
      energySources: nullable(
        listOf(closed(['source', 'percentage'], { source: WORD, percentage: { type: 'number' } }), 100),
      ),
      environImpact: nullable(
        listOf(closed(['category', 'amount'], { category: WORD, amount: { type: 'number' } }), 100),
      ),
      supplierName: nullable(WORD),
      energyProductName: nullable(WORD),
    }),
  ),
  lastUpdated: INSTANT,
  source: SOURCE_SCHEMA,
  // Mappings give every record the country of its file; a tariff has that of its party.
  country: nullable(COUNTRY_CODE),
});
