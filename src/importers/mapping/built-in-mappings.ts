import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ImportError } from '../pipeline/import-error.js';

/** `mappings/` at the top of the repository, seen from `src/importers/mapping` and `dist/importers/mapping` alike. */
const DIRECTORY = new URL('../../../mappings/', import.meta.url);

/** A mapping document and where it comes from. */
export interface LoadedMapping {
  /** Name of a built-in mapping; null for a file of the user's own. */
  readonly name: string | null;
  readonly document: unknown;
}

/** Names of all built-in mappings, in order. */
export async function builtInMappings(): Promise<string[]> {
  const files = await readdir(DIRECTORY);
  return files
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/**
 * A built-in mapping by its name.
 * @throws ImportError MAPPING_MISSING, with the names that there are
 */
export async function builtInMapping(name: string): Promise<LoadedMapping> {
  const names = await builtInMappings();
  if (!names.includes(name)) {
    throw new ImportError('MAPPING_MISSING', `There is no built-in mapping "${name}"; there are ${names.join(', ')}`);
  }
  return { name, document: await readMapping(fileURLToPath(new URL(`${name}.json`, DIRECTORY))) };
}

/**
 * A mapping by the name of a built-in one, or by the path of a file.
 * @throws ImportError MAPPING_MISSING, MAPPING_INVALID
 */
export async function loadMapping(nameOrPath: string): Promise<LoadedMapping> {
  if (/^[a-z0-9-]+$/.test(nameOrPath)) return builtInMapping(nameOrPath);
  return { name: null, document: await readMapping(nameOrPath) };
}

async function readMapping(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ImportError('MAPPING_MISSING', `The mapping ${path} cannot be read`, null, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (cause) {
    throw new ImportError('MAPPING_INVALID', `The mapping ${path} is not JSON: ${(cause as Error).message}`, null, {
      cause,
    });
  }
}
