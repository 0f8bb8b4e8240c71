import type { Server } from 'node:http';
import type { ContestantMessage, CpuQuestion } from './child-messages.js';

/**
 * Called by a contestant's process once it serves: tells the benchmark where, answers its questions for CPU time, and
 * ends the process when the benchmark is gone, however that ended.
 */
export function announce(url: string): void {
  process.on('message', (message: CpuQuestion) => {
    if (message.kind === 'cpu') {
      const { user, system } = process.cpuUsage();
      tell({ kind: 'cpu', microseconds: user + system });
    }
  });
  process.on('disconnect', () => process.exit(0));
  tell({ kind: 'ready', url });
}

/** Listens on a free port of the loopback interface and announces it. */
export function announceServer(server: Server, path = '/graphql'): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('The server has no TCP port');
    }
    announce(`http://127.0.0.1:${address.port}${path}`);
  });
}

function tell(message: ContestantMessage): void {
  process.send?.(message);
}
