import { describe, expect, it } from 'vitest';
import { federate, subgraph, type Value } from './subgraph-fixture.js';

describe('@requires, @external and @provides', () => {
  const products = subgraph(
    'products',
    `type Query { products: [Product!]! }
     type Product @key(fields: "id") { id: ID! price(currency: String! = "EUR"): Int! size: Size parts: [Part!]! }
     type Size { width: Int height: Int }
     type Part @key(fields: "id") { id: ID! weight: Int }`,
    {
      fields: {
        Query: {
          products: () => [
            {
              id: 1,
              size: { width: 2, height: 3 },
              parts: [
                { id: 'a', weight: 1 },
                { id: 'b', weight: 2 },
              ],
            },
            { id: 2, size: null, parts: [] },
          ],
        },
        Product: { price: ({ id }, { currency }) => Number(id) * (currency === 'EUR' ? 10 : 11) },
      },
    },
  );
  const shipping = subgraph(
    'shipping',
    `type Product @key(fields: "id") {
       id: ID!
       price(currency: String! = "EUR"): Int! @external
       size: Size @external
       parts: [Part!]! @external
       volume: Int @requires(fields: "size { width height }")
       weight: Int @requires(fields: "parts { weight }")
       fee: Int @requires(fields: "price(currency: \\"USD\\")")
     }
     type Size @external { width: Int height: Int }
     type Part @key(fields: "id") { id: ID! weight: Int @external }`,
    {
      fields: {
        Product: {
          volume: ({ size }) => (size ? Number((size as Value).width) * Number((size as Value).height) : null),
          weight: ({ parts }) => (parts as Value[]).reduce((sum, part) => sum + Number(part.weight), 0),
          fee: ({ price }) => Number(price) * 100,
        },
      },
    },
  );

  it('fetches nested required fields first, null included', async () => {
    const { query } = federate([products, shipping]);
    expect(await query('{ products { volume weight } }')).toEqual({
      data: {
        products: [
          { volume: 6, weight: 3 },
          { volume: null, weight: 0 },
        ],
      },
    });
  });

  it('keeps a required argument apart from the one the client gives', async () => {
    const { query } = federate([products, shipping]);
    expect(await query('{ products { price(currency: "EUR") fee size { w: width } volume } }')).toEqual({
      data: {
        products: [
          { price: 10, fee: 1100, size: { w: 2 }, volume: 6 },
          { price: 20, fee: 2200, size: null, volume: null },
        ],
      },
    });
  });

  it('is not fooled by an alias that is the name of a key or of a required field', async () => {
    const { query } = federate([products, shipping]);
    expect(await query('{ products { id: price size: id price: volume fee } }')).toEqual({
      data: {
        products: [
          { id: 10, size: '1', price: 6, fee: 1100 },
          { id: 20, size: '2', price: null, fee: 2200 },
        ],
      },
    });
  });

  it('does not ask for fields whose requirements could not be fetched, and says so once', async () => {
    const broken = subgraph(
      'products',
      `type Query { product: Product } type Product @key(fields: "id") { id: ID! size: Size parts: [Part!]! price(currency: String! = "EUR"): Int! }
       type Size { width: Int height: Int } type Part @key(fields: "id") { id: ID! weight: Int }`,
      {
        fields: {
          Query: { product: () => ({ id: 1, parts: [], price: 1 }) },
          Product: {
            price: () => {
              throw new Error('no price');
            },
          },
        },
      },
    );
    const { query, requests } = federate([broken, shipping]);
    const answer = await query('{ product { id fee } }');
    expect(answer.data).toEqual({ product: null });
    expect(answer.errors?.map((error) => error.message)).toEqual(['no price']);
    expect(requests.map((request) => request.subgraph)).toEqual(['products']);
  });

  it('takes a provided field from the subgraph that provides it', async () => {
    const { query, requests } = federate([
      subgraph('users', 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String @shareable }', {
        entities: { User: () => ({ name: 'from users' }) },
      }),
      subgraph(
        'reviews',
        `type Query { review: Review } type Review { author: User @provides(fields: "name") }
         type User @key(fields: "id") { id: ID! name: String @external }`,
        { fields: { Query: { review: () => ({ author: { id: 1, name: 'from reviews' } }) } } },
      ),
    ]);
    expect((await query('{ review { author { name } } }')).data).toEqual({
      review: { author: { name: 'from reviews' } },
    });
    expect(requests.map((request) => request.subgraph)).toEqual(['reviews']);
  });
});

