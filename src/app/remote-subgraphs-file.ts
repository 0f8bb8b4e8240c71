import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'graphql';
import { ConfigurationError } from '../config.js';
import { parseRemoteSubgraph, type RemoteSubgraphEntry } from './remote-subgraphs-entry.js';

/** What the file says, and all files that it was read from. */
export interface RemoteSubgraphsFile {
  readonly entries: readonly RemoteSubgraphEntry[];
  readonly files: readonly string[];
}

/**
 * Reads and checks the file that SUBGRAPHS names, and the schema files that it names, relative to its folder.
 *
 * @throws ConfigurationError with the place of what is wrong
 */
export async function readRemoteSubgraphs(file: string): Promise<RemoteSubgraphsFile> {
  const content = await readText(file, `SUBGRAPHS: cannot read ${file}`);
  let list: unknown;
  try {
    list = JSON.parse(content);
  } catch (error) {
    throw new ConfigurationError(`SUBGRAPHS: ${file} is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(list)) {
    throw new ConfigurationError(`SUBGRAPHS: ${file} must hold a list`);
  }
  const files = [file];
  const entries: RemoteSubgraphEntry[] = [];
  for (const [index, value] of list.entries()) {
    const place = `SUBGRAPHS: ${file}, entry ${index + 1}`;
    const { sdl, ...entry } = parseRemoteSubgraph(value, place);
    if (entries.some(({ name }) => name === entry.name)) {
      throw new ConfigurationError(`${place}: another entry has the name "${entry.name}"`);
    }
    const schema = await readSdl(sdl, dirname(file), place);
    if (schema.file !== undefined) {
      files.push(schema.file);
    }
    entries.push({ ...entry, sdl: schema.text });
  }
  return { entries, files };
}

async function readText(file: string, failure: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${failure}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

/** `sdl` is the schema itself, which has braces, or the name of a file. */
async function readSdl(
  sdl: string | undefined,
  directory: string,
  place: string,
): Promise<{ text: string | undefined; file?: string }> {
  if (sdl === undefined) {
    return { text: undefined };
  }
  const file = sdl.includes('{') ? undefined : resolve(directory, sdl);
  const text = file === undefined ? sdl : await readText(file, `${place}: "sdl": cannot read ${file}`);
  try {
    parse(text, { noLocation: true });
  } catch (error) {
    throw new ConfigurationError(`${place}: "sdl" is no GraphQL schema: ${(error as Error).message}`);
  }
  return file === undefined ? { text } : { text, file };
}
