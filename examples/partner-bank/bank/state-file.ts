import { readFile, rename, writeFile } from 'node:fs/promises';

/** What the bank must remember; a real one keeps it in its database. */
export interface BankState {
  /** How far the change feed has been worked off. */
  readonly cursor: string | null;
  readonly webhook: { readonly endpointId: string; readonly url: string; readonly secret: string } | null;
  /** Hash of what has been published last. */
  readonly published: string | null;
}

const NOTHING: BankState = { cursor: null, webhook: null, published: null };

export interface StateFile {
  readonly state: BankState;
  /** Writes the change whole or not at all. */
  keep(change: Partial<BankState>): Promise<void>;
}

export async function openStateFile(path: string): Promise<StateFile> {
  let state: BankState = NOTHING;
  try {
    state = { ...NOTHING, ...(JSON.parse(await readFile(path, 'utf8')) as Partial<BankState>) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return {
    get state() {
      return state;
    },
    async keep(change) {
      state = { ...state, ...change };
      // The secret is in it: for the bank's own eyes only.
      await writeFile(`${path}.new`, JSON.stringify(state), { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    },
  };
}
