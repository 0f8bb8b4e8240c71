import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { removeLocations, storeLocations } from '../../../src/subgraphs/infrastructure/location/location-changes.js';
import {
  at,
  firstError,
  type OperationResult,
  type SubgraphHarness,
  startSubgraphHarness,
} from '../../support/subgraph-harness.js';
import { evse, site } from './location-records.js';

const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'operator' };
const EVER = '1970-01-01T00:00:00Z';

let infrastructure: SubgraphHarness;

beforeAll(async () => {
  infrastructure = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS, ['FR']);
});
beforeEach(async () => {
  for (const cluster of infrastructure.database.clusters.names) {
    await infrastructure.database.model(chargingLocationModel, cluster).deleteMany({});
  }
});
afterAll(() => infrastructure.close());

interface Mirrored {
  readonly locationId: string;
  readonly country: { readonly code: string };
  readonly name: string | null;
  readonly deletedAt: string | null;
  readonly evses: readonly { readonly status: string }[];
}

function changes(after: string | null, more = '', since = EVER): Promise<OperationResult> {
  const argumentsText = `updatedSince: "${since}" ${more} ${after === null ? '' : `after: "${after}"`}`;
  return infrastructure.run(`{ chargingLocations(${argumentsText}) {
    nodes { locationId country { code } name address city operator { name } deletedAt evses { status } }
    pageInfo { hasNextPage endCursor } } }`);
}

/** Reads on from a cursor to the present end of the list. */
async function readOn(
  from: string | null,
  more = '',
  onNode: (node: Mirrored) => void = () => undefined,
): Promise<{ ids: string[]; cursor: string | null }> {
  const ids: string[] = [];
  let cursor = from;
  for (;;) {
    const result = await changes(cursor, more);
    expect(result.errors).toEqual([]);
    for (const node of at(result, 'chargingLocations', 'nodes') as Mirrored[]) {
      ids.push(node.locationId);
      onNode(node);
    }
    cursor = (at(result, 'chargingLocations', 'pageInfo', 'endCursor') as string | null) ?? cursor;
    if (at(result, 'chargingLocations', 'pageInfo', 'hasNextPage') !== true) return { ids, cursor };
  }
}

function updateStatus(countryCode: string, locationId: string, status: string): Promise<OperationResult> {
  return infrastructure.run(
    'mutation ($input: UpdateEvseStatusInput!) { updateEvseStatus(input: $input) { locationId } }',
    { variables: { input: { countryCode, partyId: 'ABC', locationId, evseUid: 'a', status } }, caller: INTERNAL },
  );
}

