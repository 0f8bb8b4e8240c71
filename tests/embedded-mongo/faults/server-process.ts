import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';

/** A program of its own that serves the data directory named on its command line, and prints the URI. */
const [dataDirectory] = process.argv.slice(2);
if (dataDirectory === undefined) throw new Error('usage: server-process DATA_DIRECTORY');
const mongo = await startEmbeddedMongo({ dataDirectory });
process.stdout.write(`${mongo.started ? 'started' : 'found'} ${mongo.uri}\n`);
process.stdin.resume();
process.stdin.on('end', async () => {
  await mongo.close();
  process.exit(0);
});
