import 'reflect-metadata';
import { Max } from 'class-validator';
import { type ExecutionResult, graphql, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { Args, ArgsType, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import type { RequestContext } from '../../../src/kernel/request-context.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import type { SubgraphDefinition } from '../../../src/kernel/subgraph/subgraph-definition.js';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
class Station {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@Directive('@key(fields: "code")')
@ObjectType('Country', { simpleResolvers: true })
class CountryStub {
  @Field(() => ID)
  code!: string;
}

@ArgsType()
class PageOf {
  @Field(() => Int)
  @Max(200)
  first!: number;
}

@Resolver(() => Station)
class StationResolver {
  @Query(() => [Station])
  stations(@Args(() => PageOf) { first }: PageOf): Station[] {
    return [{ id: '1', name: `first of ${first}` }];
  }
}

function definition(calls: { ids: string[]; fields: string[] }[]): SubgraphDefinition<RequestContext> {
  return {
    name: 'stations',
    resolvers: [StationResolver],
    orphanedTypes: [Station, CountryStub],
    entities: [
      {
        typeName: 'Station',
        resolveReferences: async (references, fields) => {
          calls.push({ ids: references.map(({ id }) => String(id)), fields: [...fields].sort() });
          return references.map(({ id }) => {
            if (id === 'broken') {
              return new Error('broken');
            }
            return id === 'unknown' ? null : { id, name: `station ${id}` };
          });
        },
      },
      { typeName: 'Country', resolveReferences: (references) => references.map(({ code }) => ({ code })) },
    ],
  };
}

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Station { name } ... on Country { code } }
}`;

describe('a subgraph', () => {
  it('tells its SDL with keys and the federation link', async () => {
    const { sdl, schema } = await buildSubgraph(definition([]));
    expect(sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.9"');
    expect(sdl).toContain('type Station @key(fields: "id")');
    expect(sdl).not.toContain('_entities');
    const answer = await graphql({ schema, source: '{ _service { sdl } }' });
    expect(answer.data).toEqual({ _service: { sdl } });
  });

  it('resolves all references of a type in one call, in their order, each with its own outcome', async () => {
    const calls: { ids: string[]; fields: string[] }[] = [];
    const { schema } = await buildSubgraph(definition(calls));
    const representations = [
      { __typename: 'Station', id: '2' },
      { __typename: 'Country', code: 'NO' },
      { __typename: 'Station', id: 'unknown' },
      { __typename: 'Station', id: 'broken' },
      { __typename: 'Ship', id: '9' },
      { __typename: 'Station', id: '1' },
    ];
    const compiled = compileQuery(schema, parse(ENTITIES));
    if (!isCompiledQuery(compiled)) {
      throw new Error('the operation does not compile');
    }
    const byJit = (await compiled.query(undefined, {}, { representations })) as ExecutionResult;
    const byGraphqlJs = await graphql({
      schema,
      source: ENTITIES,
      variableValues: { representations },
      contextValue: {},
    });
    for (const answer of [byJit, byGraphqlJs]) {
      expect(answer.data?._entities).toEqual([
        { __typename: 'Station', name: 'station 2' },
        { __typename: 'Country', code: 'NO' },
        null,
        null,
        null,
        { __typename: 'Station', name: 'station 1' },
      ]);
      expect(answer.errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['_entities.3', '_entities.4']);
    }
    expect(calls[0]).toEqual({ ids: ['2', 'unknown', 'broken', '1'], fields: ['__typename', 'name'] });
    expect(calls).toHaveLength(2);
  });

  it('names field and constraint of an argument that is not valid', async () => {
    const { schema } = await buildSubgraph(definition([]));
    const answer = await graphql({ schema, source: '{ stations(first: 100000) { id } }' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'first',
      constraint: 'first must not be greater than 200',
    });
  });
});
