import { spawnSync } from 'node:child_process';
import { ApolloServer } from '@apollo/server';
import { describe, expect, it } from 'vitest';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway } from '../../src/gateway/gateway.js';
import { CompositionError } from '../../src/gateway/gateway-errors.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import { LruCache } from '../../src/gateway/lru-cache.js';
import { federate, subgraph } from './subgraph-fixture.js';

const cars = subgraph(
  'cars',
  `"All there is" type Query { car(id: ID! = 1): Car old: Int @deprecated(reason: "gone") }
   type Car @key(fields: "id") { id: ID! name: String }`,
  { fields: { Query: { car: (_source, { id }) => ({ id, name: `Car ${id}` }) } } },
);
const prices = subgraph('prices', 'type Car @key(fields: "id") { id: ID! price: Int }', {
  fields: { Car: { price: ({ id }) => Number(id) * 10 } },
});

describe('composition', () => {
  it('gives every reason at once', () => {
    const compose = () =>
      composeSupergraph([
        { name: 'a', sdl: 'type Query { a: Int } type T { x: Int }' },
        { name: 'a', sdl: 'type Query {' },
      ]);
    expect(compose).toThrow(CompositionError);
    expect(compose).toThrow(/two subgraphs have this name[\s\S]*Syntax Error/);
  });

  it('refuses types that cannot be merged, and nothing at all', () => {
    const a = { name: 'a', sdl: 'type Query { a: T } type T { x: Int }' };
    expect(() => composeSupergraph([a, { name: 'b', sdl: 'type Query { b: Int } enum T { X }' }])).toThrow(
      CompositionError,
    );
    expect(() => composeSupergraph([])).toThrow(CompositionError);
  });
});

describe('a gateway', () => {
  it('needs a transport for each subgraph, and no inherited one', () => {
    const { supergraphSdl } = federate([cars, prices]);
    const transports = { cars: localTransport(cars.schema) };
    expect(() => createGateway({ supergraphSdl, transports })).toThrow('No transport leads to subgraph prices');
  });

  it('needs a supergraph', () => {
    expect(() => createGateway({ supergraphSdl: 'type Query { a: Int }', transports: {} })).toThrow(/no supergraph/);
  });

  it('shows descriptions and deprecations in its API schema', () => {
    const query = federate([cars, prices]).gateway.apiSchema.getQueryType();
    expect(query?.description).toBe('All there is');
    expect(query?.getFields().old?.deprecationReason).toBe('gone');
    expect(query?.getFields().car?.args[0]?.defaultValue).toBe('1');
  });

  it('shows the plan of an operation', () => {
    const { gateway } = federate([cars, prices]);
    expect(gateway.plan('{ car { name price } }')).toMatchObject({
      kind: 'QueryPlan',
      node: { kind: 'Sequence', nodes: [{ kind: 'Fetch', serviceName: 'cars' }, { kind: 'Flatten' }] },
    });
    expect(
      gateway.plan('query ($p: Boolean!) { car { name price @include(if: $p) } }', undefined, { p: false }),
    ).toMatchObject({
      node: { kind: 'Fetch', serviceName: 'cars' },
    });
    expect(gateway.plan('{ __typename }')).toBeUndefined();
    expect(() => gateway.plan('{ nothing }')).toThrow(/Cannot query field/);
  });

  it('prepares an operation once, also when it is asked for many times at once', async () => {
    let prepared = 0;
    const transport = localTransport(cars.schema);
    const { supergraphSdl } = federate([cars, prices]);
    const gateway = createGateway({
      supergraphSdl,
      transports: {
        cars: {
          prepare(operation) {
            prepared++;
            return transport.prepare(operation);
          },
        },
        prices: localTransport(prices.schema),
      },
    });
    const request = { source: '{ car { name } }', context: {} };
    await Promise.all([1, 2, 3].map(() => gateway.execute(request)));
    await gateway.execute(request);
    expect(prepared).toBe(1);
  });

  it('forgets operations beyond its limit and answers them all the same', async () => {
    const { gateway } = federate([cars, prices], { planCacheSize: 2 });
    for (let n = 0; n < 10; n++) {
      const { data } = await gateway.execute({ source: `{ a${n % 5}: car(id: ${n}) { price } }`, context: {} });
      expect(data).toEqual({ [`a${n % 5}`]: { price: n * 10 } });
    }
  });

  it('keeps requests apart that run at the same time', async () => {
    const { gateway } = federate([cars, prices]);
    const source = 'query ($id: ID!) { car(id: $id) { name price } }';
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, id) => gateway.execute({ source, variables: { id }, context: {} })),
    );
    expect(answers.map((answer) => answer.data)).toEqual(
      Array.from({ length: 50 }, (_, id) => ({ car: { name: `Car ${id}`, price: id * 10 } })),
    );
  });

  it('names platform and package where the planner has no binary', () => {
    const script = `
      import { createGateway } from './src/gateway/gateway.ts';
      const sdl = 'enum join__Graph { A @join__graph(name: "a", url: "") } type Query { a: Int }';
      try { createGateway({ supergraphSdl: sdl, transports: { a: { prepare() {} } } }); }
      catch (error) { console.log(error.name + ': ' + error.message); }`;
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere/planner.node' },
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^UnsupportedPlatformError: .*router-query-planner.*(linux|darwin|win32)-/);
  });
});

describe('behind Apollo Server', () => {
  async function server() {
    const { gateway } = federate([cars, prices]);
    const apollo = new ApolloServer({ gateway: apolloGateway(gateway) });
    await apollo.start();
    return apollo;
  }

  it('answers queries with variables and operation names', async () => {
    const apollo = await server();
    const query = 'query A { car { id } } query B($id: ID!) { car(id: $id) { price } }';
    const { body } = await apollo.executeOperation({ query, operationName: 'B', variables: { id: 4 } });
    expect(body).toMatchObject({ kind: 'single', singleResult: { data: { car: { price: 40 } } } });
    expect(JSON.stringify(body)).not.toContain('errors');
    await apollo.stop();
  });

  it('answers bad variables with 400 and a code', async () => {
    const apollo = await server();
    const { body, http } = await apollo.executeOperation({
      query: 'query ($id: ID!) { car(id: $id) { price } }',
      variables: { id: {} },
    });
    expect(body).toMatchObject({ singleResult: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
    expect(http.status).toBe(400);
    await apollo.stop();
  });
});

describe('the cache of least recently used values', () => {
  it('forgets what was used longest ago', () => {
    const cache = new LruCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  });

  it('is bounded by weight, too', () => {
    const cache = new LruCache<string>(10, 5);
    cache.set('a', 'a', 3);
    cache.set('b', 'b', 3);
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'b']);
    cache.set('c', 'c', 6);
    expect([cache.get('b'), cache.get('c')]).toEqual(['b', undefined]);
    cache.set('b', 'B', 2);
    cache.set('d', 'd', 3);
    expect([cache.get('b'), cache.get('d')]).toEqual(['B', 'd']);
  });
});
