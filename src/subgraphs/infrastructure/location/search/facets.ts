import type { Database } from '../../../../database/database.js';
import { type FacetCount, facetCounts } from '../../../../database/facet-counts.js';
import type { FieldNames } from '../../../../kernel/loaders/selected-fields.js';
import { CONNECTOR_TYPES } from '../../../../kernel/ocpi/connector-types.js';
import type { Vocabulary } from '../../../../kernel/ocpi/vocabulary.js';
import { facetsTogether } from '../../../../kernel/paging/facet-value.type.js';
import { POWER_TYPES } from '../../ocpi/connector-vocabularies.js';
import { EVSE_STATUSES } from '../../ocpi/evse-vocabularies.js';
import { ACCESS, FACILITIES, PAYMENT_METHODS } from '../../ocpi/location-vocabularies.js';
import { chargingLocationModel } from '../charging-location.model.js';
import type { ChargingLocationFacets } from './facets.type.js';

type Filter = Record<string, unknown>;
type FacetName = keyof ChargingLocationFacets;

/** For every facet the different values of one site, as an expression whose value is a list. */
const VALUES: Readonly<Record<FacetName, object>> = {
  connectorStandards: words(nested('$evses.connectors.standard'), CONNECTOR_TYPES),
  powerTypes: words(nested('$evses.connectors.powerType'), POWER_TYPES),
  evseStatuses: words('$evses.status', EVSE_STATUSES),
  operators: single('$operator'),
  facilities: words('$facilities', FACILITIES),
  access: words(single('$access'), ACCESS),
  paymentMethods: words('$paymentMethods', PAYMENT_METHODS),
  countries: single('$country'),
};

const NAMES = Object.keys(VALUES) as FacetName[];

/** The facets of which something is asked. */
export function askedFacets(fields: FieldNames): FacetName[] {
  return NAMES.filter((name) => fields.has(name));
}

/** Counts of the sites of a cluster that meet a condition, for each country or (null) in all: one command. */
export function facetsOf(
  database: Database,
  cluster: string,
  condition: Filter,
  names: readonly FacetName[],
): Promise<CountryFacets[]> {
  return facetCounts(database.model(chargingLocationModel, cluster), condition, names, VALUES);
}

/** How many sites of a country have a value. */
export type CountryFacets = FacetCount<FacetName>;

/** Facets of one or more countries: most frequent first, equally frequent ones by value. */
export function facetsView(counts: readonly CountryFacets[]): ChargingLocationFacets {
  return facetsTogether(NAMES, counts);
}

/** The elements of all lists of a list. */
function nested(path: string): object {
  return {
    $reduce: { input: { $ifNull: [path, []] }, initialValue: [], in: { $concatArrays: ['$$value', '$$this'] } },
  };
}

function single(path: string): object {
  return { $cond: [{ $eq: [{ $ifNull: [path, null] }, null] }, [], [path]] };
}

/** Each word once, as the vocabulary shows it; missing ones are left out. */
function words(list: string | object, { known, fallback }: Vocabulary<string>): object {
  const shown = { $cond: [{ $in: ['$$this', [...known]] }, '$$this', fallback] };
  const present = { $filter: { input: { $ifNull: [list, []] }, as: 'this', cond: { $ne: ['$$this', null] } } };
  return { $setUnion: [{ $map: { input: present, as: 'this', in: shown } }] };
}
