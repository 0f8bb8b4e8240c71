import type { DraftProvenance } from '../pipeline/draft-schema.js';

type Json = Readonly<Record<string, unknown>>;

/** Names of OCPI that are not merely their own camel case. */
const NAMES: Readonly<Record<string, string>> = {
  id: 'tariffId',
  excl_vat: 'exclVat',
  incl_vat: 'inclVat',
  before_taxes: 'exclVat',
  after_taxes: 'inclVat',
};

/** Fields of a tariff below which every name is OCPI's. */
const KNOWN = new Set([
  'country_code',
  'party_id',
  'id',
  'currency',
  'type',
  'tariff_alt_text',
  'tariff_alt_url',
  'min_price',
  'max_price',
  'elements',
  'tax_included',
  'start_date_time',
  'end_date_time',
  'energy_mix',
  'last_updated',
]);

const WITHOUT_ZONE = /T\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/**
 * An OCPI Tariff (2.2.1 or 2.3.0) as a draft of the target `charging-tariffs`, whose schema judges it: names become camel
 * case, country and party codes upper case (CiString), `N/A` NOT_APPLICABLE. Fields of the tariff that OCPI does not know
 * are left out; whatever is wrong inside of those that it knows stays, to be found by the schema.
 */
export function tariffDraftOf(tariff: Json, source: DraftProvenance): Json {
  const known = Object.entries(tariff).filter(([name]) => KNOWN.has(name));
  const draft = renamed(Object.fromEntries(known), true) as Record<string, unknown>;
  for (const field of ['countryCode', 'partyId']) {
    if (typeof draft[field] === 'string') {
      draft[field] = draft[field].toUpperCase();
    }
  }
  for (const field of ['startDateTime', 'endDateTime', 'lastUpdated']) {
    // OCPI writes UTC with or without its "Z".
    if (typeof draft[field] === 'string' && WITHOUT_ZONE.test(draft[field])) {
      draft[field] = `${draft[field]}Z`;
    }
  }
  if (draft.taxIncluded === 'N/A') {
    draft.taxIncluded = 'NOT_APPLICABLE';
  }
  return { ...draft, source };
}

function renamed(value: unknown, isTariff = false): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => renamed(item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, below]) => [
      (name !== 'id' || isTariff ? NAMES[name] : undefined) ?? camelCase(name),
      renamed(below),
    ]),
  );
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
