import { ConfigurationError } from '../config.js';
import type { OcpiSender } from '../importers/ocpi/sender/ocpi-sender.js';
import type { ModuleSyncReport } from '../importers/ocpi/sender/sync-module.js';
import { syncSender } from '../importers/ocpi/sender/sync-sender.js';
import { startOcpiPolling } from './ocpi-polling.js';
import { readOcpiSenders } from './ocpi-senders.js';
import type { OpenDatabase } from './open-database.js';

export interface SyncOcpiOptions {
  /** Absolute path of the file that OCPI_SENDERS names; null where it is not set. */
  readonly file: string | null;
  /** Only the sender of this name; all unless given. */
  readonly sender: string | null;
  readonly onReport: (sender: string, report: ModuleSyncReport) => void;
  readonly onFailure: (sender: string, error: unknown) => void;
}

/** The senders that a command means. @throws ConfigurationError */
export function chosenSenders({ file, sender }: Pick<SyncOcpiOptions, 'file' | 'sender'>): readonly OcpiSender[] {
  if (file === null)
    throw new ConfigurationError('OCPI_SENDERS must name a file of senders: see docs/charging-sync.md');
  const senders = readOcpiSenders(file);
  const chosen = sender === null ? senders : senders.filter(({ name }) => name === sender);
  if (chosen.length === 0) {
    const names = senders.map(({ name }) => name).join(', ');
    throw new ConfigurationError(
      `OCPI_SENDERS: there is no sender ${sender === null ? '' : `"${sender}"`}; there are ${names}`,
    );
  }
  return chosen;
}

/** One round with each sender, one after the other, whether it is due or not. */
export async function syncOcpiOnce(
  { database }: OpenDatabase,
  {
    full,
    stop,
    onReport,
    onFailure,
    ...choice
  }: SyncOcpiOptions & { readonly full: boolean; readonly stop: AbortSignal },
): Promise<void> {
  for (const sender of chosenSenders(choice)) {
    try {
      const reports = await syncSender(database, sender, {
        full,
        stop,
        atOnce: true,
        onModule: (report) => onReport(sender.name, report),
      });
      if (reports === null) throw new Error('another process is reading it');
    } catch (error) {
      if (stop.aborted) throw error;
      onFailure(sender.name, error);
    }
  }
}

/** Polls until it is stopped. */
export async function syncOcpiAlways(
  { database }: OpenDatabase,
  { stop, onReport, onFailure, ...choice }: SyncOcpiOptions & { readonly stop: AbortSignal },
): Promise<void> {
  const end = startOcpiPolling({ database, senders: chosenSenders(choice), onReport, onFailure });
  // The timer of the polling keeps no process alive: the wait for the end does.
  const awake = setInterval(() => undefined, 60_000);
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  clearInterval(awake);
  await end();
}
