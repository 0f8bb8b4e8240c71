import type { Configuration } from '../config.js';
import type { Database } from '../database/database.js';
import type { OcpiEndpoints } from '../http/ocpi-routes.js';
import { readOcpiParties } from './ocpi-parties.js';
import { OcpiReceiver } from './ocpi-receiver.js';
import { watchFiles } from './watch-files.js';

/** What this process does over OCPI. */
export interface OpenOcpi {
  readonly endpoints: OcpiEndpoints;
  close(): Promise<void>;
}

/**
 * Opens the OCPI endpoints where OCPI_PARTIES says who may push. The file is followed: a token that is taken out of it is worth
 * nothing half a second later. One that cannot be read any more leaves things as they were.
 *
 * @throws ConfigurationError where the file is wrong
 */
export function openOcpi(
  database: Database,
  { ocpiPartiesFile, ocpiPublicUrl }: Pick<Configuration, 'ocpiPartiesFile' | 'ocpiPublicUrl'>,
  log: (message: string, error: unknown) => void,
): OpenOcpi | null {
  if (ocpiPartiesFile === null) return null;
  let parties = readOcpiParties(ocpiPartiesFile);
  const stop = watchFiles([ocpiPartiesFile], (file) => {
    try {
      parties = readOcpiParties(file);
    } catch (error) {
      log('OCPI parties: the former ones stay', error);
    }
  });
  return {
    endpoints: new OcpiReceiver({ database, parties: () => parties, publicUrl: ocpiPublicUrl }),
    close: async () => stop(),
  };
}
