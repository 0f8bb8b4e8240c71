import { buildASTSchema, getVariableValues, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCostDirectives } from '../../../src/gateway/guards/cost-directives.js';
import { CostModel, type CostOptions, type OperationCost } from '../../../src/gateway/guards/operation-cost.js';
import { normalizeOperation } from '../../../src/gateway/normalize-operation.js';
import { fragmentsOf, selectOperation } from '../../../src/gateway/operation-document.js';

const DIRECTIVES = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;

/** The cost of an operation against a schema; variables as a client sends them. */
function costOf(
  sdl: string,
  source: string,
  variables: Record<string, unknown> = {},
  options: CostOptions = {},
): OperationCost {
  const supergraph = parse(DIRECTIVES + sdl);
  const schema = buildASTSchema(supergraph);
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = selectOperation(document, undefined);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  expect(errors).toBeUndefined();
  const tree = normalizeOperation(schema, operation, fragmentsOf(document), new Map(), {
    fieldNames: new Set(),
    requiredWithArguments: new Set(),
  });
  return new CostModel(schema, readCostDirectives(supergraph), options).compile(tree)(coerced ?? {});
}

// Section and example numbers are those of https://ibm.github.io/graphql-specs/cost-spec.html.
describe('examples of the IBM specification', () => {
  it('1 and 2: a list whose length is an argument', () => {
    const sdl = `
      type User { name: String age: Int @cost(weight: "2.0") }
      type Query { users(max: Int): [User] @listSize(slicingArguments: ["max"]) }`;
    // "One Query object ... 1.0. Five User objects ... 2.0 each": 11. Types: one Query and five Users.
    expect(costOf(sdl, '{ users(max: 5) { age } }')).toEqual({ fieldCost: 11, typeCost: 6, cost: 17 });
  });

  it('10: weights of arguments', () => {
    const sdl = `
      input Filter { field: String }
      type Query { topProducts(filter: Filter @cost(weight: "15.0")): [String] @cost(weight: "5.0") @listSize(assumedSize: 10) }`;
    expect(costOf(sdl, '{ topProducts }').fieldCost).toBe(5);
    expect(costOf(sdl, '{ topProducts(filter: { field: "x" }) }').fieldCost).toBe(20);
  });

  it('11: negative weights', () => {
    const sdl = `
      enum Approximate { YES }
      type Product { name: String }
      type Query { mostPopularProduct(approx: Approximate @cost(weight: "-3.0")): Product @cost(weight: "5.0") }`;
    expect(costOf(sdl, '{ mostPopularProduct { name } }').fieldCost).toBe(5);
    expect(costOf(sdl, '{ mostPopularProduct(approx: YES) { name } }').fieldCost).toBe(2);
  });

  it('12: weights of input fields', () => {
    const sdl = `
      enum Approximate { YES }
      input Filter { approx: Approximate @cost(weight: "-12.0") }
      type Query { topProducts(filter: Filter @cost(weight: "15.0")): [String] @cost(weight: "5.0") @listSize(assumedSize: 10) }`;
    const source = 'query ($filter: Filter) { topProducts(filter: $filter) }';
    expect(costOf(sdl, '{ topProducts(filter: { approx: YES }) }').fieldCost).toBe(8);
    expect(costOf(sdl, source, { filter: { approx: 'YES' } }).fieldCost).toBe(8);
    expect(costOf(sdl, source).fieldCost).toBe(5);
    const nested = 'query ($approx: Approximate) { topProducts(filter: { approx: $approx }) }';
    expect(costOf(sdl, nested, { approx: 'YES' }).fieldCost).toBe(8);
    expect(costOf(sdl, nested).fieldCost).toBe(20);
  });

  it('13: weights of arguments of directives', () => {
    const sdl = `
      directive @approx(tolerance: Float! @cost(weight: "-1.0")) on FIELD
      type Query { dear: String @cost(weight: "5.0") free: String }`;
    expect(costOf(sdl, '{ dear @approx(tolerance: 0.1) }').fieldCost).toBe(4);
    expect(costOf(sdl, '{ free @approx(tolerance: 0.1) }').fieldCost).toBe(0);
  });

  it('16: a length that is assumed', () => {
    const sdl = 'scalar S @cost(weight: "2") type Query { topProducts: [S] @listSize(assumedSize: 10) }';
    expect(costOf(sdl, '{ topProducts }')).toEqual({ fieldCost: 0, typeCost: 21, cost: 21 });
  });

  it('18: a connection, whose edges have the length', () => {
    const sdl = `
      type Film { title: String }
      type FilmEdge { cursor: ID node: Film }
      type PageInfo { more: Boolean }
      type FilmConnection { edges: [FilmEdge] pageInfo: PageInfo }
      type Query { films(first: Int, last: Int): FilmConnection @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"]) }`;
    // Fields: films 1, edges 1, pageInfo 1, node 7. Types: Query, connection, PageInfo, 7 edges, 7 films.
    expect(costOf(sdl, '{ films(first: 7) { edges { node { title } } pageInfo { more } } }')).toEqual({
      fieldCost: 10,
      typeCost: 17,
      cost: 27,
    });
    expect(() => costOf(sdl, '{ films { edges { cursor } } }')).toThrow(/Query\.films needs exactly one/);
    expect(() => costOf(sdl, '{ films(first: 1, last: 1) { edges { cursor } } }')).toThrow(/exactly one/);
  });
});

