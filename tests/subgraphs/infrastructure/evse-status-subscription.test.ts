import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CLUSTER } from '../../../src/database/cluster-map.js';
import { checkedArguments } from '../../../src/kernel/subgraph/checked-arguments.js';
import { EvseStatusChangedArguments } from '../../../src/subgraphs/infrastructure/evse-status/evse-status-subscription.inputs.js';
import {
  type EvseStatusEvent,
  watchEvseStatus,
} from '../../../src/subgraphs/infrastructure/evse-status/evse-status-subscription.service.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { storeLocations } from '../../../src/subgraphs/infrastructure/location/location-changes.js';
import { type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { evse, site } from './location-records.js';

let infrastructure: SubgraphHarness;
/** Database commands since the test began. */
const commands: string[] = [];
let open: AsyncIterableIterator<EvseStatusEvent>[] = [];

beforeAll(async () => {
  infrastructure = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
  const client = infrastructure.database.connection(DEFAULT_CLUSTER).getClient();
  client.on('commandStarted', ({ commandName, command }) => {
    const watches = commandName === 'aggregate' && '$changeStream' in (command.pipeline?.[0] ?? {});
    commands.push(watches ? 'watch' : commandName);
  });
});

beforeEach(async () => {
  await infrastructure.database.model(chargingLocationModel).deleteMany({});
  const at = new Date('2026-11-01T10:00:00Z');
  await infrastructure.insert(chargingLocationModel, [
    site('DE', '1', { evses: [evse('a', { lastUpdated: at }), evse('b', { lastUpdated: at })] }),
    site('DE', '2', { evses: [evse('a', { lastUpdated: at })] }),
    site('DE', 'hidden', { publish: false, evses: [evse('a', { lastUpdated: at })] }),
  ]);
  commands.length = 0;
});

afterEach(async () => {
  for (const stream of open) await stream.return?.();
  open = [];
});

afterAll(() => infrastructure.close());

async function watch(request: Partial<EvseStatusChangedArguments> & { countryCode: string }) {
  const stream = await watchEvseStatus(infrastructure.request(), request);
  open.push(stream);
  return stream;
}

async function nextOf(stream: AsyncIterableIterator<EvseStatusEvent>): Promise<string> {
  const { value } = await stream.next();
  const { record, evseUid, status, lastUpdated } = value as EvseStatusEvent;
  return `${record.locationId} ${evseUid} ${status} ${lastUpdated.toISOString()}`;
}

async function setStatus(locationId: string, position: number, status: string): Promise<void> {
  const at = new Date('2026-11-02T10:00:00Z');
  await infrastructure.database
    .model(chargingLocationModel)
    .updateOne(
      { locationId },
      { $set: { [`evses.${position}.status`]: status, [`evses.${position}.lastUpdated`]: at } },
    );
}

describe('a subscription to EVSE status', () => {
  it('tells of changes at published locations only', async () => {
    const stream = await watch({ countryCode: 'DE' });
    await setStatus('hidden', 0, 'CHARGING');
    await setStatus('1', 1, 'CHARGING');
    expect(await nextOf(stream)).toBe('1 b CHARGING 2026-11-02T10:00:00.000Z');
  });

  it('tells nothing of a report that changes nothing, nor of other changes', async () => {
    const stream = await watch({ countryCode: 'DE' });
    const { status } = evse('a', {});
    await setStatus('1', 0, status);
    await infrastructure.database.model(chargingLocationModel).updateOne({ locationId: '1' }, { name: 'other' });
    await setStatus('2', 0, 'BLOCKED');
    expect(await nextOf(stream)).toMatch(/^2 a BLOCKED/);
  });

  it('is about one party or one location where it names them', async () => {
    const { partyId } = site('DE', '1', {});
    const byLocation = await watch({ countryCode: 'DE', partyId, locationId: '2' });
    const byParty = await watch({ countryCode: 'DE', partyId });
    const ofOthers = await watch({ countryCode: 'DE', partyId: 'ZZZ' });
    const elsewhere = await watch({ countryCode: 'FR' });
    await setStatus('1', 0, 'BLOCKED');
    await setStatus('2', 0, 'CHARGING');
    expect(await nextOf(byLocation)).toMatch(/^2 a CHARGING/);
    expect([await nextOf(byParty), await nextOf(byParty)].map((text) => text[0])).toEqual(['1', '2']);
    const nothing = Promise.race([ofOthers.next(), elsewhere.next()]);
    await ofOthers.return?.();
    expect((await nothing).done).toBe(true);
  });

  it('tells of a status that came with a location that was stored anew', async () => {
    const stream = await watch({ countryCode: 'DE' });
    const at = new Date('2026-11-02T10:00:00Z');
    const evses = [evse('a', { lastUpdated: at }), evse('b', { lastUpdated: at, status: 'CHARGING' })];
    await storeLocations(infrastructure.database, [site('DE', '1', { evses })]);
    expect(await nextOf(stream)).toBe('1 b CHARGING 2026-11-02T10:00:00.000Z');
  });

  it('shows a word that OCPI does not know as UNKNOWN', async () => {
    const stream = await watch({ countryCode: 'DE' });
    await setStatus('1', 0, 'ON_FIRE');
    expect(await nextOf(stream)).toMatch(/^1 a UNKNOWN/);
  });

  it('shares one change stream among all subscribers, closed when the last one leaves', async () => {
    const [first, second] = await Promise.all([watch({ countryCode: 'DE' }), watch({ countryCode: 'NO' })]);
    const third = await watch({ countryCode: 'DE' });
    expect(commands.filter((name) => name === 'watch')).toHaveLength(1);
    await first?.return?.();
    await setStatus('1', 0, 'BLOCKED');
    expect(await nextOf(third)).toMatch(/^1 a BLOCKED/);
    await second?.return?.();
    expect(commands).not.toContain('killCursors');
    await third.return?.();
    await expect.poll(() => commands).toContain('killCursors');
    const again = await watch({ countryCode: 'DE' });
    expect(commands.filter((name) => name === 'watch')).toHaveLength(2);
    await setStatus('1', 0, 'AVAILABLE');
    expect(await nextOf(again)).toMatch(/^1 a AVAILABLE/);
  });

  it('is dropped with SLOW_CONSUMER when more than 1,000 events wait', async () => {
    const stream = await watch({ countryCode: 'DE' });
    const evses = Array.from({ length: 1_200 }, (_, index) => evse(`e${index}`, {}));
    const model = infrastructure.database.model(chargingLocationModel);
    await infrastructure.insert(chargingLocationModel, [site('DE', 'large', { evses })]);
    await model.updateOne({ locationId: 'large' }, { $set: { 'evses.$[].status': 'OUTOFORDER' } });
    await expect
      .poll(() =>
        stream.next().then(
          () => null,
          (error) => error.extensions,
        ),
      )
      .toEqual({ code: 'SLOW_CONSUMER' });
    expect((await stream.next()).done).toBe(true);
  });

  it.each([
    [{ countryCode: 'DE', locationId: '1' }, 'locationId'],
    [{ countryCode: 'DE', partyId: 'LONG' }, 'partyId'],
  ])('refuses %j', async (values, field) => {
    const request = async () =>
      watchEvseStatus(infrastructure.request(), checkedArguments(EvseStatusChangedArguments, values));
    await expect(request()).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });
});
