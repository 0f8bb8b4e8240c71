import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoredOperation } from './graph-reader.js';

/**
 * The operation of a `.graphql` file that lies beside the module: `storedOperation('./readiness.graphql', import.meta.url)`.
 *
 * @throws where there is no such file
 */
export function storedOperation(file: string, moduleUrl: string): StoredOperation {
  const path = fileURLToPath(new URL(file, moduleUrl));
  return { name: basename(path, '.graphql'), source: readFileSync(path, 'utf8') };
}