describe('list sizes (section 8)', () => {
  const sdl = `
    input Page { size: Int = 4 }
    type Item { id: ID }
    type Query {
      byDefault(first: Int = 20): [Item] @listSize(slicingArguments: ["first"])
      byLargest(first: Int, last: Int): [Item] @listSize(assumedSize: 9, slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
      byPage(page: Page): [Item] @listSize(slicingArguments: ["page.size"], requireOneSlicingArgument: false)
      unknown: [Item]
      grid: [[Item]] @listSize(assumedSize: 3)
    }`;
  const items = (source: string, variables?: Record<string, unknown>, options?: CostOptions) =>
    costOf(sdl, source, variables, options).typeCost - 1;

  it('take the default of the schema for an argument that is not given', () => {
    expect(items('{ byDefault { id } }')).toBe(20);
    expect(items('query ($n: Int) { byDefault(first: $n) { id } }')).toBe(20);
    expect(items('query ($n: Int = 6) { byDefault(first: $n) { id } }')).toBe(6);
    expect(items('query ($n: Int) { byDefault(first: $n) { id } }', { n: 3 })).toBe(3);
  });

  it('take the largest of several arguments, and the assumed size where there is none', () => {
    expect(items('query ($n: Int) { byLargest(first: 2, last: $n) { id } }', { n: 5 })).toBe(5);
    expect(items('query ($n: Int) { byLargest(first: $n) { id } }', { n: null })).toBe(9);
    expect(items('{ byLargest { id } }')).toBe(9);
  });

  it('find arguments in input objects', () => {
    expect(items('{ byPage(page: { size: 8 }) { id } }')).toBe(8);
    expect(items('query ($p: Page) { byPage(page: $p) { id } }', { p: {} })).toBe(4);
    expect(items('query ($n: Int) { byPage(page: { size: $n }) { id } }', { n: 2 })).toBe(2);
  });

  it('never count less than nothing', () => {
    expect(items('{ byDefault(first: -5) { id } }')).toBe(0);
    expect(items('query ($n: Int) { byDefault(first: $n) { id } }', { n: -5 })).toBe(0);
  });

  it('of which nothing is known are assumed', () => {
    expect(items('{ unknown { id } }')).toBe(10);
    expect(items('{ unknown { id } }', {}, { defaultListSize: 25 })).toBe(25);
    expect(items('{ grid { id } }')).toBe(30);
  });
});

