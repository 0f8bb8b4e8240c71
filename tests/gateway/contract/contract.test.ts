import { printSchema, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/gateway/contract/contract.js';
import { type Federation, federate, type Subgraph, subgraph } from '../subgraph-fixture.js';

const contract = (options: { include?: string[]; exclude?: string[]; reachable?: boolean }): Contract => ({
  includedTags: new Set(options.include),
  excludedTags: new Set(options.exclude),
  hideUnreachableTypes: options.reachable ?? false,
});

const accounts = subgraph(
  'accounts',
  `
  type Query {
    user: User @tag(name: "partner")
    audit: Audit @tag(name: "internal")
    find(by: Search!, trace: String @tag(name: "internal")): [Hit!]! @tag(name: "partner")
  }
  type User @key(fields: "id") {
    id: ID! @tag(name: "internal")
    name: String! @tag(name: "partner")
    state: State! @tag(name: "partner")
    notes: String
  }
  type Audit @tag(name: "internal") { at: String }
  type Note @tag(name: "partner") { text: String  author: User }
  union Hit @tag(name: "partner") = Note | Audit
  enum State { ACTIVE  WATCHED @tag(name: "internal") }
  input Search { text: String  raw: String @tag(name: "internal") }
  enum Unused { A }
`,
  {
    fields: {
      Query: {
        user: () => ({ id: '1', name: 'Ada', state: 'WATCHED', notes: 'hush' }),
        find: () => [
          { __typename: 'Note', text: 'hello' },
          { __typename: 'Audit', at: 'noon' },
        ],
      },
    },
    entities: { User: ({ id }) => ({ id, name: 'Ada', state: 'ACTIVE' }) },
  },
);
const orders = subgraph('orders', `type User @key(fields: "id") { id: ID! orders: [Int!]! @tag(name: "partner") }`, {
  entities: { User: ({ id }) => ({ id, orders: [Number(id), 2] }) },
});

const SUBGRAPHS = [accounts, orders];
const under = (options: Parameters<typeof contract>[0], subgraphs: readonly Subgraph[] = SUBGRAPHS): Federation =>
  federate(subgraphs, { contract: contract(options) });

describe('A contract that excludes a tag', () => {
  const graph = under({ exclude: ['internal'] });

  it('shows all but what carries the tag, as a valid schema', () => {
    expect(validateSchema(graph.gateway.apiSchema)).toEqual([]);
    const schema = printSchema(graph.gateway.apiSchema);
    for (const shown of [
      'user: User',
      'notes: String',
      'ACTIVE',
      'text: String',
      'enum Unused',
      'union Hit = Note\n',
    ]) {
      expect(schema).toContain(shown);
    }
    for (const hidden of ['audit', 'Audit', 'WATCHED', 'raw', 'trace', 'id: ID']) expect(schema).not.toContain(hidden);
  });

  it('joins subgraphs by keys that it hides', async () => {
    expect(await graph.query('{ user { name orders } }')).toEqual({ data: { user: { name: 'Ada', orders: [1, 2] } } });
  });

  it('refuses what it hides as if it did not exist', async () => {
    const { data, errors } = await graph.query('{ audit { at } }');
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('Cannot query field "audit"');
    const { errors: byInput } = await graph.query('{ find(by: { raw: "x" }) { __typename } }');
    expect(byInput?.[0]?.message).toContain('"raw"');
  });

  it('lets no hidden enum value and no hidden member of a union out', async () => {
    const state = await graph.query('{ user { name state } }');
    expect(JSON.stringify(state)).not.toContain('"WATCHED"');
    expect(state.data).toEqual({ user: null });
    const found = await graph.query('{ find(by: {}) { __typename ... on Note { text } } }');
    expect(JSON.stringify(found)).not.toContain('noon');
    expect(JSON.stringify(found)).not.toContain('"Audit"');
  });

  it('leaves a supergraph without the tag as it is', () => {
    expect(printSchema(under({ exclude: ['nobody'] }).gateway.apiSchema)).toBe(
      printSchema(federate(SUBGRAPHS).gateway.apiSchema),
    );
  });
});

describe('A contract that includes a tag', () => {
  it('shows the fields and unions with the tag, and those of types with it', () => {
    const graph = under({ include: ['partner'], exclude: ['internal'] });
    const schema = printSchema(graph.gateway.apiSchema);
    expect(schema).toContain('type Note {\n  text: String\n  author: User\n}');
    expect(schema).toContain('type User {\n  name: String!\n  state: State!\n  orders: [Int!]!\n}');
    expect(schema).toContain('enum Unused');
    expect(schema).not.toContain('notes');
    expect(validateSchema(graph.gateway.apiSchema)).toEqual([]);
  });

  it('hides types that nothing leads to where asked to', () => {
    const options = { include: ['partner'], exclude: ['internal'], reachable: true };
    const schema = printSchema(under(options).gateway.apiSchema);
    expect(schema).not.toContain('Unused');
    for (const shown of ['input Search', 'enum State', 'union Hit', 'type Note']) expect(schema).toContain(shown);
  });
});

describe('A contract that leaves no valid schema is refused, every element named', () => {
  it.each([
    ['nothing to ask for', 'type Query { a: Int }', { include: ['x'] }, 'no field of Query is left'],
    [
      'a field of a hidden type',
      'type Query { a: A b: Int } type A @tag(name: "x") { id: Int }',
      { exclude: ['x'] },
      'Query.a is in it, its type A is not',
    ],
    [
      'a hidden argument that must be given',
      'type Query { a(b: Int! @tag(name: "x")): Int }',
      { exclude: ['x'] },
      'Query.a(b:) is required, and is not in it',
    ],
    [
      'a hidden input field that must be given',
      'type Query { a(b: B): Int } input B { c: Int! @tag(name: "x") d: Int }',
      { exclude: ['x'] },
      'B.c is required, and is not in it',
    ],
    [
      'an argument of a hidden type',
      'type Query { a(b: B): Int } input B { c: Int @tag(name: "x") }',
      { exclude: ['x'] },
      'Query.a(b:) is in it, its type B is not',
    ],
    [
      'an implementation without a field of its interface',
      'type Query { a: I } interface I { b: Int } type A implements I { b: Int @tag(name: "x") c: Int }',
      { exclude: ['x'] },
      'I.b is in it, A.b is not',
    ],
  ])('%s', (_what, sdl, options, problem) => {
    expect(() => under(options, [subgraph('one', sdl)])).toThrow(problem);
  });

  it('unless it can be done without', () => {
    const sdl = `type Query { a(b: Int! = 1 @tag(name: "x")): U  c: Int }
      union U = A | B  type A @tag(name: "x") { id: Int }  type B { id: Int }`;
    expect(printSchema(under({ exclude: ['x'] }, [subgraph('one', sdl)]).gateway.apiSchema)).toContain('union U = B');
  });
});
