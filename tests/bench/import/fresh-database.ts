import { type OpenDatabase, openDatabase } from '../../../src/app/open-database.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { ImportMessage } from './import-message.js';

/**
 * Times one import into an embedded server with an empty data folder and all indexes, tells the benchmark and ends the
 * process. Starting the server and building the indexes is not counted.
 * @param dataDirectory where the server keeps its data; must not exist
 * @param afterwards what is done then, and not counted
 */
export async function timeImport(
  dataDirectory: string,
  write: (open: OpenDatabase) => Promise<void>,
  afterwards: (open: OpenDatabase) => Promise<void> = async () => undefined,
): Promise<void> {
  const open = await openDatabase({ mongodbUri: null, dataDirectory, furtherClusters: [] });
  try {
    const began = performance.now();
    await write(open);
    const seconds = (performance.now() - began) / 1_000;
    const documents = await open.database.model(chargingLocationModel).countDocuments({}).exec();
    await afterwards(open);
    const message: ImportMessage = { documents, seconds };
    process.send?.(message);
  } finally {
    await open.close();
  }
}