describe('@shareable and @override', () => {
  it('resolves a shared field where it already is', async () => {
    const shared = 'type Position @shareable { lat: Float lon: Float }';
    const { query, requests } = federate([
      subgraph('a', `type Query { here: Position @shareable } ${shared}`, {
        fields: { Query: { here: () => ({ lat: 1.5, lon: 2.5 }) } },
      }),
      subgraph('b', `type Query { there: Position } ${shared}`, {
        fields: { Query: { there: () => ({ lat: 3.5, lon: 4.5 }) } },
      }),
    ]);
    expect((await query('{ here { lat lon } there { lat } }')).data).toEqual({
      here: { lat: 1.5, lon: 2.5 },
      there: { lat: 3.5 },
    });
    expect(requests.map((request) => request.subgraph).sort()).toEqual(['a', 'b']);
  });

  it('asks the overriding subgraph', async () => {
    const { query } = federate([
      subgraph('old', 'type Query { car: Car } type Car @key(fields: "id") { id: ID! price: Int }', {
        fields: { Query: { car: () => ({ id: 1, price: 1 }) } },
      }),
      subgraph('new', 'type Car @key(fields: "id") { id: ID! price: Int @override(from: "old") }', {
        fields: { Car: { price: () => 2 } },
      }),
    ]);
    expect((await query('{ car { id price } }')).data).toEqual({ car: { id: '1', price: 2 } });
  });
});

describe('@inaccessible and @tag', () => {
  const hidden = subgraph(
    'a',
    `type Query { cars: [Car] anything: [Thing] secret: Int @inaccessible }
     type Car @key(fields: "vin") { vin: ID! @inaccessible name: String @tag(name: "public") state: State }
     enum State { NEW SOLD @inaccessible }
     type Vault @inaccessible { code: Int }
     union Thing = Car | Vault`,
    {
      fields: {
        Query: {
          cars: () => [
            { vin: 'v1', name: 'One', state: 'NEW' },
            { vin: 'v2', name: 'Two', state: 'SOLD' },
          ],
          anything: () => [
            { __typename: 'Vault', code: 1 },
            { __typename: 'Car', vin: 'v1', name: 'One' },
          ],
        },
      },
    },
  );
  const prices = subgraph('b', 'type Car @key(fields: "vin") { vin: ID! @inaccessible price: Int }', {
    entities: { Car: ({ vin }) => ({ vin, price: vin === 'v1' ? 10 : 20 }) },
  });

  it('joins by a hidden key and shows it to nobody', async () => {
    const { query, gateway } = federate([hidden, prices]);
    expect((await query('{ cars { name price } }')).data).toEqual({
      cars: [
        { name: 'One', price: 10 },
        { name: 'Two', price: 20 },
      ],
    });
    const refused = await query('{ cars { vin } secret }');
    expect(refused.data).toBeUndefined();
    expect(refused.errors?.map((error) => error.extensions?.code)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect(gateway.apiSchema.getType('Vault')).toBeUndefined();
    expect(gateway.apiSchema.getDirective('tag')).toBeUndefined();
  });

  it('answers null for a hidden enum value and for an object of a hidden type', async () => {
    const { query } = federate([hidden, prices]);
    expect(await query('{ cars { state } anything { __typename ... on Car { name } } }')).toEqual({
      data: { cars: [{ state: 'NEW' }, { state: null }], anything: [null, { __typename: 'Car', name: 'One' }] },
    });
  });

  it('hides the same from introspection', async () => {
    const { query } = federate([hidden, prices]);
    const answer = await query('{ __type(name: "Car") { fields { name } } vault: __type(name: "Vault") { name } }');
    expect(answer.data).toEqual({
      __type: { fields: [{ name: 'name' }, { name: 'state' }, { name: 'price' }] },
      vault: null,
    });
  });
});
