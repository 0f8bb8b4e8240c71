import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { IMPORT_TARGETS } from '../importers/import-targets.js';
import { publishedMappingSchema } from '../importers/mapping/mapping-schema.js';
import { MARKET_POLICY_SCHEMA } from '../subgraphs/markets/policy/market-policy.schema.js';
import { buildLocalGraph, localGateway } from './local-graph.js';

/** All files of `schema/` by their path in it: SDL, and the JSON Schemas of what can be imported. */
export async function printedSchemas(): Promise<Record<string, string>> {
  const graph = await buildLocalGraph();
  return {
    'api.graphql': `${printSchema(lexicographicSortSchema(localGateway(graph).apiSchema))}\n`,
    'supergraph.graphql': `${graph.supergraphSdl.trim()}\n`,
    ...Object.fromEntries(graph.subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, `${sdl.trim()}\n`])),
    'import-mapping.schema.json': `${JSON.stringify(publishedMappingSchema(IMPORT_TARGETS), null, 2)}\n`,
    'market-policy.schema.json': `${JSON.stringify(MARKET_POLICY_SCHEMA, null, 2)}\n`,
  };
}

/** Writes the files into a folder, which is made where it does not exist. */
export async function writeSchemas(directory: string, schemas: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, sdl] of Object.entries(schemas)) {
    const path = join(directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, sdl);
  }
}
