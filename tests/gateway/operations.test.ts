import { describe, expect, it } from 'vitest';
import { federate, subgraph } from './subgraph-fixture.js';

const log: string[] = [];
const one = subgraph(
  'one',
  `type Query { car: Car echo(input: Input, state: State, ids: [ID!], ratio: Float): String }
   type Mutation { first(n: Int! = 1): Int! third: Int }
   input Input { a: Int = 3 text: String nested: Input }
   enum State { NEW USED }
   type Car @key(fields: "id") { id: ID! name(lang: String): String next: Car }`,
  {
    fields: {
      Query: { car: () => ({ id: 1 }), echo: (_source, args) => JSON.stringify(args) },
      Car: { name: ({ id }, { lang }) => `${id}${lang ?? ''}`, next: ({ id }) => ({ id: Number(id) + 1 }) },
      Mutation: {
        first: async (_source, { n }) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return log.push(`first ${n}`);
        },
        third: () => log.push('third'),
      },
    },
  },
);
const two = subgraph(
  'two',
  `type Mutation { second: Int! }
   type Car @key(fields: "id") { id: ID! stock(min: Int = 0): Int }`,
  { fields: { Car: { stock: (_source, { min }) => min }, Mutation: { second: () => log.push('second') } } },
);

describe('@skip and @include', () => {
  it.each([
    ['{ car { name stock @skip(if: true) } }', {}, { car: { name: '1' } }],
    ['{ car { name stock @include(if: false) } }', {}, { car: { name: '1' } }],
    ['query ($on: Boolean!) { car { stock @include(if: $on) } }', { on: false }, { car: {} }],
    ['query ($on: Boolean = true) { car @skip(if: $on) { stock } }', {}, {}],
    [
      'query ($on: Boolean!) { car { ...F @include(if: $on) id } } fragment F on Car { stock }',
      { on: true },
      { car: { stock: 0, id: '1' } },
    ],
    [
      'query ($a: Boolean!, $b: Boolean!) { car { stock @skip(if: $a) @include(if: $b) } }',
      { a: false, b: true },
      { car: { stock: 0 } },
    ],
    [
      'query ($a: Boolean!) { car { id @skip(if: $a) ... @include(if: $a) { id } } }',
      { a: true },
      { car: { id: '1' } },
    ],
    [
      'query ($a: Boolean!) { car { next @include(if: $a) { stock } ... @skip(if: $a) { next { name } } } }',
      { a: false },
      { car: { next: { name: '2' } } },
    ],
  ])('%s with %j', async (source, variables, data) => {
    const { query } = federate([one, two]);
    expect(await query(source, variables)).toEqual({ data });
  });

  it('does not ask a subgraph for what is left out', async () => {
    const { query, requests } = federate([one, two]);
    const source = 'query ($on: Boolean!) { car { id stock @include(if: $on) } }';
    await query(source, { on: false });
    expect(requests.map((request) => request.subgraph)).toEqual(['one']);
    await query(source, { on: true });
    expect(requests.map((request) => request.subgraph)).toEqual(['one', 'one', 'two']);
  });

  it('refuses a null for a condition', async () => {
    const { query } = federate([one, two]);
    const answer = await query('query ($on: Boolean = true) { car { id @skip(if: $on) } }', { on: null });
    expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('names that a client may choose', () => {
  it('keeps inherited names, planner names and foreign field names apart', async () => {
    const { query } = federate([one, two]);
    const source = `{ constructor: car { __proto__: name id: stock(min: 4) toString: id _internal_qp_alias_0: id
      _client_x: id stock: id __typename: name(lang: "no") _entities: stock } }`;
    const answer = await query(source);
    expect(JSON.stringify(answer)).toBe(
      '{"data":{"constructor":{"__proto__":"1","id":4,"toString":"1","_internal_qp_alias_0":"1","_client_x":"1","stock":"1","__typename":"1no","_entities":0}}}',
    );
  });

  it('keeps variables apart from those of entity requests', async () => {
    const { query } = federate([one, two]);
    const source =
      'query ($representations: Int, $__batch_reps_0: Int) { car { a: stock(min: $representations) b: stock(min: $__batch_reps_0) } }';
    expect(await query(source, { representations: 5, __batch_reps_0: 6 })).toEqual({ data: { car: { a: 5, b: 6 } } });
  });

  it('refuses a variable with an inherited name', async () => {
    const { query } = federate([one, two]);
    const answer = await query('query ($__proto__: Int) { car { stock(min: $__proto__) } }');
    expect(answer.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('arguments and variables', () => {
  it('hands literals of every kind to the subgraph', async () => {
    const { query } = federate([one, two]);
    const source = `{ echo(input: { text: """ a "b"
      c \\ """, nested: { a: null } }, state: USED, ids: ["x", 1], ratio: 1e3) }`;
    const { data } = await query(source);
    expect(JSON.parse(String(data?.echo))).toEqual({
      input: { a: 3, text: ' a "b"\nc \\ ', nested: { a: null } },
      state: 'USED',
      ids: ['x', '1'],
      ratio: 1000,
    });
  });

  it('coerces variables and fills in defaults', async () => {
    const { query } = federate([one, two]);
    const source = 'query ($i: Input, $s: State = NEW, $ids: [ID!]) { echo(input: $i, state: $s, ids: $ids) }';
    const { data } = await query(source, { i: { text: 'x' }, ids: 7 });
    expect(JSON.parse(String(data?.echo))).toEqual({ input: { a: 3, text: 'x' }, state: 'NEW', ids: ['7'] });
  });

  it.each([
    ['query ($n: Int!) { car { stock(min: $n) } }', {}],
    ['query ($n: Int) { car { stock(min: $n) } }', { n: 'x' }],
    ['query ($i: Input) { echo(input: $i) }', { i: { unknown: 1 } }],
    ['query ($i: Input) { echo(input: $i) }', { i: JSON.parse('{"__proto__": {"a": 1}}') }],
  ])('answers %s with %j by BAD_USER_INPUT', async (source, variables) => {
    const { query, requests } = federate([one, two]);
    const answer = await query(source, variables);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
    expect(requests).toEqual([]);
  });

  it('accepts only enum values and input fields that all subgraphs know', async () => {
    const { query } = federate([
      subgraph(
        'a',
        'type Query { a(kind: Kind, filter: Filter): String @shareable } enum Kind { X Y } input Filter { p: Int q: Int }',
        {
          fields: { Query: { a: (_source, args) => JSON.stringify(args) } },
        },
      ),
      subgraph(
        'b',
        'type Query { a(kind: Kind, filter: Filter): String @shareable } enum Kind { Y Z } input Filter { q: Int r: Int }',
        {
          fields: { Query: { a: (_source, args) => JSON.stringify(args) } },
        },
      ),
    ]);
    expect((await query('{ a(kind: Y, filter: { q: 1 }) }')).data).toEqual({ a: '{"kind":"Y","filter":{"q":1}}' });
    const refused = await query('{ a(kind: X, filter: { p: 1, r: 2 }) }');
    expect(refused.errors).toHaveLength(3);
  });
});

describe('mutations', () => {
  it('run one after another across subgraphs, in the order of the operation', async () => {
    const { query } = federate([one, two]);
    log.length = 0;
    const answer = await query('mutation { a: first second b: first(n: 2) third second2: second __typename }');
    expect(log).toEqual(['first 1', 'second', 'first 2', 'third', 'second']);
    expect(answer).toEqual({ data: { a: 1, second: 2, b: 3, third: 4, second2: 5, __typename: 'Mutation' } });
  });

  it('run a field once that is selected twice', async () => {
    const { query } = federate([one, two]);
    log.length = 0;
    await query('mutation { third ... on Mutation { third } }');
    expect(log).toEqual(['third']);
  });
});

describe('introspection', () => {
  it('is answered from the API schema, mixed with data, without asking a subgraph for it', async () => {
    const { query, requests } = federate([one, two]);
    const source = `query ($name: String!) { car { id } ...S t: __type(name: $name) { name } __typename }
      fragment S on Query { __schema { queryType { name } } }`;
    expect(await query(source, { name: 'Car' })).toEqual({
      data: { car: { id: '1' }, __schema: { queryType: { name: 'Query' } }, t: { name: 'Car' }, __typename: 'Query' },
    });
    expect(requests).toHaveLength(1);
  });

  it('needs no subgraph alone', async () => {
    const { query, requests } = federate([one, two]);
    expect(await query('{ __typename __schema { mutationType { name } } }')).toEqual({
      data: { __typename: 'Query', __schema: { mutationType: { name: 'Mutation' } } },
    });
    expect(requests).toEqual([]);
  });

  it('shows neither federation types nor federation directives', async () => {
    const { query } = federate([one, two]);
    const { data } = await query('{ __schema { types { name } directives { name } } }');
    expect(JSON.stringify(data)).not.toMatch(/join__|link__|_Any|_Entity|_Service/);
  });
});

describe('documents', () => {
  it.each([
    ['{', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { car { id } } query B { car { id } }', undefined, 'OPERATION_RESOLUTION_FAILURE'],
    ['query A { car { id } }', 'C', 'OPERATION_RESOLUTION_FAILURE'],
    [`${'{ a '.repeat(20_000)}`, undefined, expect.stringMatching(/^(TOKEN_LIMIT|GRAPHQL_PARSE_FAILED)$/)],
    [`{ ${'car { id } '.repeat(40_000)} }`, undefined, 'TOKEN_LIMIT'],
  ])('%.40s answers with a code', async (source, operationName, code) => {
    const { gateway } = federate([one, two]);
    const answer = await gateway.execute({ source, context: {}, ...(operationName ? { operationName } : {}) });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual([code]);
  });

  it('with several operations run the one that is named', async () => {
    const { gateway } = federate([one, two]);
    const source = 'query A { car { id } } query B { car { name } }';
    expect((await gateway.execute({ source, operationName: 'B', context: {} })).data).toEqual({ car: { name: '1' } });
    expect((await gateway.execute({ source, operationName: 'A', context: {} })).data).toEqual({ car: { id: '1' } });
  });

  it('whose fragments multiply without end are refused', async () => {
    const { query } = federate([one, two]);
    const levels = Array.from(
      { length: 15 },
      (_, n) => `fragment F${n} on Car { a: next { ...F${n + 1} } b: next { ...F${n + 1} } }`,
    );
    const answer = await query(`{ car { ...F0 } } ${levels.join(' ')} fragment F15 on Car { id }`);
    expect(answer.errors?.[0]?.message).toMatch(/selects more than/);
  });
});
