import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import { marketOfferModel } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { vehicleVariantModel } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { type Clusters, startClusters } from '../infrastructure/clusters.js';
import { offer, variant } from './vehicle-records.js';

const A = 'byd/a/2024/x/y';

let clusters: Clusters;
let schema: GraphQLSchema;

beforeAll(async () => {
  ({ schema } = await buildSubgraph(VEHICLES_SUBGRAPH));
  clusters = await startClusters(VEHICLES_MODELS);
  await clusters.insertInto('default', vehicleVariantModel, [variant(A)]);
  await clusters.insertInto('default', marketOfferModel, [offer('DE', A), offer('SE', A)]);
  await clusters.insertInto('north', marketOfferModel, [offer('NO', A)]);
});

afterAll(() => clusters.close());

describe('offers of countries that live in clusters of their own', () => {
  it('are found by the country in their key; one whose cluster is down leaves the others alone', async () => {
    const ids = ['NO', 'TR', 'DE'].map((code) => `{__typename: "MarketOffer", offerId: "${code}:${A}"}`).join(', ');
    const { data, errors } = await clusters.run(
      schema,
      `{ _entities(representations: [${ids}]) { ... on MarketOffer { country { code } } } }`,
      PUBLIC_CALLER,
    );
    expect(data).toEqual({ _entities: [{ country: { code: 'NO' } }, null, { country: { code: 'DE' } }] });
    expect(errors.map(({ path, extensions }) => [path, extensions?.code, extensions?.country])).toEqual([
      [['_entities', 1], 'COUNTRY_UNAVAILABLE', 'TR'],
    ]);
  });

  it('of a variant ask the one cluster of a country, and fail over all countries while a cluster is down', async () => {
    const { data, errors } = await clusters.run(
      schema,
      `{ vehicleVariant(id: "${A}") { norway: offers(country: "NO") { totalCount nodes { offerId } } } }`,
      PUBLIC_CALLER,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ vehicleVariant: { norway: { totalCount: 1, nodes: [{ offerId: `NO:${A}` }] } } });

    const all = await clusters.run(
      schema,
      `{ vehicleVariant(id: "${A}") { offers { nodes { offerId } } } }`,
      PUBLIC_CALLER,
    );
    expect(all.data).toEqual({ vehicleVariant: { offers: null } });
    expect(all.errors[0]?.extensions?.code).toMatch(/_UNAVAILABLE$/);
  });
});
