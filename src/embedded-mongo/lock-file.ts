import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What the process that serves a data directory writes into its lock file. */
export interface LockHolder {
  readonly pid: number;
  /** When that process was started, where the system tells: a process number alone may be used again. */
  readonly processStart: string | undefined;
  /** The server's URI; absent while it is still starting. */
  readonly uri: string | undefined;
}

/**
 * The lock file of a data directory: who serves it, and where. It is created exclusively, so that one process at a time
 * has it; the lock of a process that no longer lives is taken over.
 */
export class LockFile {
  private constructor(private readonly path: string) {}

  /** Takes the lock, or tells who has it. Throws Node's error when the directory can't be written. */
  static take(dataDirectory: string): LockFile | LockHolder {
    const path = join(dataDirectory, 'lock');
    for (;;) {
      try {
        const descriptor = openSync(path, 'wx', 0o600);
        writeSync(descriptor, contentOf(undefined));
        closeSync(descriptor);
        return new LockFile(path);
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const content = contentAt(path);
      if (content === undefined) continue;
      const holder = holderOf(content);
      if (holder && isAlive(holder)) return holder;
      removeStale(path, content);
    }
  }

  /** Tells other processes where the server listens. */
  announce(uri: string): void {
    const written = `${this.path}.${process.pid}`;
    writeFileSync(written, contentOf(uri), { mode: 0o600 });
    renameSync(written, this.path);
  }

  release(): void {
    try {
      unlinkSync(this.path);
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw error;
    }
  }
}

/** Removes a stale lock by renaming it first: of several processes that find it, one gets it. */
function removeStale(path: string, staleContent: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  // Another process may have replaced the stale lock by its own in between: that one is put back.
  if (readFileSync(aside, 'utf8') !== staleContent) renameSync(aside, path);
  else unlinkSync(aside);
}

function contentOf(uri: string | undefined): string {
  return JSON.stringify({ pid: process.pid, processStart: startOf(process.pid), uri });
}

function contentAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Undefined for a file that a crash left half written. */
function holderOf(content: string): LockHolder | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || !('pid' in parsed) || typeof parsed.pid !== 'number')
    return undefined;
  const processStart =
    'processStart' in parsed && typeof parsed.processStart === 'string' ? parsed.processStart : undefined;
  const uri = 'uri' in parsed && typeof parsed.uri === 'string' ? parsed.uri : undefined;
  return { pid: parsed.pid, processStart, uri };
}

function isAlive(holder: LockHolder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if (!isCode(error, 'EPERM')) return false;
  }
  return holder.processStart === startOf(holder.pid);
}

/** Field 22 of /proc/PID/stat, the start time in clock ticks since boot; undefined on other systems. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses, and may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
