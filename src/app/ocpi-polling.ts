import type { Database } from '../database/database.js';
import type { OcpiSender } from '../importers/ocpi/sender/ocpi-sender.js';
import type { SenderClientOptions } from '../importers/ocpi/sender/sender-client.js';
import type { ModuleSyncReport } from '../importers/ocpi/sender/sync-module.js';
import { syncSender } from '../importers/ocpi/sender/sync-sender.js';

export interface OcpiPollingOptions {
  readonly database: Database;
  readonly senders: readonly OcpiSender[];
  readonly onReport: (sender: string, report: ModuleSyncReport) => void;
  readonly onFailure: (sender: string, error: unknown) => void;
  readonly client?: Omit<SenderClientOptions, 'stop'>;
  /** How often it is looked whether a round is due. */
  readonly lookMilliseconds?: number;
}

/**
 * Polls senders, each when its round is due: the time is in the database, so that a restart neither forgets nor hurries, and
 * several processes take turns. A sender that is slow or fails does not hold up the others.
 *
 * @returns ends it: stops rounds behind the present page, which the next ones begin anew
 */
export function startOcpiPolling({
  database,
  senders,
  onReport,
  onFailure,
  client = {},
  lookMilliseconds = 2_000,
}: OcpiPollingOptions): () => Promise<void> {
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const look = (): void => {
    for (const sender of senders) {
      const { name } = sender;
      if (running.has(name) || stop.signal.aborted) continue;
      const round = syncSender(database, sender, {
        client,
        stop: stop.signal,
        onModule: (report) => onReport(name, report),
      })
        .then(() => undefined)
        .catch((error) => {
          if (!stop.signal.aborted) onFailure(name, error);
        })
        .finally(() => running.delete(name));
      running.set(name, round);
    }
  };
  look();
  const timer = setInterval(look, lookMilliseconds).unref();
  return async () => {
    clearInterval(timer);
    stop.abort(new Error('polling ends'));
    await Promise.all(running.values());
  };
}
