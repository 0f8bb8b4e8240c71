import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';

/** What people are told of the system's error codes. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its file system is read-only',
  EEXIST: 'a file has that name',
  ENOTDIR: 'a part of the path is a file',
  ENOSPC: 'no space is left',
};

/**
 * Makes the folder of the data where it does not exist. Throws an error that names the folder, and the variable or
 * option that named it, where it cannot be written into.
 */
export async function makeDataDirectory(path: string, setBy: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = (code === undefined ? undefined : REASONS[code]) ?? message;
    throw new Error(`${path} cannot hold the data: ${reason}. Set ${setBy} to another folder.`);
  }
}
