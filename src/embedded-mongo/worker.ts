import { parentPort, workerData } from 'node:worker_threads';
import { EmbeddedServer } from './server.js';
import { DamagedDataError } from './store/damaged-data-error.js';
import { CLOSE, type WorkerMessage, type WorkerSettings } from './worker-protocol.js';

/** The worker thread: a server of its own event loop, so that a long aggregation doesn't hold up the main thread. */
const settings: WorkerSettings = workerData;

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

try {
  const server = await EmbeddedServer.start({ ...settings, log: (message) => tell({ kind: 'log', message }) });
  void server.failure.then((error) => tell({ kind: 'failed', error }));
  parentPort?.on('message', async (message) => {
    if (message !== CLOSE) return;
    try {
      await server.close();
    } finally {
      tell({ kind: 'closed' });
      parentPort?.close();
    }
  });
  tell({ kind: 'listening', address: server.address });
} catch (error) {
  const refusal = error instanceof Error ? error : new Error(String(error));
  if (refusal instanceof DamagedDataError) {
    const { file, offset, reason } = refusal;
    tell({ kind: 'refused', error: refusal, damage: { file, offset, reason } });
  } else {
    tell({ kind: 'refused', error: refusal });
  }
  parentPort?.close();
}
