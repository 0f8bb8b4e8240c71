import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type Clusters, startClusters } from './clusters.js';
import { evse, site } from './location-records.js';

const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'operator' };

let clusters: Clusters;
let schema: GraphQLSchema;

beforeAll(async () => {
  ({ schema } = await buildSubgraph(INFRASTRUCTURE_SUBGRAPH));
  clusters = await startClusters(INFRASTRUCTURE_MODELS);
  await clusters.insertInto('default', chargingLocationModel, [site('DE', '1', { evses: [evse('a')] })]);
  await clusters.insertInto('north', chargingLocationModel, [
    site('NO', '1'),
    // The site stands in Norway, its party is registered in Germany.
    site('NO', '2', { countryCode: 'DE', evses: [evse('a')] }),
  ]);
});

afterAll(() => clusters.close());

describe('data of countries that live in clusters of their own', () => {
  it('costs only its own country when a cluster is down', async () => {
    const representations = ['DE', 'TR', 'NO'].map((code) => `{__typename: "Country", code: "${code}"}`).join(', ');
    const { data, errors } = await clusters.run(
      schema,
      `{ _entities(representations: [${representations}]) {
        ... on Country { code sites: chargingLocations { nodes { locationId } } } } }`,
      PUBLIC_CALLER,
    );
    expect(data).toEqual({
      _entities: [
        { code: 'DE', sites: { nodes: [{ locationId: '1' }] } },
        { code: 'TR', sites: null },
        { code: 'NO', sites: { nodes: [{ locationId: '2' }, { locationId: '1' }] } },
      ],
    });
    expect(errors.map(({ path, extensions }) => [path, extensions?.code, extensions?.country])).toEqual([
      [['_entities', 1, 'sites'], 'COUNTRY_UNAVAILABLE', 'TR'],
    ]);
  });

  it('is found and changed where the site stands, not where its party is registered', async () => {
    const { data, errors } = await clusters.run(
      schema,
      `mutation { updateEvseStatus(input: {countryCode: "DE", partyId: "ABC", locationId: "2", evseUid: "a",
        status: RESERVED, at: "2026-11-20T00:00:00Z"}) { country { code } evses { status } } }`,
      INTERNAL,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ updateEvseStatus: { country: { code: 'NO' }, evses: [{ status: 'RESERVED' }] } });
    const row = await clusters.database.model(chargingLocationModel, 'north').findById('DE*ABC*2').lean();
    expect(row?.evses[0]?.status).toBe('RESERVED');
  });

  it('is not reported as missing while a cluster that may hold it is down', async () => {
    const { errors } = await clusters.run(
      schema,
      `mutation { updateEvseStatus(input: {countryCode: "DE", partyId: "ABC", locationId: "99", evseUid: "a",
        status: RESERVED, at: "2026-11-20T00:00:00Z"}) { locationId } }`,
      INTERNAL,
    );
    expect(errors[0]?.extensions?.code).toBe('COUNTRY_UNAVAILABLE');
  });
});
