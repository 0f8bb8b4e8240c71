import type { Configuration } from '../config.js';
import type { Database } from '../database/database.js';
import type { OcpiEndpoints } from '../http/ocpi-routes.js';
import { readOcpiParties } from './ocpi-parties.js';
import { startOcpiPolling } from './ocpi-polling.js';
import { OcpiReceiver } from './ocpi-receiver.js';
import { readOcpiSenders } from './ocpi-senders.js';
import { watchFiles } from './watch-files.js';

/** What this process does over OCPI. */
export interface OpenOcpi {
  /** Null where nobody may push. */
  readonly endpoints: OcpiEndpoints | null;
  /** Begins to poll the senders, if there are any. */
  poll(): void;
  close(): Promise<void>;
}

export interface OcpiOptions extends Pick<Configuration, 'ocpiPartiesFile' | 'ocpiPublicUrl' | 'ocpiSendersFile'> {
  readonly database: Database;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * Opens the OCPI endpoints where OCPI_PARTIES says who may push, and gets ready to poll whom OCPI_SENDERS names. The file of
 * parties is followed: a token that is taken out of it is worth nothing half a second later. One that cannot be read any more
 * leaves things as they were.
 *
 * @throws ConfigurationError where a file is wrong
 */
export function openOcpi({ database, log, ocpiPartiesFile, ocpiPublicUrl, ocpiSendersFile }: OcpiOptions): OpenOcpi {
  const senders = ocpiSendersFile === null ? [] : readOcpiSenders(ocpiSendersFile);
  let parties = ocpiPartiesFile === null ? [] : readOcpiParties(ocpiPartiesFile);
  const unwatch = watchFiles(ocpiPartiesFile === null ? [] : [ocpiPartiesFile], (file) => {
    try {
      parties = readOcpiParties(file);
    } catch (error) {
      log('OCPI parties: the former ones stay', error);
    }
  });
  const receiver =
    ocpiPartiesFile === null ? null : new OcpiReceiver({ database, parties: () => parties, publicUrl: ocpiPublicUrl });
  let endPolling: (() => Promise<void>) | null = null;
  return {
    endpoints: receiver,
    poll: () => {
      if (senders.length === 0) return;
      endPolling ??= startOcpiPolling({
        database,
        senders,
        onReport: (sender, { module, notices }) => {
          for (const notice of notices) log(`OCPI sender ${sender}, ${module}: ${notice}`, undefined);
        },
        onFailure: (sender, error) => log(`OCPI sender ${sender}`, error),
      });
    },
    close: async () => {
      unwatch();
      await endPolling?.();
    },
  };
}
