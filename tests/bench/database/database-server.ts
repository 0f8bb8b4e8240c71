/**
 * The database of all contestants: the embedded server with the repository's seeds, in a process of its own.
 * Parameter: the folder of its data.
 */
import 'reflect-metadata';
import { openDatabase } from '../../../src/app/open-database.js';
import { SEED_DIRECTORY } from '../../../src/app/seed-directory.js';
import { seedTarget } from '../../../src/app/seed-target.js';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import { loadSeeds } from '../../../src/importers/seed/load-seeds.js';
import { announce } from '../method/announce.js';
import { parameter } from '../method/parameter.js';

const dataDirectory = parameter(0, 'data folder');
const server = await startEmbeddedMongo({ dataDirectory });
const open = await openDatabase({ mongodbUri: server.uri, dataDirectory, furtherClusters: [] });
await loadSeeds({ directory: SEED_DIRECTORY, database: seedTarget(open.database), onProgress: () => undefined });
await open.close();
announce(server.uri);
