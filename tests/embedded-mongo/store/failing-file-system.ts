import type { AppendFile, FileSystem } from '../../../src/embedded-mongo/store/file-system.js';
import { nodeFileSystem } from '../../../src/embedded-mongo/store/file-system.js';

/** The steps that change something on the disk, in the order in which they are taken. */
export type Step = 'open' | 'append' | 'sync' | 'rename' | 'remove' | 'syncDirectory';

/**
 * The real file system, which can be made to fail: from the moment that `failsAt` says so, every later step fails too,
 * as if the process had died there.
 */
export class FailingFileSystem implements FileSystem {
  readonly steps: { step: Step; path: string }[] = [];
  failsAt: (step: Step, path: string, count: number) => boolean = () => false;
  private dead = false;

  async openForAppending(path: string, length: number): Promise<AppendFile> {
    this.take('open', path);
    const file = await nodeFileSystem.openForAppending(path, length);
    return {
      append: async (bytes) => {
        this.take('append', path);
        await file.append(bytes);
      },
      sync: async () => {
        this.take('sync', path);
        await file.sync();
      },
      close: () => file.close(),
    };
  }

  list(directory: string): Promise<string[]> {
    return nodeFileSystem.list(directory);
  }

  async rename(from: string, to: string): Promise<void> {
    this.take('rename', to);
    await nodeFileSystem.rename(from, to);
  }

  async remove(path: string): Promise<void> {
    this.take('remove', path);
    await nodeFileSystem.remove(path);
  }

  async syncDirectory(directory: string): Promise<void> {
    this.take('syncDirectory', directory);
    await nodeFileSystem.syncDirectory(directory);
  }

  private take(step: Step, path: string): void {
    this.steps.push({ step, path });
    this.dead ||= this.failsAt(step, path, this.steps.length);
    if (this.dead) throw Object.assign(new Error(`no space left on device (injected at ${step})`), { code: 'ENOSPC' });
  }
}
