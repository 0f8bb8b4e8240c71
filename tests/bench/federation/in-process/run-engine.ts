import type { EngineMessage, EngineOrder } from './engine-messages.js';

interface Result {
  readonly data?: unknown;
  readonly errors?: unknown;
}

/**
 * Called by an engine's process once it can execute: tells its answer, then executes on order, so many requests at a
 * time, the next as soon as one is answered. Ends the process when the benchmark is gone.
 */
export async function runEngine(execute: () => Promise<Result> | Result): Promise<void> {
  const answered = async (): Promise<unknown> => {
    const { data, errors } = await execute();
    if (errors !== undefined || data === undefined || data === null) {
      throw new Error(`The engine failed: ${JSON.stringify(errors)}`);
    }
    return data;
  };

  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ seconds, concurrent }: EngineOrder) => {
    const before = process.cpuUsage();
    const end = performance.now() + seconds * 1_000;
    let requests = 0;
    const client = async (): Promise<void> => {
      while (performance.now() < end) {
        await answered();
        requests++;
        // Many requests may be answered without a turn of the event loop; timers and IPC must get theirs.
        if (requests % concurrent === 0) {
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    };
    await Promise.all(Array.from({ length: concurrent }, client));
    const { user, system } = process.cpuUsage(before);
    tell({ kind: 'ran', requests, cpuMicroseconds: user + system });
  });
  tell({ kind: 'answer', json: JSON.stringify(await answered()) });
}

function tell(message: EngineMessage): void {
  process.send?.(message);
}
