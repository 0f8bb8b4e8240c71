import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type SeededServer, type ServerShape, startSeededServer } from '../support/seeded-server.js';

interface Site {
  readonly locationId: string;
  readonly alongKm: number | null;
  readonly distanceKm: number | null;
  readonly evses: readonly { readonly connectors: readonly { readonly standard: string }[] }[];
}

interface List {
  readonly nodes: readonly Site[];
  readonly totalCount: number;
  readonly facets: { readonly connectorStandards: readonly { readonly value: string; readonly count: number }[] };
}

const LIST = `nodes { locationId alongKm distanceKm evses { connectors { standard } } }
  totalCount facets { connectorStandards { value count } }`;

/** With a CCS2 inlet: CCS2 and the AC plug of type 2. */
const FITTING = new Set(['IEC_62196_T2_COMBO', 'IEC_62196_T2']);

let data: SeededDatabase;

beforeAll(async () => {
  data = await startSeededDatabase();
}, 300_000);

afterAll(() => data.close());

describe.each<ServerShape>(['one process', 'one server a subgraph'])('%s', (shape) => {
  let tripod: SeededServer;
  let car: string;

  beforeAll(async () => {
    tripod = await startSeededServer(data, { shape });
    const { data: cars } = await tripod.ask<{
      vehicleVariants: { nodes: { variantId: string; ports: string[] }[] };
    }>('{ vehicleVariants(first: 200) { nodes { variantId ports } } }');
    const found = cars.vehicleVariants.nodes.find(({ ports }) => ports.join() === 'IEC_62196_T2_COMBO');
    car = found?.variantId ?? '';
    expect(car).not.toBe('');
  });

  afterAll(() => tripod.close());

  it('a car finds where it can charge, from its own side and by a filter, with the same answer', async () => {
    const where = 'country: "DE", near: { latitude: 52.52, longitude: 13.405 }, withinKm: 100, first: 50';
    const { data: answer, errors } = await tripod.ask<{
      chargingLocations: List;
      vehicleVariant: { usableChargingLocations: List };
    }>(
      `query ($car: ID!) {
        chargingLocations(${where}, filter: { variantId: $car }) { ${LIST} }
        vehicleVariant(id: $car) { usableChargingLocations(${where}) { ${LIST} } }
      }`,
      { car },
    );
    expect(errors).toEqual([]);
    const { nodes, totalCount, facets } = answer.chargingLocations;
    expect(answer.vehicleVariant.usableChargingLocations).toEqual(answer.chargingLocations);
    expect(totalCount).toBeGreaterThan(0);
    for (const { evses } of nodes) {
      expect(evses.flatMap(({ connectors }) => connectors).some(({ standard }) => FITTING.has(standard))).toBe(true);
    }
    expect(facets.connectorStandards.every(({ count }) => count <= totalCount)).toBe(true);
    const distances = nodes.map(({ distanceKm }) => distanceKm ?? -1);
    expect(distances).toEqual([...distances].sort((left, right) => left - right));
  });

  it('a car that does not exist is refused', async () => {
    const { errors } = await tripod.ask('{ chargingLocations(filter: { variantId: "no/car" }) { totalCount } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'filter.variantId' });
  });

  it('a journey passes the same sites both ways', async () => {
    const path = (places: string[]) => `along: { path: [${places}], corridorKm: 2 }, first: 200`;
    const places = ['{ latitude: 52.9, longitude: 9.9 }', '{ latitude: 51.31, longitude: 9.5 }'];
    const { data: answer } = await tripod.ask<{ there: List; back: List }>(
      `{ there: chargingLocations(${path(places)}) { ${LIST} } back: chargingLocations(${path([...places].reverse())}) { ${LIST} } }`,
    );
    const ids = ({ nodes }: List) => nodes.map(({ locationId }) => locationId);
    expect(answer.there.totalCount).toBeGreaterThan(20);
    expect(answer.there.totalCount).toBeLessThanOrEqual(200);
    expect(answer.there.totalCount).toBe(answer.back.totalCount);
    expect(ids(answer.there).sort()).toEqual(ids(answer.back).sort());
    expect(answer.there.nodes.every(({ distanceKm }) => (distanceKm ?? 3) <= 2)).toBe(true);
    expect(answer.there.facets).toEqual(answer.back.facets);
  });
});
