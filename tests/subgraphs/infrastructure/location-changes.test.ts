import 'reflect-metadata';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { removeLocations, storeLocations } from '../../../src/subgraphs/infrastructure/location/location-changes.js';
import { type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { connector, evse, site } from './location-records.js';

let infrastructure: SubgraphHarness;
beforeAll(async () => {
  infrastructure = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
});
beforeEach(async () => {
  await infrastructure.database.model(chargingLocationModel).deleteMany({});
});
afterAll(() => infrastructure.close());

const stored = (id: string) =>
  infrastructure.database
    .model(chargingLocationModel)
    .findById(`DE*ABC*${id}`)
    .lean<ChargingLocationRecord>()
    .orFail()
    .exec();

const evses = fc
  .uniqueArray(
    fc.record({
      uid: fc.constantFrom('a', 'b', 'c', 'd'),
      status: fc.constantFrom('AVAILABLE', 'CHARGING', 'REMOVED'),
      physicalReference: fc.constantFrom(null, '1', '2'),
      maxElectricPower: fc.constantFrom(null, 22_000, 150_000),
    }),
    { selector: ({ uid }) => uid, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ uid, maxElectricPower, ...fields }) =>
      evse(uid, { ...fields, connectors: [connector({ maxElectricPower })] }),
    ),
  );

describe('a location that is stored over another', () => {
  it('is the new one, whatever differs', async () => {
    await fc.assert(
      fc.asyncProperty(evses, evses, fc.boolean(), async (before, after, publish) => {
        await infrastructure.database.model(chargingLocationModel).deleteMany({});
        await storeLocations(infrastructure.database, [site('DE', 'x', { evses: before, owner: 'Somebody' })]);
        const wanted = site('DE', 'x', { evses: after, publish, facilities: ['CAFE'] });
        await storeLocations(infrastructure.database, [wanted]);
        const { changedAt, changeNumber, everPublished, maxElectricPower, ...row } = await stored('x');
        expect(row).toMatchObject({ publish, facilities: ['CAFE'], evses: after });
        expect(row.evses).toHaveLength(after.length);
        expect(row).not.toHaveProperty('owner');
        expect(everPublished).toBe(true);
        const powers = after.flatMap(({ connectors }) => connectors.map((one) => one.maxElectricPower ?? 0));
        expect(maxElectricPower ?? 0).toBe(Math.max(0, ...powers));
      }),
      { numRuns: 60 },
    );
  });

  it('is merged over what is stored by then, so that writers at the same time lose nothing', async () => {
    const { database } = infrastructure;
    await storeLocations(database, [site('DE', 'x', { facilities: [] })]);
    const words = Array.from({ length: 12 }, (_, at) => `WORD${at}`);
    await Promise.all(
      words.map((word) =>
        storeLocations(database, [site('DE', 'x')], (row, before) => ({
          ...row,
          facilities: [...(before?.facilities ?? []), word],
        })),
      ),
    );
    expect((await stored('x')).facilities.sort()).toEqual([...words].sort());
  });

  it('keeps its change number where the merge finds nothing to change', async () => {
    await storeLocations(infrastructure.database, [site('DE', 'x')]);
    const { changeNumber } = await stored('x');
    await storeLocations(infrastructure.database, [site('DE', 'x', { name: 'Other' })], (row, before) => before ?? row);
    expect(await stored('x')).toMatchObject({ changeNumber, name: 'Site x' });
  });
});

describe('a location that is not shown', () => {
  it('keeps its change number whatever is written, until it is shown again', async () => {
    const { database } = infrastructure;
    await storeLocations(database, [site('DE', 'x'), site('DE', 'y')]);
    await storeLocations(database, [site('DE', 'x', { publish: false })]);
    const { changeNumber } = await stored('x');
    await storeLocations(database, [site('DE', 'x', { publish: false, name: 'Other' })]);
    expect(await stored('x')).toMatchObject({ changeNumber, name: 'Other', everPublished: true });
    await storeLocations(database, [site('DE', 'x')]);
    expect((await stored('x')).changeNumber).toBeGreaterThan(changeNumber ?? 0);
  });
});

describe('removal', () => {
  it('passes over what has been written since', async () => {
    const { database } = infrastructure;
    await storeLocations(database, [site('DE', 'early')]);
    const { changedAt } = await stored('early');
    const ids = ['DE*ABC*early'];
    expect(await removeLocations(database, 'DE', ids, new Date(), changedAt as Date)).toBe(0);
    expect(await removeLocations(database, 'DE', ids, new Date(), new Date((changedAt as Date).getTime() + 1))).toBe(1);
    expect(await stored('early')).toMatchObject({ publish: false, deletedAt: expect.any(Date) });
  });
});
