import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway, type GatewayGuards } from '../../../src/gateway/gateway.js';
import type { SubgraphTransport } from '../../../src/gateway/subgraph-transport.js';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])';

const CARS = `${LINK}
  type Car @key(fields: "id") { id: ID! name: String @cost(weight: 3) }
  type CarConnection { nodes: [Car!]! }
  input CarFilter { maker: String @cost(weight: 2) }
  type Query {
    cars(first: Int! = 20, filter: CarFilter): CarConnection! @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])
  }`;

const PRICES = `${LINK}
  type Car @key(fields: "id") @cost(weight: 5) { id: ID! price: Int }`;

function gatewayWith(guards: GatewayGuards = {}) {
  const operations: string[] = [];
  const transport: SubgraphTransport = {
    prepare: (operation) => () => {
      operations.push(operation);
      return { data: { cars: { nodes: [] } } };
    },
  };
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([
      { name: 'cars', sdl: CARS },
      { name: 'prices', sdl: PRICES },
    ]),
    transports: { cars: transport, prices: transport },
    guards,
  });
  return { gateway, operations };
}

function codes(answer: { errors?: readonly GraphQLError[] }): unknown[] {
  return (answer.errors ?? []).map(({ extensions }) => extensions.code);
}

describe('cost', () => {
  it('follows the directives of all subgraphs through composition, with variables', async () => {
    const { gateway } = gatewayWith();
    const source = 'query ($n: Int!, $f: CarFilter) { cars(first: $n, filter: $f) { nodes { name price } } }';
    const cost = async (variables: Record<string, unknown>) =>
      (await gateway.execute({ source, variables, context: {}, reportCost: true })).extensions;
    // Fields: cars 1, nodes 1, three times name 3. Types: Query 1, connection 1, three cars at 5.
    expect(await cost({ n: 3 })).toEqual({ cost: { fieldCost: 11, typeCost: 17, cost: 28 } });
    // The filter weighs 1, its field 2.
    expect(await cost({ n: 3, f: { maker: 'x' } })).toEqual({ cost: { fieldCost: 14, typeCost: 17, cost: 31 } });
    expect(await cost({ n: 0 })).toEqual({ cost: { fieldCost: 2, typeCost: 2, cost: 4 } });
  });

  it('counts what conditions leave of an operation', async () => {
    const { gateway } = gatewayWith();
    const source = 'query ($names: Boolean!) { cars(first: 1) { nodes { id name @include(if: $names) } } }';
    const costs: number[] = [];
    for (const names of [true, false]) {
      await gateway.execute({ source, variables: { names }, context: {}, admit: ({ cost }) => void costs.push(cost) });
    }
    expect(costs).toEqual([12, 9]);
  });

  it('is shown before anything is fetched; what refuses it is the answer', async () => {
    const { gateway, operations } = gatewayWith();
    const refuse = () => {
      throw new GraphQLError('too dear', { extensions: { code: 'COST_LIMIT' } });
    };
    const source = '{ cars { nodes { id } } }';
    for (const admit of [refuse, async () => refuse()]) {
      const answer = await gateway.execute({ source, context: {}, admit });
      expect(codes(answer)).toEqual(['COST_LIMIT']);
      expect(answer).not.toHaveProperty('data');
    }
    expect(operations).toEqual([]);
    expect(await gateway.execute({ source, context: {}, admit: () => undefined })).toEqual({
      data: { cars: { nodes: [] } },
    });
  });

  it('is not in answers that did not ask for it', async () => {
    const { gateway } = gatewayWith();
    expect(await gateway.execute({ source: '{ cars { nodes { id } } }', context: {} })).not.toHaveProperty(
      'extensions',
    );
  });
});

describe('documents', () => {
  it('are checked against the limits before they are validated, parsed by the caller or not', async () => {
    const { gateway } = gatewayWith({ limits: { aliases: 1 } });
    expect(codes(await gateway.execute({ source: '{ a: nonsense b: nonsense }', context: {} }))).toEqual([
      'ALIAS_LIMIT',
    ]);
  });

  it('of more tokens than allowed are not parsed', async () => {
    const { gateway } = gatewayWith({ limits: { tokens: 10 } });
    const answer = await gateway.execute({ source: '{ cars { nodes { id name price } } }', context: {} });
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'TOKEN_LIMIT', limit: 10 }]);
  });

  it('that would exhaust the stack of validation are refused in good order', async () => {
    const { gateway } = gatewayWith();
    const cycle = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on CarConnection { nodes { id } ...F${(index + 1) % 60} }`,
    );
    const answer = await gateway.execute({ source: `{ cars { ...F0 } } ${cycle.join(' ')}`, context: {} });
    expect(codes(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('take variables of any depth without harm', async () => {
    const { gateway } = gatewayWith();
    const source = 'query ($f: CarFilter) { cars(filter: $f) { nodes { id } } }';
    const maker = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    expect(codes(await gateway.execute({ source, variables: { f: { maker } }, context: {} }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('introspection', () => {
  it('is refused where it is off, and errors do not suggest names', async () => {
    const { gateway } = gatewayWith({ introspection: false });
    expect(codes(await gateway.execute({ source: '{ __schema { queryType { name } } }', context: {} }))).toContain(
      'GRAPHQL_VALIDATION_FAILED',
    );
    const { errors } = await gateway.execute({ source: '{ car { nodes { id } } }', context: {} });
    expect(errors?.[0]?.message).toBe('Cannot query field "car" on type "Query".');
    expect((await gateway.execute({ source: '{ __typename }', context: {} })).data).toEqual({ __typename: 'Query' });
  });

  it('is on unless told', async () => {
    const { gateway } = gatewayWith();
    const { data } = await gateway.execute({ source: '{ __schema { queryType { name } } }', context: {} });
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const { errors } = await gateway.execute({ source: '{ car { nodes { id } } }', context: {} });
    expect(errors?.[0]?.message).toContain('Did you mean "cars"');
  });
});

describe('cancelling', () => {
  it('ends with the error that the signal gives as its reason', async () => {
    const { gateway } = gatewayWith();
    const reason = new GraphQLError('time is up', { extensions: { code: 'REQUEST_TIMEOUT' } });
    const answer = await gateway.execute({
      source: '{ cars { nodes { id } } }',
      context: {},
      signal: AbortSignal.abort(reason),
    });
    expect(codes(answer)).toEqual(['REQUEST_TIMEOUT']);
  });
});
