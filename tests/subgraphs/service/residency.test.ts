import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceNetworkModel } from '../../../src/subgraphs/service/network/service-network.model.js';
import { servicePointModel } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { network, pointAt } from './service-records.js';

const AROUND = 'near: { latitude: 52, longitude: 13 }, withinKm: 100';

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS, ['NO']);
  await service.insert(serviceNetworkModel, [network('DE:alpha'), network('NO:beta')]);
  await service.insert(servicePointModel, [
    pointAt('DE:1', 52.3, 13),
    pointAt('DE:2', 52.1, 13),
    pointAt('NO:1', 52.2, 13, { networkIds: ['NO:beta', 'DE:alpha'] }),
    pointAt('NO:2', 52.4, 13),
  ]);
});

afterAll(() => service.close());

/** The tests of this file run in their order: the last ones lose a cluster. */
describe.sequential('workshops of countries in two clusters', { shuffle: false }, () => {
  it('are merged by distance over page ends', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    do {
      const result = await service.run(
        `query ($after: String) { servicePoints(${AROUND}, first: 1, after: $after) {
          nodes { servicePointId } totalCount pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect(at(result, 'servicePoints', 'totalCount')).toBe(4);
      seen.push(String(at(result, 'servicePoints', 'nodes', 0, 'servicePointId')));
      const more = at(result, 'servicePoints', 'pageInfo', 'hasNextPage') === true;
      after = more ? at(result, 'servicePoints', 'pageInfo', 'endCursor') : null;
    } while (after !== null);
    expect(seen).toEqual(['DE:2', 'NO:1', 'DE:1', 'NO:2']);
  });

  it('are found by a key that names their cluster, with their networks of both', async () => {
    const result = await service.run('{ servicePoint(id: "NO:1") { networks { networkId } } }');
    expect(at(result, 'servicePoint', 'networks')).toEqual([{ networkId: 'NO:beta' }, { networkId: 'DE:alpha' }]);
    expect(result.commands).toEqual(['find service_points', 'find service_networks', 'find service_networks']);
  });

  it('cost the countries of a lost cluster only', async () => {
    await service.loseElsewhere();
    const result = await service.entities(
      ['DE', 'NO'].map((code) => ({ __typename: 'Country', code })),
      `... on Country { code listed: servicePoints { nodes { servicePointId } } near: servicePoints(${AROUND}) { nodes { servicePointId } } }`,
    );
    expect(at(result, '_entities', 0)).toEqual({
      code: 'DE',
      listed: { nodes: [{ servicePointId: 'DE:1' }, { servicePointId: 'DE:2' }] },
      near: { nodes: [{ servicePointId: 'DE:2' }, { servicePointId: 'DE:1' }] },
    });
    expect(at(result, '_entities', 1)).toEqual({ code: 'NO', listed: null, near: null });
    expect(result.errors).toMatchObject(
      ['listed', 'near'].map((field) => ({
        path: ['_entities', 1, field],
        extensions: { code: 'COUNTRY_UNAVAILABLE', country: 'NO' },
      })),
    );
  });
});
