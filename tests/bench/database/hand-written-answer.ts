import type { mongo } from 'mongoose';
import { CAPABILITY, COUNTRY_CODES, ROWS } from './operation.js';

type Document = mongo.Document;
/** A row whose key is a text, as in all collections here. */
type Row = Document & { readonly _id: string };

/**
 * The answer to the main query as the best programmer would write it by hand for this one query: one command a
 * collection, all at once, only the partners after the products that name them; projections to the last field.
 */
export async function handWrittenAnswer(database: mongo.Db, codes: readonly string[], today: string): Promise<string> {
  const inForce = {
    $and: [
      { $or: [{ validFrom: null }, { validFrom: { $lte: today } }] },
      { $or: [{ validTo: null }, { validTo: { $gt: today } }] },
    ],
  };
  const [countries, locations, points, [products, partners], programmes] = await Promise.all([
    database
      .collection<Row>('countries')
      .find(
        { _id: { $in: [...codes] } },
        { projection: { name: 1, currency: 1, tradeRegions: 1, 'region.code': 1, 'subregion.code': 1 } },
      )
      .sort({ _id: 1 })
      .limit(COUNTRY_CODES.length)
      .toArray(),
    firstOfEach(database, 'charging_locations', codes, ROWS.chargingLocations, { publish: true }, LOCATION_FIELDS),
    firstOfEach(
      database,
      'service_points',
      codes,
      ROWS.servicePoints,
      {
        status: { $in: ['OPEN'] },
        capabilities: { $elemMatch: { code: CAPABILITY, $or: [{ validTo: null }, { validTo: { $gt: today } }] } },
      },
      POINT_FIELDS,
    ),
    productsWithPartners(database, codes, { status: 'ACTIVE', ...inForce }),
    database.collection('guarantee_programmes').find(inForce, { projection: PROGRAMME_FIELDS }).toArray(),
  ]);
  const locationsOf = byCountry(locations);
  const pointsOf = byCountry(points);
  const productsOf = byCountry(products);
  return JSON.stringify({
    data: {
      countries: {
        nodes: countries.map((country) => ({
          name: country.name,
          currency: country.currency,
          chargingLocations: { nodes: (locationsOf.get(country._id) ?? []).map(shownLocation) },
          servicePoints: { nodes: (pointsOf.get(country._id) ?? []).map(shownPoint) },
          financingProducts: {
            nodes: (productsOf.get(country._id) ?? []).map((product) =>
              shownProduct(product, partners.get(product.partnerId)),
            ),
          },
          guaranteeProgrammes: { nodes: mostSpecific(programmes, country, today).map(shownProgramme) },
        })),
      },
    },
  });
}

const LOCATION_FIELDS = {
  country: 1,
  name: 1,
  city: 1,
  'evses.uid': 1,
  'evses.status': 1,
  'evses.connectors.standard': 1,
  'evses.connectors.powerType': 1,
  'evses.connectors.maxElectricPower': 1,
};
const POINT_FIELDS = {
  country: 1,
  name: 1,
  'address.addressLocality': 1,
  'address.postalCode': 1,
  'capabilities.code': 1,
  'capabilities.maxVoltage': 1,
};
const PRODUCT_FIELDS = { country: 1, name: 1, kind: 1, currency: 1, minAmount: 1, maxAmount: 1, partnerId: 1 };
const PROGRAMME_FIELDS = { name: 1, component: 1, years: 1, km: 1, country: 1, tradeRegion: 1, region: 1 };

function firstOfEach(
  database: mongo.Db,
  collection: string,
  codes: readonly string[],
  limit: number,
  filter: Document,
  projection: Document,
): Promise<Document[]> {
  const branch = (country: string): Document[] => [
    { $match: { country, ...filter } },
    { $sort: { _id: 1 } },
    { $limit: limit },
    { $project: projection },
  ];
  const [first = '', ...others] = codes;
  return database
    .collection(collection)
    .aggregate(
      [...branch(first), ...others.map((code) => ({ $unionWith: { coll: collection, pipeline: branch(code) } }))],
      { batchSize: 1_000 },
    )
    .toArray();
}

async function productsWithPartners(
  database: mongo.Db,
  codes: readonly string[],
  filter: Document,
): Promise<[Document[], Map<string, Document>]> {
  const products = await firstOfEach(
    database,
    'financing_products',
    codes,
    ROWS.financingProducts,
    filter,
    PRODUCT_FIELDS,
  );
  const partners = await database
    .collection<Row>('finance_partners')
    .find(
      { _id: { $in: [...new Set(products.map(({ partnerId }) => partnerId))] } },
      { projection: { name: 1, kind: 1 } },
    )
    .toArray();
  return [products, new Map(partners.map((partner) => [partner._id, partner]))];
}

function byCountry(rows: readonly Document[]): Map<string, Document[]> {
  const groups = new Map<string, Document[]>();
  for (const row of rows) {
    const group = groups.get(row.country);
    if (group === undefined) {
      groups.set(row.country, [row]);
    } else {
      group.push(row);
    }
  }
  return groups;
}

/** Country, trade region, sub-region, region, world; then by component and `_id`. */
function mostSpecific(programmes: readonly Document[], country: Document, today: string): Document[] {
  const tradeRegions = new Set<string>();
  for (const { code, validFrom, validTo } of country.tradeRegions) {
    if ((validFrom === null || validFrom <= today) && (validTo === null || today < validTo)) {
      tradeRegions.add(code);
    }
  }
  const reach = (programme: Document): number => {
    if (programme.country !== null) return programme.country === country._id ? 0 : Number.POSITIVE_INFINITY;
    if (programme.tradeRegion !== null) return tradeRegions.has(programme.tradeRegion) ? 1 : Number.POSITIVE_INFINITY;
    if (programme.region === null) return 4;
    if (programme.region === country.subregion?.code) return 2;
    return programme.region === country.region?.code ? 3 : Number.POSITIVE_INFINITY;
  };
  const order = (programme: Document): string => `${reach(programme)} ${programme.component} ${programme._id}`;
  return programmes
    .filter((programme) => reach(programme) < Number.POSITIVE_INFINITY)
    .sort((left, right) => (order(left) < order(right) ? -1 : 1))
    .slice(0, ROWS.guaranteeProgrammes);
}

function shownLocation({ name, city, evses }: Document): Document {
  return {
    name,
    city,
    evses: evses.map(({ uid, status, connectors }: Document) => ({
      uid,
      status,
      connectors: connectors.map(({ standard, powerType, maxElectricPower }: Document) => ({
        standard,
        powerType,
        maxElectricPower,
      })),
    })),
  };
}

function shownPoint({ name, address, capabilities }: Document): Document {
  return {
    name,
    address: { addressLocality: address.addressLocality, postalCode: address.postalCode },
    capabilities: capabilities.map(({ code, maxVoltage }: Document) => ({ code, maxVoltage })),
  };
}

function shownProduct(
  { name, kind, currency, minAmount, maxAmount }: Document,
  partner: Document | undefined,
): Document {
  return {
    name,
    kind,
    currency,
    minAmount: String(minAmount),
    maxAmount: String(maxAmount),
    partner: partner === undefined ? null : { name: partner.name, kind: partner.kind },
  };
}

function shownProgramme({ name, component, years, km }: Document): Document {
  return { name, component, years, km };
}
