import type { Database } from '../database/database.js';
import { linkChangedSites } from '../subgraphs/infrastructure/matching/link-changed-sites.js';

export interface SiteLinkingOptions {
  readonly database: Database;
  readonly log: (message: string, error?: unknown) => void;
  /** How often it is looked for sites that have changed. */
  readonly milliseconds?: number;
}

/**
 * Links sites that have come by other ways than files, such as pushes of partners, with the records that other sources
 * have of them. Any number of processes may do it at the same time; where nothing has changed, it costs two reads.
 *
 * @returns ends it, behind the sites that are being compared
 */
export function startSiteLinking({ database, log, milliseconds = 60_000 }: SiteLinkingOptions): () => Promise<void> {
  const stop = new AbortController();
  let round: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    round ??= linkChangedSites(database, stop.signal)
      .catch((error) => {
        if (!stop.signal.aborted) log('sites cannot be linked', error);
      })
      .finally(() => {
        round = null;
      });
  }, milliseconds).unref();
  return async () => {
    clearInterval(timer);
    stop.abort(new Error('the server ends'));
    await round;
  };
}