describe('chargingLocations(updatedSince)', () => {
  it('begins with seeds and goes on with changes, each location once, at its last change', async () => {
    await infrastructure.insert(chargingLocationModel, [
      site('DE', 'seed1', { evses: [evse('a')] }),
      site('DE', 'seed2'),
    ]);
    const { database } = infrastructure;
    const first = await readOn(null, 'first: 1');
    expect(first.ids).toEqual(['seed1', 'seed2']);
    await storeLocations(database, [site('DE', 'x'), site('DE', 'y'), site('DE', 'seed2', { name: 'New' })]);
    await storeLocations(database, [site('DE', 'x', { name: 'Again' })]);
    await updateStatus('DE', 'seed1', 'CHARGING');
    const second = await readOn(first.cursor, 'first: 2');
    expect(second.ids).toEqual(['y', 'seed2', 'x', 'seed1']);
    expect((await readOn(second.cursor)).ids).toEqual([]);
    expect((await readOn(null)).ids).toEqual(['y', 'seed2', 'x', 'seed1']);
  });

  it('tells of a removed or withdrawn site its keys alone, and of one that was never shown nothing', async () => {
    const { database } = infrastructure;
    const secret = { name: 'Secret', operator: 'Secret', evses: [evse('a')] };
    await storeLocations(database, [site('DE', 'gone', secret), site('DE', 'withdrawn', secret)]);
    const { cursor } = await readOn(null);
    expect(
      await removeLocations(database, 'DE', ['DE*ABC*gone', 'DE*ABC*none'], new Date('2026-11-24T12:00:00Z')),
    ).toBe(1);
    expect(await removeLocations(database, 'DE', ['DE*ABC*gone'], new Date('2026-11-25T12:00:00Z'))).toBe(0);
    await storeLocations(database, [
      site('DE', 'withdrawn', { ...secret, publish: false }),
      site('DE', 'private', { ...secret, publish: false }),
    ]);
    const result = await changes(cursor);
    expect(at(result, 'chargingLocations', 'nodes')).toEqual([
      {
        locationId: 'gone',
        country: { code: 'DE' },
        name: null,
        address: '',
        city: '',
        operator: null,
        deletedAt: '2026-11-24T12:00:00.000Z',
        evses: [],
      },
      expect.objectContaining({
        locationId: 'withdrawn',
        name: null,
        operator: null,
        evses: [],
        deletedAt: expect.any(String),
      }),
    ]);
    const ordinary = await infrastructure.run('{ chargingLocations { totalCount nodes { locationId } } }');
    expect(at(ordinary, 'chargingLocations')).toEqual({ totalCount: 0, nodes: [] });
    await storeLocations(database, [site('DE', 'gone', { name: 'Back' })]);
    const back = await changes(at(result, 'chargingLocations', 'pageInfo', 'endCursor') as string);
    expect(at(back, 'chargingLocations', 'nodes', 0)).toMatchObject({
      locationId: 'gone',
      name: 'Back',
      deletedAt: null,
    });
  });

  it('takes an instant for a start, by our clock or, in seeds, by that of the source', async () => {
    await infrastructure.insert(chargingLocationModel, [
      site('DE', 'old', { lastUpdated: new Date('2020-01-01T00:00:00Z') }),
      site('DE', 'young', { lastUpdated: new Date('2026-11-20T00:00:00Z') }),
    ]);
    await storeLocations(infrastructure.database, [
      site('DE', 'imported', { lastUpdated: new Date('2019-01-01T00:00:00Z') }),
    ]);
    const result = await changes(null, '', '2026-11-01T00:00:00Z');
    const nodes = at(result, 'chargingLocations', 'nodes') as Mirrored[];
    expect(nodes.map(({ locationId }) => locationId)).toEqual(['young', 'imported']);
  });

  it('costs one command a cluster, and asks of a country its own cluster alone', async () => {
    expect((await changes(null)).commands).toEqual(['find charging_locations', 'find charging_locations']);
    expect((await changes(null, 'country: "FR"')).commands).toEqual(['find charging_locations']);
  });

  it.each([
    ['filter: { minPowerKW: 50 }', 'updatedSince'],
    ['near: { latitude: 1, longitude: 1 }', 'updatedSince'],
    ['after: "bm9uc2Vuc2U"', 'after'],
  ])('is refused with %s', async (more, field) => {
    expect(firstError(await changes(null, more))).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('a mirror equals the source, without gaps or repeats, while many write', async () => {
    const { database } = infrastructure;
    const countries = ['DE', 'FR'];
    await infrastructure.insert(
      chargingLocationModel,
      countries.flatMap((country) =>
        Array.from({ length: 20 }, (_, index) => site(country, `${country}${index}`, { evses: [evse('a')] })),
      ),
    );
    let writing = true;
    const writers = [0, 1, 2, 3].map(async (writer) => {
      const country = countries[writer % 2] as string;
      for (let step = 0; step < 12; step++) {
        const id = `${country}-${writer}-${step}`;
        await storeLocations(database, [
          site(country, id, { evses: [evse('a')] }),
          site(country, `${country}${(step * 3 + writer) % 20}`, { name: `${writer}.${step}`, evses: [evse('a')] }),
        ]);
        await updateStatus(country, `${country}${step}`, step % 2 === 0 ? 'CHARGING' : 'BLOCKED');
        if (step % 3 === 2) await removeLocations(database, country, [`${country}*ABC*${id}`], new Date());
      }
    });
    const done = Promise.all(writers).finally(() => {
      writing = false;
    });
    const mirror = new Map<string, string>();
    let cursor: string | null = null;
    const apply = (node: Mirrored): void => {
      if (node.deletedAt === null) mirror.set(node.locationId, `${node.name} ${node.evses[0]?.status}`);
      else mirror.delete(node.locationId);
    };
    while (writing) {
      ({ cursor } = await readOn(cursor, 'first: 7', apply));
    }
    await done;
    ({ cursor } = await readOn(cursor, 'first: 7', apply));
    const source = new Map<string, string>();
    for (const cluster of database.clusters.names) {
      for (const row of await database.model(chargingLocationModel, cluster).find({ publish: true }).lean()) {
        source.set(row.locationId, `${row.name} ${row.evses[0]?.status}`);
      }
    }
    expect(mirror.size).toBe(40 + 4 * 8);
    expect([...mirror].sort()).toEqual([...source].sort());
    expect((await readOn(cursor)).ids).toEqual([]);
  });
});
