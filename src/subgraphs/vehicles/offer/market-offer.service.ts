import type { DataContext } from '../../../database/data-context.js';
import { findByKey, type RowKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { offerCondition } from './market-offer.filter.js';
import type { CountryOffersArguments, MarketOfferFilter, OffersArguments } from './market-offer.inputs.js';
import { type MarketOfferRecord, marketOfferModel } from './market-offer.model.js';
import type { MarketOffer } from './market-offer.type.js';
import { OFFER_ALWAYS, OFFER_FIELD_SOURCES, offerView } from './market-offer.view.js';

interface Asked {
  fields: FieldNames;
  totalCount: boolean;
}

interface OfferConditions {
  filter: MarketOfferFilter | null;
  asOf: string;
}

interface OfferPage extends OfferConditions {
  first: number;
  after: string | null;
}

const offerById: LoaderDefinition<DataContext, string, MarketOffer | null> = {
  name: 'vehicles.offerById',
  keyText: (offerId) => offerId,
  load: async (offerIds, { fields }, { database }) => {
    const projection = projectionOf(fields, OFFER_FIELD_SOURCES, OFFER_ALWAYS);
    const rows = await findByKey(database, marketOfferModel, offerIds.map(rowKey), projection);
    return rows.map((row) => (row === null || row instanceof Error ? row : offerView(row)));
  },
};

const offersOfCountry: LoaderDefinition<DataContext, string, MarketOfferRecord[], OfferPage> = {
  name: 'vehicles.offersOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { first, after, filter, asOf }, fields }, { database }) =>
    pagePerCountry(database, marketOfferModel, countries, {
      filter: offerCondition(filter, asOf),
      order: BY_ID,
      first,
      after,
      projection: projectionOf(fields, OFFER_FIELD_SOURCES, OFFER_ALWAYS),
    }),
};

const offerCountOfCountry: LoaderDefinition<DataContext, string, number, OfferConditions> = {
  name: 'vehicles.offerCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { filter, asOf } }, { database }) =>
    countPerCountry(database, marketOfferModel, countries, offerCondition(filter, asOf)),
};

/** The offer of that natural key, or null. */
export function findOffer(context: DataContext, offerId: string, fields: FieldNames): Promise<MarketOffer | null> {
  return context.loaders.load(offerById, offerId, { arguments: undefined, fields }, context);
}

/** Offers of one country or of all, in the order of their keys. */
export async function listOffers(
  { database, today }: DataContext,
  { country, filter, asOf, first, after }: OffersArguments,
  asked: Asked,
): Promise<Page<MarketOffer>> {
  const condition = offerCondition(filter, asOf ?? today);
  const projection = projectionOf(asked.fields, OFFER_FIELD_SOURCES, OFFER_ALWAYS);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, marketOfferModel, country, { filter: condition, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, marketOfferModel, country, condition) : null,
  ]);
  return offerPage({ rows, first, after: after ?? null, totalCount });
}

/** Offers of a country; the same list of many countries is read at once. */
export async function listOffersOfCountry(
  context: DataContext,
  country: string,
  request: CountryOffersArguments,
  asked: Asked,
): Promise<Page<MarketOffer>> {
  const { first, after = null } = request;
  const conditions = { filter: request.filter ?? null, asOf: request.asOf ?? context.today };
  const page = { ...conditions, first, after };
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(offersOfCountry, country, { arguments: page, fields: asked.fields }, context),
    asked.totalCount
      ? context.loaders.load(offerCountOfCountry, country, { arguments: conditions, fields: new Set() }, context)
      : null,
  ]);
  return offerPage({ rows, first, after, totalCount });
}

/** A page of offers read with one row too many. */
export function offerPage(read: {
  rows: readonly MarketOfferRecord[];
  first: number;
  after: string | null;
  totalCount: number | null;
}): Page<MarketOffer> {
  return pageOf<MarketOfferRecord, MarketOffer>({ ...read, view: offerView, positionOf: (row) => [row._id] });
}

/** The key begins with the country, whose cluster alone is asked then. */
function rowKey(offerId: string): RowKey {
  const country = /^([A-Z]{2}):/.exec(offerId)?.[1];
  return country === undefined ? { id: offerId } : { id: offerId, country };
}
