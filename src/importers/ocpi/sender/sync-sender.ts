import type { Database } from '../../../database/database.js';
import {
  type OcpiModuleSyncRecord,
  type OcpiSyncRecord,
  ocpiSyncModel,
} from '../../../subgraphs/imports/ocpi-sync/ocpi-sync.model.js';
import { linkChangedSites } from '../../../subgraphs/infrastructure/matching/link-changed-sites.js';
import { type OcpiSender, POLLED_MODULES, type PolledModule } from './ocpi-sender.js';
import { SenderClient, type SenderClientOptions } from './sender-client.js';
import { SenderError } from './sender-error.js';
import { findEndpoints } from './sender-pages.js';
import { type ModuleSyncReport, syncModule } from './sync-module.js';

export interface SyncOptions {
  /** Lists all objects, whether it is time for that or not. */
  readonly full?: boolean;
  /** Begins a round though none is due. */
  readonly atOnce?: boolean;
  readonly stop?: AbortSignal;
  readonly client?: Omit<SenderClientOptions, 'stop'>;
  readonly now?: () => Date;
  readonly onModule?: (report: ModuleSyncReport) => void;
}

/** How long a process has a sender for itself without a page that is stored. */
const LEASE_MILLISECONDS = 300_000;

/** Longest wait after failures, unless the sender asks for more. */
const LONGEST_WAIT_SECONDS = 3_600;

/**
 * One round with a sender: tariffs, then locations, which name them. What has been read to its end is remembered, so that the next
 * round asks for what has changed since; a round that fails changes nothing of that, and the next one comes after a while that
 * grows. One process at a time has a sender.
 *
 * @returns the reports; null where no round is due, or another process has the sender
 * @throws SenderError; what was stored before stays
 */
export async function syncSender(
  database: Database,
  sender: OcpiSender,
  options: SyncOptions = {},
): Promise<readonly ModuleSyncReport[] | null> {
  const { now = () => new Date(), stop } = options;
  const state = await takeLease(database, sender, now(), options.atOnce ?? false);
  if (state === null) return null;
  const client = new SenderClient(sender, { ...options.client, ...(stop === undefined ? {} : { stop }) });
  try {
    const reports = await readModules(database, sender, state, client, options);
    await save(database, sender, {
      failures: 0,
      lastError: null,
      finishedAt: now(),
      nextAt: later(now(), sender.intervalSeconds * (0.9 + Math.random() / 5)),
      leaseUntil: new Date(0),
    });
    return reports;
  } catch (error) {
    const failures = state.failures + 1;
    const asked = error instanceof SenderError ? (error.retryAfterMilliseconds ?? 0) / 1_000 : 0;
    const own = Math.min(LONGEST_WAIT_SECONDS, sender.intervalSeconds * 2 ** Math.min(failures, 20));
    await save(database, sender, {
      ...(stop?.aborted ? {} : { failures, lastError: (error as Error).message.slice(0, 1_000) }),
      nextAt: later(now(), stop?.aborted ? 0 : Math.max(asked, own * (0.5 + Math.random() / 2))),
      leaseUntil: new Date(0),
    });
    throw error;
  } finally {
    await client.close();
  }
}

async function readModules(
  database: Database,
  sender: OcpiSender,
  state: OcpiSyncRecord,
  client: SenderClient,
  { full = false, now = () => new Date(), onModule, stop }: SyncOptions,
): Promise<ModuleSyncReport[]> {
  const endpoints = await endpointsOf(sender, client);
  const reports: ModuleSyncReport[] = [];
  const parties = new Set(state.parties);
  for (const module of [...POLLED_MODULES].reverse()) {
    const endpoint = endpoints[module];
    if (endpoint === null) continue;
    const result = await syncModule({
      database,
      sender,
      module,
      client,
      endpoint,
      state: state[module],
      full: full || isFullDue(sender, state[module], now()),
      knownParties: [...parties],
      now,
      onPage: () => save(database, sender, { leaseUntil: later(now(), LEASE_MILLISECONDS / 1_000) }),
    });
    for (const party of result.parties) parties.add(party);
    await save(database, sender, { [module]: result.state, parties: [...parties] });
    const { created, updated, removed } = result.report;
    if (module === 'locations' && created + updated + removed > 0) await linkChangedSites(database, stop);
    reports.push(result.report);
    onModule?.(result.report);
  }
  return reports;
}

async function endpointsOf(sender: OcpiSender, client: SenderClient): Promise<Record<PolledModule, URL | null>> {
  const { versionsUrl, version, endpoints, name } = sender;
  const found =
    versionsUrl === null
      ? { locations: null, tariffs: null }
      : await findEndpoints(client, new URL(versionsUrl), version);
  const urls = {
    locations: endpoints.locations === null ? found.locations : new URL(endpoints.locations),
    tariffs: endpoints.tariffs === null ? found.tariffs : new URL(endpoints.tariffs),
  };
  if (urls.locations === null && urls.tariffs === null) {
    throw new SenderError('NO_ENDPOINT', `${name}: has neither Locations nor Tariffs as a sender`);
  }
  return urls;
}

function isFullDue({ fullIntervalSeconds }: OcpiSender, { fullAt }: OcpiModuleSyncRecord, now: Date): boolean {
  return fullAt === null || later(fullAt, fullIntervalSeconds) <= now;
}

/** The sender's state, for this process alone; null where it is not due or another process has it. */
async function takeLease(
  database: Database,
  { name }: OcpiSender,
  now: Date,
  atOnce: boolean,
): Promise<OcpiSyncRecord | null> {
  const syncs = database.model(ocpiSyncModel);
  await syncs
    .updateOne(
      { _id: name },
      {
        $setOnInsert: {
          locations: { readTo: null, fullAt: null },
          tariffs: { readTo: null, fullAt: null },
          parties: [],
          failures: 0,
          lastError: null,
          nextAt: now,
          leaseUntil: new Date(0),
          finishedAt: null,
        },
      },
      { upsert: true },
    )
    .exec();
  return syncs
    .findOneAndUpdate(
      { _id: name, leaseUntil: { $lte: now }, ...(atOnce ? {} : { nextAt: { $lte: now } }) },
      { $set: { leaseUntil: later(now, LEASE_MILLISECONDS / 1_000) } },
      { returnDocument: 'after' },
    )
    .lean<OcpiSyncRecord | null>()
    .exec();
}

async function save(database: Database, { name }: OcpiSender, values: Partial<OcpiSyncRecord>): Promise<void> {
  await database.model(ocpiSyncModel).updateOne({ _id: name }, { $set: values }).exec();
}

function later(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1_000);
}
