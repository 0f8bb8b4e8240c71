import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncSender } from '../../../src/importers/ocpi/sender/sync-sender.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { at } from '../../support/subgraph-harness.js';
import { evseOf, locationOf } from './ocpi-objects.js';
import { type ReceiverHarness, startReceiverHarness } from './receiver-harness.js';
import { startTestSender, type TestSender } from './test-sender.js';

let harness: ReceiverHarness;
let sender: TestSender;
beforeAll(async () => {
  [harness, sender] = await Promise.all([startReceiverHarness(), startTestSender()]);
});
afterAll(async () => {
  await sender.close();
  await harness.close();
});

interface Mirrored {
  readonly id: string;
  readonly name: string | null;
  readonly deletedAt: string | null;
  readonly evses: readonly { readonly uid: string; readonly status: string }[];
}

/** A partner that keeps a copy, and knows nothing but the answers. */
class Mirror {
  readonly sites = new Map<string, string>();
  /** How often a site was read just as it had been read before. */
  repeats = 0;
  private readonly last = new Map<string, string>();
  private cursor: string | null = null;

  /** Reads on to the present end. */
  async readOn(): Promise<number> {
    for (let count = 0; ; ) {
      const after = this.cursor === null ? '' : `after: "${this.cursor}"`;
      const result = await harness.run(`{ chargingLocations(updatedSince: "1970-01-01T00:00:00Z" first: 5 ${after}) {
        nodes { id name deletedAt lastUpdated evses { uid status lastUpdated } } pageInfo { hasNextPage endCursor } } }`);
      expect(result.errors).toEqual([]);
      const nodes = at(result, 'chargingLocations', 'nodes') as Mirrored[];
      for (const node of nodes) this.apply(node);
      count += nodes.length;
      this.cursor = (at(result, 'chargingLocations', 'pageInfo', 'endCursor') as string | null) ?? this.cursor;
      if (at(result, 'chargingLocations', 'pageInfo', 'hasNextPage') !== true) return count;
    }
  }

  private apply(node: Mirrored): void {
    const { id, name, deletedAt, evses } = node;
    const seen = JSON.stringify(node);
    if (this.last.get(id) === seen) this.repeats += 1;
    this.last.set(id, seen);
    if (deletedAt === null) this.sites.set(id, contentOf(name, evses));
    else this.sites.delete(id);
  }
}

function contentOf(name: string | null, evses: readonly { uid: string; status: string }[]): string {
  return `${name}: ${evses.map(({ uid, status }) => `${uid} ${status}`).join(', ')}`;
}

/** A site far from all others, with EVSE ids of its own: no other source has it, so that links are no changes here. */
function apart(id: string, fields: Record<string, unknown> = {}) {
  const evses = (fields.evses as { uid: string }[] | undefined) ?? [evseOf('1'), evseOf('2')];
  const place = id.charCodeAt(0) * 10 + Number(id.slice(1));
  return locationOf(id, {
    coordinates: { latitude: String(49.6 + (place % 97) / 60), longitude: String(3 + (place % 89) / 30) },
    ...fields,
    evses: evses.map((evse) => ({ ...evse, evse_id: `BE*BEC*E${id}X${evse.uid}` })),
  });
}

const STEPS = 15;
const START = Date.parse('2024-06-01T00:00:00Z');
const time = (step: number): string => new Date(START + step * 1_000).toISOString();

describe('a mirror', () => {
  it('equals the source, without gaps or repeats, while parties push, senders are polled and files are imported', {
    timeout: 120_000,
  }, async () => {
    // Pushed: statuses, names, EVSEs that come and go, a site that goes and comes back.
    const push = async (): Promise<void> => {
      const pushed = (id: string, fields: Record<string, unknown> = {}) =>
        harness.send(
          'PUT',
          `2.2.1/receiver/locations/NL/ALF/${id}`,
          apart(id, { country_code: 'NL', party_id: 'ALF', ...fields }),
        );
      for (const id of ['P0', 'P1', 'P2']) await pushed(id);
      for (let step = 1; step < STEPS; step++) {
        const path = `2.3.0/receiver/locations/NL/ALF/P${step % 3}`;
        const status = step % 5 === 4 ? 'REMOVED' : step % 2 === 0 ? 'CHARGING' : 'AVAILABLE';
        const answers = [
          await harness.send('PATCH', `${path}/1`, { status, last_updated: time(step) }),
          await harness.send('PATCH', `${path}/2`, { status, last_updated: time(step) }),
          await pushed(`P${(step + 1) % 3}`, {
            name: `Step ${step}`,
            evses: [evseOf('1', { last_updated: time(step) })],
            last_updated: time(step),
          }),
        ];
        expect(answers.map(({ code }) => code)).toEqual([1000, 1000, 1000]);
      }
    };
    // Polled: sites that change, and sites that are not listed any more.
    const poll = async (): Promise<void> => {
      for (let index = 0; index < 8; index++) sender.locations.set(`S${index}`, apart(`S${index}`));
      sender.limit = 3;
      for (let step = 1; step < STEPS; step++) {
        const id = `S${step % 8}`;
        if (step % 4 === 3) sender.locations.delete(id);
        else sender.locations.set(id, apart(id, { name: `Step ${step}`, last_updated: time(step) }));
        await syncSender(harness.database, sender.entry({ maximumRemovedShare: 1 }), {
          atOnce: true,
          full: step % 4 === 3,
        });
      }
    };
    // Imported: a file of another party, and another file with a site that is polled as well, which may be older or newer.
    const imported = async (): Promise<void> => {
      for (let step = 1; step < STEPS; step++) {
        const sites = ['F0', 'F1'].map((id) =>
          apart(id, { country_code: 'DE', party_id: 'ALL', name: `Step ${step}`, last_updated: time(step) }),
        );
        const shared = apart('S1', { name: `File ${step}`, last_updated: time(step - 1) });
        await harness.importText(JSON.stringify([...sites, shared]), null, { formatName: 'ocpi' });
      }
    };
    const mirror = new Mirror();
    let writing = true;
    const writers = Promise.all([push(), poll(), imported()]).finally(() => {
      writing = false;
    });
    while (writing) await mirror.readOn();
    await writers;
    await mirror.readOn();

    const rows = (await harness.rows(chargingLocationModel)) as ChargingLocationRecord[];
    const ids = await harness.run('{ chargingLocations(first: 100) { nodes { id name evses { uid status } } } }');
    const source = new Map(
      (at(ids, 'chargingLocations', 'nodes') as Mirrored[]).map(({ id, name, evses }) => [id, contentOf(name, evses)]),
    );
    expect([...mirror.sites].sort()).toEqual([...source].sort());
    expect(source.size).toBe(rows.filter(({ publish }) => publish).length);
    // Sites that are gone have left tombstones, which say nothing but that.
    expect(rows.filter(({ deletedAt }) => deletedAt).length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ changeNumber }) => changeNumber)).size).toBe(rows.length);
    expect(await mirror.readOn()).toBe(0);
    expect(mirror.repeats).toBe(0);
  });
});
