import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildLocalGraph, localGateway } from '../../../src/app/local-graph.js';

const FOLDER = 'src/subgraphs/insights';
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'));

let apiSchema: GraphQLSchema;
/** `Type.field` of everything that only this subgraph can answer. */
let own: Set<string>;

beforeAll(async () => {
  const graph = await buildLocalGraph();
  apiSchema = localGateway(graph).apiSchema;
  const fieldsOf = (schema: GraphQLSchema | undefined) =>
    Object.values(schema?.getTypeMap() ?? {}).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('_')
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
  const others = new Set(
    graph.subgraphs.filter(({ name }) => name !== 'insights').flatMap(({ schema }) => fieldsOf(schema)),
  );
  const insights = graph.subgraphs.find(({ name }) => name === 'insights');
  own = new Set(fieldsOf(insights?.schema).filter((field) => !others.has(field)));
});

describe('stored operations', () => {
  it('exist', () => {
    expect(FILES.length).toBeGreaterThan(0);
  });

  it.each(FILES)('%s is valid, and asks for nothing that insights themselves answer', (file) => {
    const document = parse(readFileSync(join(FOLDER, file), 'utf8'));
    expect(validate(apiSchema, document).map(({ message }) => message)).toEqual([]);
    const types = new TypeInfo(apiSchema);
    const asked: string[] = [];
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: (node) => {
          asked.push(`${getNamedType(types.getParentType())?.name}.${node.name.value}`);
        },
      }),
    );
    expect(own.size).toBeGreaterThan(0);
    expect(asked.filter((field) => own.has(field))).toEqual([]);
  });
});
