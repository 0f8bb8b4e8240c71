import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SUBGRAPHS } from '../../src/app/subgraph-list.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const names = SUBGRAPHS.map(({ name }) => name).sort();

it('One process a subgraph: the example names all of them, and so does the compose file', () => {
  const example = JSON.parse(read('examples/distributed/subgraphs.json')) as { name: string; url: string }[];
  expect(example.map(({ name }) => name).sort()).toEqual(names);
  for (const { name, url } of example) expect(url).toBe(`http://${name}:4000/graphql`);

  const compose = read('docker-compose.yml');
  const services = [...compose.matchAll(/^ {2}(\w+):\n {4}<<: \*subgraph\n {4}command: \["subgraph", "(\w+)"/gm)];
  expect(services.map(([, service]) => service).sort()).toEqual(names);
  expect(services.map(([, , subgraph]) => subgraph).sort()).toEqual(names);
  const awaited = [...compose.matchAll(/^ {6}(\w+): \{ condition: service_healthy \}$/gm)];
  expect(awaited.map(([, service]) => service).sort()).toEqual(names);
});
