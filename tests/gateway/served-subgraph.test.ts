import { GraphQLError, GraphQLScalarType } from 'graphql';
import { expect, it } from 'vitest';
import { ServedSubgraph } from '../../src/gateway/served-subgraph.js';
import { subgraph } from './subgraph-fixture.js';

const asked: unknown[] = [];
const { schema } = subgraph(
  'one',
  `
  scalar Even
  enum Mood { GOOD BAD }
  input Wish { text: String!  often: Int! = 1  mood: Mood! = GOOD  even: Even }
  type Query { wish(for: Wish!): String  broken: String!  failing: String }
`,
  {
    fields: {
      Query: {
        wish: (_source, { for: wish }) => {
          asked.push(wish);
          return 'granted';
        },
        broken: () => null,
        failing: () => {
          throw new GraphQLError('No.', { extensions: { code: 'CONFLICT' } });
        },
      },
    },
  },
);
Object.assign(schema.getType('Even') as GraphQLScalarType, {
  parseValue: (value: unknown) => {
    if (typeof value !== 'number' || value % 2 !== 0) throw new GraphQLError('not even');
    return value / 2;
  },
});
const served = new ServedSubgraph(schema, { limits: { depth: 3 } });
const run = (source: string, variables?: Record<string, unknown>) =>
  served.execute({ source, context: {}, ...(variables && { variables }) });

it('hands variables to resolvers once parsed, with the defaults of their fields', async () => {
  const source = 'query ($wish: Wish!) { wish(for: $wish) }';
  expect(await run(source, { wish: { text: 'rain', even: 4 } })).toEqual({ data: { wish: 'granted' } });
  expect(asked).toEqual([{ text: 'rain', often: 1, mood: 'GOOD', even: 2 }]);
  const { errors, data } = await run(source, { wish: { text: 'rain', even: 3 } });
  expect(data).toBeUndefined();
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain('not even');
});

it('answers with errors of graphql-js, whoever made them', async () => {
  const broken = await run('{ broken }');
  expect(broken.data).toBeNull();
  expect(broken.errors?.[0]).toBeInstanceOf(GraphQLError);
  expect(broken.errors?.[0]).toMatchObject({ path: ['broken'], extensions: {} });
  const failing = await run('{ failing }');
  expect(failing.errors?.[0]).toMatchObject({ path: ['failing'], extensions: { code: 'CONFLICT' } });
});

it('refuses a document beyond its limits, and a subscription that is none', async () => {
  expect((await run('{ a { b { c { d } } } }')).errors?.[0]?.extensions.code).toBe('DEPTH_LIMIT');
  const refused = await served.subscribe({ source: 'subscription { wish }', context: {} });
  expect('errors' in refused ? refused.errors?.[0]?.extensions.code : 'a stream').toBe('GRAPHQL_VALIDATION_FAILED');
});
