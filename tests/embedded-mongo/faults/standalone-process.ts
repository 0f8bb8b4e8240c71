import { runStandalone } from '../../../src/embedded-mongo/standalone.js';

/** A program of its own that runs the server alone on a free port. */
const [dataDirectory] = process.argv.slice(2);
await runStandalone({ port: 0, dataDirectory });
