// Loaded before the server (`node --expose-gc --import`): answers over IPC with the heaps after garbage collection and
// counts what nobody has caught. The embedded database's worker thread loads it too, and answers the main thread.
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

const QUESTIONS = 'soak: heap questions';
const ANSWERS = 'soak: heap answers';
const PATIENCE_MILLISECONDS = 5_000;

const questions = new BroadcastChannel(QUESTIONS);
const answers = new BroadcastChannel(ANSWERS);
questions.unref();
answers.unref();

function heapAfterCollection() {
  // What finalizers let go in the first collection is collected by the second.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

if (isMainThread) {
  let unhandledRejections = 0;
  process.on('unhandledRejection', (reason) => {
    unhandledRejections += 1;
    console.error('unhandled rejection', reason);
  });
  process.on('message', async (message) => {
    if (message?.kind !== 'heap') return;
    const database = databaseHeap();
    const heapBytes = heapAfterCollection();
    process.send({
      heapBytes,
      databaseHeapBytes: await database,
      residentBytes: process.memoryUsage.rss(),
      unhandledRejections,
    });
  });
  process.channel?.unref();
} else {
  questions.onmessage = () => answers.postMessage(heapAfterCollection());
}

/** The worker thread's heap in bytes; null where there is none that answers. */
function databaseHeap() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MILLISECONDS, null);
    answers.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data);
    };
    questions.postMessage('heap');
  });
}
