import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOcpiPolling } from '../../src/app/ocpi-polling.js';
import { ocpiSyncModel } from '../../src/subgraphs/imports/ocpi-sync/ocpi-sync.model.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type ImportHarness, startImportHarness } from '../importers/import-harness.js';
import { locationOf } from '../importers/ocpi/ocpi-objects.js';
import { startTestSender, type TestSender } from '../importers/ocpi/test-sender.js';

let harness: ImportHarness;
let sender: TestSender;
beforeAll(async () => {
  harness = await startImportHarness();
  sender = await startTestSender();
});
afterAll(async () => {
  await sender.close();
  await harness.close();
});

describe('polling', () => {
  it('reads a sender again and again, and one that fails does not hold it up; what is not due after a restart waits', async () => {
    sender.locations.set('A', locationOf('A'));
    const reports: string[] = [];
    const failures: string[] = [];
    const options = {
      database: harness.database,
      senders: [
        sender.entry({ name: 'good', intervalSeconds: 0.2 }),
        sender.entry({ name: 'bad', token: 'another-token-0123456789', parties: new Set(['BE*XXX']) }),
      ],
      onReport: (name: string, { created }: { created: number }) => reports.push(`${name} ${created}`),
      onFailure: (name: string) => failures.push(name),
      lookMilliseconds: 20,
      client: { backOffMilliseconds: 5, attempts: 2 },
    };
    const end = startOcpiPolling(options);
    await vi.waitFor(() => expect(reports.length).toBeGreaterThanOrEqual(2), 10_000);
    sender.locations.set('B', locationOf('B', { last_updated: '2024-06-01T00:00:00Z' }));
    await vi.waitFor(async () => expect(await harness.rows(chargingLocationModel)).toHaveLength(2), 10_000);
    await end();
    expect(reports.filter((line) => line.endsWith(' 1'))).toEqual(['good 1', 'good 1']);
    expect(failures).toEqual(['bad']);

    await harness.database.model(ocpiSyncModel).updateMany({}, { $set: { nextAt: new Date(Date.now() + 3_600_000) } });
    sender.requests.length = 0;
    const endAgain = startOcpiPolling(options);
    await harness.database.model(ocpiSyncModel).updateOne({ _id: 'good' }, { $set: { nextAt: new Date() } });
    await vi.waitFor(() => expect(sender.requests.length).toBeGreaterThan(0), 10_000);
    await endAgain();
    expect(failures).toEqual(['bad']);
  });
});