describe('abstract types', () => {
  const sdl = `
    interface Node { id: ID size: Big }
    type Big { x: ID }
    type Cheap implements Node @cost(weight: "0") { id: ID size: Big @cost(weight: "0") one: Big }
    type Dear implements Node @cost(weight: "7") { id: ID @cost(weight: "2") size: Big @cost(weight: "3") two: Big three: Big }
    union Any = Cheap | Dear
    type Query { node: Node any: Any }`;

  it('are as dear as their dearest possible type, and so are their fields', () => {
    // Types: Query 1, Node at most 7, Big 1. Fields: node 1, id at most 2, size at most 3.
    expect(costOf(sdl, '{ node { id size { x } } }')).toEqual({ fieldCost: 6, typeCost: 9, cost: 15 });
  });

  it('count of fragments that exclude each other the dearest only', () => {
    const source =
      '{ any { ... on Cheap { one { x } } ... on Dear { two { x } three { x } } ... on Node { size { x } } } }';
    // Fields: any 1, and for Dear: two 1, three 1, size 3. Types: Query 1, Any 7, Big 3.
    expect(costOf(sdl, source)).toEqual({ fieldCost: 6, typeCost: 11, cost: 17 });
  });
});

describe('input objects', () => {
  const sdl = `
    input Term { value: String @cost(weight: "3") and: [Term!] }
    type Query { find(terms: [Term!]): Int }`;
  // Default weights: 1 for the argument and for every input field of an input type (section 7.1).
  const terms = [{ value: 'a', and: [{ value: 'b' }, { value: 'c' }] }, { value: 'd' }];

  it('are counted one by one, in literals as in variables', () => {
    const literal = '{ find(terms: [{ value: "a", and: [{ value: "b" }, { value: "c" }] }, { value: "d" }]) }';
    expect(costOf(sdl, literal).fieldCost).toBe(1 + 4 * 3 + 1);
    expect(costOf(sdl, 'query ($terms: [Term!]) { find(terms: $terms) }', { terms }).fieldCost).toBe(14);
    expect(costOf(sdl, 'query ($terms: [Term!]) { find(terms: $terms) }').fieldCost).toBe(0);
    const mixed = 'query ($inner: [Term!]) { find(terms: [{ value: "a", and: $inner }]) }';
    expect(costOf(sdl, mixed, { inner: [{ value: 'b' }] }).fieldCost).toBe(1 + 3 + 1 + 3);
  });
});

describe('operations', () => {
  const sdl = 'type A { b(n: Int = 10): [A] @listSize(slicingArguments: ["n"]) } type Query { a: A }';

  it('pay for every alias', () => {
    expect(costOf(sdl, '{ a { x: b { __typename } y: b { __typename } } }').typeCost).toBe(22);
  });

  it('multiply what is nested, beyond all numbers if need be', () => {
    expect(costOf(sdl, '{ a { b { b { b { __typename } } } } }').typeCost).toBe(2 + 10 + 100 + 1000);
    const source = `{ a ${'{ b(n: 2147483647) '.repeat(40)} { __typename } ${'}'.repeat(40)} }`;
    expect(costOf(sdl, source).cost).toBe(Number.POSITIVE_INFINITY);
    expect(costOf(sdl, `query ($n: Int) ${source.replaceAll('2147483647', '$n')}`, { n: 0 }).typeCost).toBe(2);
  });

  it('pay for introspection, each field of it', () => {
    expect(costOf(sdl, '{ __schema { queryType { name } } t: __type(name: "A") { name } }')).toEqual({
      fieldCost: 1000,
      typeCost: 1,
      cost: 1001,
    });
  });
});

describe('directives of the schema', () => {
  const schemaWith = (link: string, use: string) =>
    parse(`schema ${link} { query: Query } type Query { a: Int ${use} }`);

  it.each([
    ['@cost(weight: 4)', '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost"])'],
    ['@cost(weight: "4.0")', ''],
    [
      '@price(weight: 4)',
      '@link(url: "https://specs.apollo.dev/cost/v0.1", import: [{ name: "@cost", as: "@price" }])',
    ],
    ['@price(weight: 4)', '@link(url: "https://specs.apollo.dev/cost/v0.1", as: "price")'],
  ])('are found as %s with %s', (use, link) => {
    expect(readCostDirectives(schemaWith(link, use)).weights.get('Query.a')).toBe(4);
  });

  it.each(['@cost(weight: "dear")', '@cost(weight: "")', '@cost'])('are refused as %s', (use) => {
    expect(() => readCostDirectives(schemaWith('', use))).toThrow(/@cost of Query\.a/);
  });
});
