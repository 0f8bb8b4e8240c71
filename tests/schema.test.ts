import 'reflect-metadata';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { printedSchemas } from '../src/app/printed-schemas.js';

const DIRECTORY = fileURLToPath(new URL('../schema', import.meta.url));

/** The files of `schema/` by their path in it, with their content. */
async function writtenSchemas(): Promise<Record<string, string>> {
  const entries = await readdir(DIRECTORY, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file.slice(DIRECTORY.length + 1).replaceAll(sep, '/'), await readFile(file, 'utf8')]),
    ),
  );
}

it('the files in schema/ are those that the code prints; after a change, run `npm run schema`', async () => {
  const [written, printed] = await Promise.all([writtenSchemas(), printedSchemas()]);
  expect(Object.keys(written).sort()).toEqual(Object.keys(printed).sort());
  for (const [file, sdl] of Object.entries(printed)) {
    expect(written[file], file).toBe(sdl);
  }
});
